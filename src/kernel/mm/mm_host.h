/* SPDX-License-Identifier: MIT */
/*
 * An address space and its host.
 *
 * The page tables of an mm are the truth; what the host maps is their TLB.
 * The kernel side (mmap.c, memory.c) decides; the host side of the mm, given
 * here as operations, makes it so: for a task the host is this process and its
 * user window, for a traced program another process, reached by ptrace.
 *
 * All operations are called on the fiber of a task (which may sleep), with
 * mmap_lock held unless said otherwise. Addresses are user virtual addresses,
 * page aligned unless said otherwise.
 */
#ifndef DOCK_KERNEL_MM_HOST_H
#define DOCK_KERNEL_MM_HOST_H

#include <linux/types.h>

struct mm_struct;
struct vm_area_struct;
struct file;
struct host_area;

#define DOCK_PROT_READ	1u
#define DOCK_PROT_WRITE 2u
#define DOCK_PROT_EXEC	4u

struct dock_mm_host_ops {
	/* Map @pages page frames of RAM, from @pfn on, at @addr. They replace what was
	 * mapped. */
	void (*fill)(struct mm_struct *mm, unsigned long addr, unsigned long pfn,
		     unsigned long pages, unsigned int prot);
	/* Nothing in [start, end) reaches memory any more: the next access traps.
	 * The range stays reserved. Other threads of the mm are stopped for it. */
	void (*flush)(struct mm_struct *mm, unsigned long start, unsigned long end);
	/* Choose and reserve @len bytes. @flags: MAP_FIXED and
	 * MAP_FIXED_NOREPLACE count; otherwise @addr is a hint or 0. Returns the
	 * address or -errno as mmap(2) would. */
	unsigned long (*reserve)(struct mm_struct *mm, unsigned long addr,
				 unsigned long len, unsigned long flags);
	/* [start, end) belongs to no VMA of the machine any more. */
	void (*release)(struct mm_struct *mm, unsigned long start, unsigned long end);
	/* Memory of the process that lies in no VMA of the machine (byte
	 * addresses). Return the number of bytes NOT copied. NULL: there is no
	 * such memory. */
	unsigned long (*read)(struct mm_struct *mm, void *to, unsigned long from,
			      unsigned long n);
	unsigned long (*write)(struct mm_struct *mm, unsigned long to, const void *from,
			       unsigned long n);
	/* The same as a debugger reaches it, whatever its protection. NULL: as
	 * above. */
	unsigned long (*debug)(struct mm_struct *mm, unsigned long addr, void *buf,
			       unsigned long n, bool write);
	/* What /proc/PID/pagemap says of its @nr pages from @addr on. NULL: all 0. */
	void (*pagemap)(struct mm_struct *mm, unsigned long addr,
			unsigned long *entries, unsigned long nr);
	/* Tell of each area of such memory, by address. Returns whether they stay as
	 * they are until the caller leaves the kernel. NULL: there is none. */
	bool (*areas)(struct mm_struct *mm,
		      void (*each)(void *arg, const struct host_area *area), void *arg);
	/* The last user has gone: free what dock_mm_priv() points to. May be NULL. */
	void (*free)(struct mm_struct *mm);
};

/*
 * dock_mm_alloc - a new, empty address space
 * @ops: its host side
 * @priv: the host side's own pointer, see dock_mm_priv()
 * @task_size: user addresses end here
 *
 * Returns the mm with one user (mmput() drops it; the last one unmaps
 * everything, calling the drivers' close), or NULL: no memory.
 */
struct mm_struct *dock_mm_alloc(const struct dock_mm_host_ops *ops, void *priv,
				unsigned long task_size);
void *dock_mm_priv(struct mm_struct *mm);
void mmput(struct mm_struct *mm) __asm__("dock_mmput");
struct mm_struct *dock_mm_get(struct mm_struct *mm);

/*
 * dock_mm_dup - copy @from's VMAs into the empty @to, as fork does: vm_ops->open
 * for each, private pages shared for copy on write, VM_DONTCOPY left out.
 * The host side of @to must have none of @from's pages filled.
 * Returns 0 or -errno.
 */
int dock_mm_dup(struct mm_struct *to, struct mm_struct *from);
int dock_mm_dup_locked(struct mm_struct *to, struct mm_struct *from); /* @from is */

