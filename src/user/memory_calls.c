/* SPDX-License-Identifier: MIT */
/*
 * The calls of a traced program on its address space: mmap, munmap, mremap,
 * mprotect and their kin, of the machine's VMAs and of the program's own memory.
 *
 * What concerns the program's own alone is left to the host's kernel. A range
 * that has both is done piece by piece, in order of address; what is put over
 * the other kind takes that away first, when Linux would.
 */
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/printk.h>
#include <linux/types.h>
#include "core/breaks.h"
#include "host/ptrace.h"
#include "host/seccomp.h"
#include "kernel/fs/file.h"
#include "kernel/mm/mm_host.h"
#include "kernel/sched/task.h"
#include "machine/layout.h"
#include "user/callnr.h"
#include "user/thread.h"

#define PAGE_UP(n) (((n) + DOCK_PAGE_SIZE - 1) & ~(DOCK_PAGE_SIZE - 1))

#define SHM_REMAP_ 040000

/* Stopped in strict processes alone. Over what is mapped already: how much, only the
 * host knows. */
void dock_traced_shmat_call(struct traced *t)
{
	if (dock_traced_regs(t)->rdx & SHM_REMAP_) {
		pr_err("%s: shmat with SHM_REMAP is not there where devices are mapped\n",
		       dock_task_comm(t->task));
		dock_traced_return(t, -EINVAL);
	}
	dock_traced_run(t, HOST_RUN, 0);
}

#define NO_NEW_PRIVS 38 /* of prctl */

static long set_filter(struct traced *t)
{
	return dock_traced_syscall(t, CALL_seccomp, HOST_FILTER_SET, HOST_FILTER_ALL_THREADS,
				   HOST_STUB_DATA, 0, 0, 0);
}

/* From its first mapping on, a host call may meet memory that is not there. */
static void become_strict(struct traced *t)
{
	unsigned char filter[256];
	unsigned long len = host_filter_strict(filter, HOST_STUB_DATA);
	long err;

	if (t->process->strict)
		return;
	t->process->strict = true;
	host_tracee_write(t->tid, HOST_STUB_DATA, filter, len);
	err = set_filter(t);
	/* Who is not root any more has to promise that he will not be again. */
	if (err == -EACCES && !dock_traced_syscall(t, CALL_prctl, NO_NEW_PRIVS, 1, 0, 0, 0, 0))
		err = set_filter(t);
	if (err && err != -ESRCH)
		pr_warn("%s: buffers in device memory will fail with EFAULT\n",
			dock_task_comm(t->task));
	dock_traced_note_mask(t);
}

/* --- one step for other threads --- */

/*
 * The host gives a range up in one call, or has it replaced in one, once the machine's
 * VMAs in it are gone: whoever maps something meanwhile is given no part of it, which
 * the rest of the call would take away again.
 */

static bool failed(long ret)
{
	return ret < 0 && ret > -4096;
}

/* The call that the program makes, made for it. */
static long make_call(struct traced *t, unsigned long nr)
{
	const struct host_regs *r = dock_traced_regs(t);

	return dock_traced_syscall(t, (long)nr, r->rdi, r->rsi, r->rdx, r->r10, r->r8, r->r9);
}

static long hosts_munmap(struct traced *t, unsigned long start, unsigned long len)
{
	return dock_traced_syscall(t, CALL_munmap, start, len, 0, 0, 0, 0);
}

/* Its VMAs in a range, up to the first that cannot be unmapped: *end is where that begins. */
static long unmap_machines(struct mm_struct *mm, unsigned long start, unsigned long *end)
{
	unsigned long vma_start, vma_end;
	long ret = 0;

	while (start < *end &&
	       dock_mm_overlaps(mm, start, *end - start, &vma_start, &vma_end)) {
		start = max(start, vma_start);
		vma_end = min(vma_end, *end);
		ret = dock_munmap_keep(mm, start, vma_end - start);
		if (DOCK_BREAK("one-munmap-ends-several"))
			dock_file_release_put();
		if (ret) {
			*end = start;
			break;
		}
		start = vma_end;
	}
	return ret;
}

/* munmap of more than a VMA of the machine. */
static long unmap_all(struct traced *t, unsigned long start, unsigned long end)
{
	struct mm_struct *mm = t->space->mm;
	long ret, host = 0;

	mmap_write_lock(mm);
	ret = unmap_machines(mm, start, &end);
	if (end > start)
		host = hosts_munmap(t, start, end - start);
	mmap_write_unlock(mm);
	return ret ? ret : host;
}

/* The host's call puts memory of its own over the machine's. */
static long replace(struct traced *t, unsigned long nr, unsigned long start, unsigned long len)
{
	struct mm_struct *mm = t->space->mm;
	long ret;

	mmap_write_lock(mm);
	ret = dock_munmap_keep(mm, start, len);
	if (!ret) {
		ret = make_call(t, nr);
		if (failed(ret))
			hosts_munmap(t, start, len);
	}
	mmap_write_unlock(mm);
	return ret;
}

/* Would the host map this anywhere? Linux unmaps nothing before it knows. */
static long try_mmap(struct traced *t)
{
	const struct host_regs r = *dock_traced_regs(t);
	long at = dock_traced_syscall(t, CALL_mmap, 0, r.rsi, r.rdx,
				      r.r10 & ~(unsigned long)(MAP_FIXED | MAP_POPULATE | MAP_LOCKED),
				      r.r8, r.r9);

	if (failed(at))
		return at;
	hosts_munmap(t, (unsigned long)at, r.rsi);
	return 0;
}

/* The program's own memory, or a file of the host's, at a fixed address. */
static void hosts_mmap_call(struct traced *t)
{
	const struct host_regs r = *dock_traced_regs(t);
	unsigned long len = PAGE_UP(r.rsi);
	long err;

	if ((r.r10 & (MAP_FIXED | MAP_FIXED_NOREPLACE)) != MAP_FIXED || r.rdi % DOCK_PAGE_SIZE ||
	    !len || len > DOCK_TRACED_USER_END || r.rdi > DOCK_TRACED_USER_END - len ||
	    !dock_mm_overlaps(t->space->mm, r.rdi, len, NULL, NULL))
		return;
	err = try_mmap(t);
	dock_traced_return(t, err ? err : replace(t, CALL_mmap, r.rdi, len));
}

void dock_traced_mmap_call(struct traced *t)
{
	const struct host_regs r = *dock_traced_regs(t);
	struct mm_struct *mm = t->space->mm;
	bool anonymous = r.r10 & MAP_ANONYMOUS;
	struct file *file = anonymous ? NULL : dock_traced_file(t, (int)r.r8);
	unsigned long ret;

	if (!anonymous && (int)r.r8 == dock_traced_ram_fd) {
		dock_traced_return(t, -EBADF);
		return;
	}
	if (!file) {
		hosts_mmap_call(t);
		return;
	}
	ret = dock_mmap(mm, file, r.rdi, r.rsi, r.rdx, r.r10, r.r9);
	if (ret < DOCK_TRACED_USER_END)
		become_strict(t);
	dock_traced_return(t, (long)ret);
}

static long machine_part(struct mm_struct *mm, unsigned long nr, unsigned long start,
			 unsigned long end, unsigned long arg)
{
	switch (nr) {
	case CALL_munmap:
		return dock_munmap(mm, start, end - start);
	case CALL_mprotect:
		return dock_mprotect(mm, start, end - start, arg);
	case CALL_madvise:
		return dock_madvise(mm, start, end - start, (int)arg);
	case CALL_msync:
		return dock_msync(mm, start, end - start, (int)arg);
	case CALL_mlock:
		return dock_mlock(mm, start, end - start, 0);
	case CALL_mlock2:
		return dock_mlock(mm, start, end - start, (int)arg);
	default:
		return dock_munlock(mm, start, end - start);
	}
}

/* These go on behind a hole, and say so at the end. */
static bool passes_holes(unsigned long nr)
{
	return nr == CALL_madvise || nr == CALL_msync;
}

/* Does the range lie in one VMA of the machine? */
static bool is_in_one(struct mm_struct *mm, unsigned long start, unsigned long end)
{
	unsigned long vma_start, vma_end;

	return dock_mm_overlaps(mm, start, end - start, &vma_start, &vma_end) &&
	       vma_start <= start && vma_end >= end;
}

/* A range that holds VMAs of the machine: piece by piece, in order of address. */
static long split(struct traced *t, unsigned long nr, unsigned long start,
		  unsigned long end, unsigned long arg)
{
	struct mm_struct *mm = t->space->mm;
	long ret = 0, hole = 0;

	if (nr == CALL_munmap && !is_in_one(mm, start, end))
		return unmap_all(t, start, end);
	while (start < end && !ret) {
		unsigned long vma_start = end, vma_end, stop = end;

		if (dock_mm_overlaps(mm, start, end - start, &vma_start, &vma_end) &&
		    vma_start <= start) {
			if (vma_end < stop)
				stop = vma_end;
			ret = machine_part(mm, nr, start, stop, arg);
		} else {
			stop = vma_start;
			ret = dock_traced_syscall(t, nr, start, stop - start, arg, 0, 0, 0);
		}
		if (ret == -ENOMEM && passes_holes(nr)) {
			hole = ret;
			ret = 0;
		}
		start = stop;
	}
	return ret ? ret : hole;
}