/* No: a mapping of @mm cannot be copied as it is, and fork answers ENOMEM. */
bool dock_mm_may_dup(struct mm_struct *mm);

/* The system calls on an mm; results as Linux returns them (address or -errno).
 * @prot, @flags: PROT_ and MAP_ values of mmap(2). @file NULL: anonymous. Each
 * takes mmap_lock itself. */
unsigned long dock_mmap(struct mm_struct *mm, struct file *file, unsigned long addr,
			unsigned long len, unsigned long prot, unsigned long flags,
			unsigned long offset_bytes);
long dock_munmap(struct mm_struct *mm, unsigned long addr, unsigned long len);
/* The same with mmap_lock held; and [addr, addr + len) stays reserved at the host. */
long dock_munmap_keep(struct mm_struct *mm, unsigned long addr, unsigned long len);
long dock_mprotect(struct mm_struct *mm, unsigned long addr, unsigned long len,
		   unsigned long prot);
unsigned long dock_mremap(struct mm_struct *mm, unsigned long addr, unsigned long old_len,
			  unsigned long new_len, unsigned long flags,
			  unsigned long new_addr);
long dock_madvise(struct mm_struct *mm, unsigned long addr, unsigned long len, int advice);
long dock_mlock(struct mm_struct *mm, unsigned long addr, unsigned long len, int flags);
long dock_munlock(struct mm_struct *mm, unsigned long addr, unsigned long len);
/* @flags: MCL_... */
long dock_mlockall(struct mm_struct *mm, int flags);
long dock_munlockall(struct mm_struct *mm);
long dock_msync(struct mm_struct *mm, unsigned long addr, unsigned long len, int flags);
/* A byte for each of @nr pages: is it in memory? -ENOMEM: one is in no VMA. */
long dock_mincore(struct mm_struct *mm, unsigned long addr, unsigned long nr,
		  unsigned char *vec);
long dock_remap_file_pages(struct mm_struct *mm, unsigned long addr, unsigned long len,
			   unsigned long prot, unsigned long pgoff, unsigned long flags);

/* How an access that trapped ends. */
struct dock_fault_result {
	int signo; /* 0: the page is there now, go on; SIGBUS, SIGSEGV; or SIGKILL (out of memory) */
	int si_code; /* BUS_ADRERR, SEGV_MAPERR, SEGV_ACCERR, ... */
	bool device; /* signo 0, but no memory: the access goes over the bus, ... */
};

/*
 * dock_mm_fault - a user access to @addr (any byte) trapped
 * @write, @exec: the kind of access
 * @force_fill: 1 also when the tables already allow the access (the TLB lost it)
 *
 * Walks the tables, runs the driver's fault handler if they say nothing, and
 * fills the host mapping.
 */
struct dock_fault_result dock_mm_fault(struct mm_struct *mm, unsigned long addr, bool write,
				       bool exec);

/* ... and is made by these, on current's memory, which may be any. They return
 * what was not copied. */
unsigned long dock_user_load(void *to, unsigned long from, unsigned long n);
unsigned long dock_user_store(unsigned long to, const void *from, unsigned long n);
/* The program passed this address to its call, for so many bytes, or an object of
 * unknown size (DOCK_GIVEN_OBJECT): wherever it points, that is no mistake of the
 * driver's. Until the next call. */
void dock_user_given(unsigned long addr, unsigned long bytes);
#define DOCK_GIVEN_OBJECT 65536UL

/* Does any VMA of the machine reach into [addr, addr+len)? The first one that
 * ends above @addr is returned in *@start, *@end (either may be NULL). */
bool dock_mm_overlaps(struct mm_struct *mm, unsigned long addr, unsigned long len,
		      unsigned long *start, unsigned long *end);

/* A line of /proc/<pid>/maps for each VMA at or above @addr: returns the next
 * VMA's facts; false when there is none. */
struct dock_vma_info {
	unsigned long start, end, offset_bytes;
	bool read, write, exec, shared;
	bool in_core; /* has private pages, which a core file shows */
	unsigned int major, minor;
	unsigned long ino;
	char path[128];
};
bool dock_mm_next_vma(struct mm_struct *mm, unsigned long addr, struct dock_vma_info *info);

#endif