/* Of an mremap to an address: does it make sense? */
static bool moves(const struct host_regs *r)
{
	unsigned long old_len = PAGE_UP(r->rsi), new_len = PAGE_UP(r->rdx);

	return (r->r10 & MREMAP_MAYMOVE) && new_len && r->r8 % DOCK_PAGE_SIZE == 0 &&
	       r->rdi % DOCK_PAGE_SIZE == 0 &&
	       (r->rdi + old_len <= r->r8 || r->r8 + new_len <= r->rdi);
}

/* Does this mremap of the host's memory put it over VMAs of the machine? */
static bool moves_over(struct mm_struct *mm, const struct host_regs *r)
{
	return (r->r10 & MREMAP_FIXED) && moves(r) &&
	       dock_mm_overlaps(mm, r->r8, PAGE_UP(r->rdx), NULL, NULL);
}

/* Linux begins with what a smaller mapping loses, whosever memory lies there. */
static bool shrinks(const struct host_regs *r)
{
	unsigned long old_len = PAGE_UP(r->rsi), new_len = PAGE_UP(r->rdx);

	return new_len && new_len < old_len && r->rdi % DOCK_PAGE_SIZE == 0 &&
	       r->rdi + old_len > r->rdi && r->rdi + old_len <= DOCK_TRACED_USER_END &&
	       !(r->r10 & ~(unsigned long)(MREMAP_MAYMOVE | MREMAP_FIXED)) &&
	       (!(r->r10 & MREMAP_FIXED) || moves(r));
}

static void shrink_machines(struct traced *t)
{
	const struct host_regs r = *dock_traced_regs(t);
	unsigned long len = PAGE_UP(r.rdx);
	long ret = 0;

	if (!DOCK_BREAK("mremap-shrink"))
		ret = split(t, CALL_munmap, r.rdi + len, r.rdi + PAGE_UP(r.rsi), 0);
	if (!ret)
		ret = (long)dock_mremap(t->space->mm, r.rdi, len, len, r.r10, r.r8);
	dock_traced_return(t, ret);
}

/* To another place: what lies there goes first, and what the new size does not have. */
static long shrink_and_move(struct traced *t, unsigned long len, unsigned long lost)
{
	const struct host_regs r = *dock_traced_regs(t);
	struct mm_struct *mm = t->space->mm;
	long ret;

	dock_munmap_keep(mm, r.r8, len);
	dock_munmap_keep(mm, r.rdi + len, lost);
	ret = make_call(t, CALL_mremap);
	if (failed(ret)) {
		hosts_munmap(t, r.r8, len);
		hosts_munmap(t, r.rdi + len, lost);
	}
	return ret;
}

/* In its place it is refused before anything is lost. */
static void shrink_hosts(struct traced *t)
{
	const struct host_regs r = *dock_traced_regs(t);
	unsigned long len = PAGE_UP(r.rdx), lost = PAGE_UP(r.rsi) - len;
	struct mm_struct *mm = t->space->mm;
	long ret;

	mmap_write_lock(mm);
	if (r.r10 & MREMAP_FIXED) {
		ret = shrink_and_move(t, len, lost);
	} else {
		ret = make_call(t, CALL_mremap);
		if (!failed(ret))
			dock_munmap_keep(mm, r.rdi + len, lost);
	}
	mmap_write_unlock(mm);
	dock_traced_return(t, ret);
}

/* Is anything of the host's there? (This call does nothing else.) */
static bool hosts_has(struct traced *t, unsigned long addr)
{
	return !dock_traced_syscall(t, CALL_msync, addr, DOCK_PAGE_SIZE, MS_ASYNC, 0, 0, 0);
}

/* What begins in a hole is refused, and changes nothing. */
static void mremap_call(struct traced *t)
{
	const struct host_regs r = *dock_traced_regs(t);
	struct mm_struct *mm = t->space->mm;
	bool smaller = shrinks(&r);

	if (dock_mm_overlaps(mm, r.rdi, 1, NULL, NULL)) {
		if (smaller)
			shrink_machines(t);
		else
			dock_traced_return(t, (long)dock_mremap(mm, r.rdi, r.rsi, r.rdx,
								r.r10, r.r8));
	} else if (smaller && dock_mm_overlaps(mm, r.rdi, PAGE_UP(r.rsi), NULL, NULL)) {
		if (hosts_has(t, r.rdi))
			shrink_hosts(t);
		else
			dock_traced_return(t, -EFAULT);
	} else if (moves_over(mm, &r)) {
		if (hosts_has(t, r.rdi))
			dock_traced_return(t, replace(t, CALL_mremap, r.r8, PAGE_UP(r.rdx)));
		else
			dock_traced_return(t, -EFAULT);
	}
}

/* --- calls that have a way of their own --- */

#define MINCORE_PAGES 256UL

/* A piece of a range: of the machine's, or (false) up to where the next one begins. */
static bool piece(struct mm_struct *mm, unsigned long start, unsigned long end,
		  unsigned long *stop)
{
	unsigned long vma_start, vma_end;

	*stop = end;
	if (!dock_mm_overlaps(mm, start, end - start, &vma_start, &vma_end))
		return false;
	*stop = vma_start > start ? vma_start : vma_end < end ? vma_end : end;
	return vma_start <= start;
}

static long mincore_part(struct mm_struct *mm, unsigned long start, unsigned long end,
			 unsigned long vec)
{
	unsigned char bytes[MINCORE_PAGES];
	long err = 0;

	while (start < end && !err) {
		unsigned long nr = min((end - start) >> DOCK_PAGE_SHIFT, MINCORE_PAGES);

		err = dock_mincore(mm, start, nr, bytes);
		if (!err && dock_user_store(vec, bytes, nr))
			err = -EFAULT;
		start += nr << DOCK_PAGE_SHIFT;
		vec += nr;
	}
	return err;
}

static long mincore_range(struct traced *t, unsigned long start, unsigned long end,
			  unsigned long vec)
{
	unsigned long stop;
	long err = 0;

	for (; start < end && !err; vec += (stop - start) >> DOCK_PAGE_SHIFT, start = stop)
		err = piece(t->space->mm, start, end, &stop)
			      ? mincore_part(t->space->mm, start, stop, vec)
			      : dock_traced_syscall(t, CALL_mincore, start, stop - start, vec,
						    0, 0, 0);
	return err;
}

/* What is locked in the future concerns drivers' memory, too. */
static void lock_all(struct traced *t, unsigned long nr)
{
	struct mm_struct *mm = t->space->mm;
	int flags = (int)dock_traced_regs(t)->rdi;
	long ret = dock_traced_syscall(t, (long)nr, (unsigned long)flags, 0, 0, 0, 0, 0);

	if (!ret)
		ret = nr == CALL_mlockall ? dock_mlockall(mm, flags) : dock_munlockall(mm);
	dock_traced_return(t, ret);
}

/* Of calls on a range: does this one make no sense, or concern the host alone? */
static bool is_hosts(struct traced *t, unsigned long nr, unsigned long start,
		     unsigned long len)
{
	if (!len || start + len < start || start % DOCK_PAGE_SIZE)
		return true;
	if (nr == CALL_munmap && start + len > DOCK_TRACED_USER_END)
		return true;
	return !dock_mm_overlaps(t->space->mm, start, len, NULL, NULL);
}

/* These take any address, and concern the pages that the range touches. */
static bool takes_bytes(unsigned long nr)
{
	return nr == CALL_mlock || nr == CALL_mlock2 || nr == CALL_munlock;
}

void dock_traced_memory_call(struct traced *t, unsigned long nr)
{
	const struct host_regs r = *dock_traced_regs(t);
	unsigned long off = takes_bytes(nr) ? r.rdi % DOCK_PAGE_SIZE : 0;
	unsigned long start = r.rdi - off, len = PAGE_UP(r.rsi + off);

	if (DOCK_BREAK("munmap-edges"))
		len = r.rsi & ~(DOCK_PAGE_SIZE - 1);
	if (nr == CALL_pkey_mprotect && (int)r.r10 == -1)
		nr = CALL_mprotect;
	if (nr == CALL_mremap) {
		mremap_call(t);
	} else if (nr == CALL_mlockall || nr == CALL_munlockall) {
		lock_all(t, nr);
	} else if (is_hosts(t, nr, start, len)) {
		return;
	} else if (nr == CALL_pkey_mprotect) {
		dock_traced_return(t, -EINVAL); /* the machine's processors have no keys */
	} else if (nr == CALL_mincore) {
		dock_traced_return(t, mincore_range(t, start, start + len, r.rdx));
	} else if (nr == CALL_remap_file_pages) {
		dock_traced_return(t, dock_remap_file_pages(t->space->mm, r.rdi, r.rsi, r.rdx,
							    r.r10, r.r8));
	} else {
		dock_traced_return(t, split(t, nr, start, start + len, r.rdx));
	}
}
