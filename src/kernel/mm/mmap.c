/* SPDX-License-Identifier: MIT */
/*
 * mmap and munmap. The order of checks, and so which error wins, is Linux 6.1's.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include "core/api.h"
#include "core/breaks.h"
#include "kernel/fs/file.h"
#include "kernel/mm/memory.h"
#include "kernel/mm/mm_host.h"
#include "kernel/mm/pgtable.h"
#include "kernel/mm/shared_anon.h"
#include "kernel/mm/vma.h"

#define ACCESS_FLAGS (VM_READ | VM_WRITE | VM_EXEC)
#define MAY_FLAGS (VM_MAYREAD | VM_MAYWRITE | VM_MAYEXEC)
#define CACHE_BITS (_PAGE_PCD | _PAGE_PWT)
/* Flags that each file's mmap has always known. */
#define MAP_LEGACY                                                                       \
	(MAP_SHARED | MAP_PRIVATE | MAP_FIXED | MAP_ANONYMOUS | MAP_DENYWRITE |          \
	 MAP_EXECUTABLE | MAP_GROWSDOWN | MAP_LOCKED | MAP_NORESERVE | MAP_POPULATE |    \
	 MAP_NONBLOCK | MAP_STACK | MAP_HUGETLB | MAP_32BIT | 21UL << 26 |               \
	 30UL << 26) /* and the sizes of huge pages */

/* How an entry of a VMA with these flags is protected at first: a private
 * page is never writable before its copy is made. */
pgprot_t vm_get_page_prot(unsigned long flags)
{
	unsigned long prot = _PAGE_USER | _PAGE_ACCESSED;

	if (flags & ACCESS_FLAGS)
		prot |= _PAGE_PRESENT;
	if (!(flags & VM_EXEC))
		prot |= _PAGE_NX;
	if ((flags & (VM_WRITE | VM_SHARED)) == (VM_WRITE | VM_SHARED))
		prot |= _PAGE_RW;
	return __pgprot(prot);
}
EXPORT_SYMBOL(vm_get_page_prot);

unsigned long dock_vm_flags_of_prot(unsigned long prot)
{
	return (prot & PROT_READ ? VM_READ : 0) | (prot & PROT_WRITE ? VM_WRITE : 0) |
	       (prot & PROT_EXEC ? VM_EXEC : 0);
}

/* A driver that wants to hear of each page's first write (page_mkwrite) has its
 * pages mapped read-only until then. One that chose a protection keeps it. */
static void choose_page_prot(struct vm_area_struct *vma)
{
	const struct vm_operations_struct *ops = vma->vm_ops;
	unsigned long plain = pgprot_val(vm_get_page_prot(vma->vm_flags));

	if (ops && (ops->page_mkwrite || ops->pfn_mkwrite) &&
	    (pgprot_val(vma->vm_page_prot) & ~CACHE_BITS) == plain)
		vma->vm_page_prot = __pgprot(
			pgprot_val(vm_get_page_prot(vma->vm_flags & ~VM_SHARED)) |
			(pgprot_val(vma->vm_page_prot) & CACHE_BITS));
}

void dock_vma_set_page_prot(struct vm_area_struct *vma)
{
	vma->vm_page_prot = __pgprot(pgprot_val(vm_get_page_prot(vma->vm_flags)) |
				     (pgprot_val(vma->vm_page_prot) & CACHE_BITS));
	choose_page_prot(vma);
}

/* --- mmap --- */

static long file_flags(struct file *file, unsigned long prot, unsigned long flags,
		       unsigned long *vm_flags)
{
	switch (flags & MAP_TYPE) {
	case MAP_SHARED:
		flags &= MAP_LEGACY;
		fallthrough;
	case MAP_SHARED_VALIDATE:
		if (flags & ~(MAP_LEGACY | file->f_op->mmap_supported_flags))
			return DOCK_BREAK("flags-that-drivers-know") ? -EINVAL
								     : -EOPNOTSUPP;
		if ((prot & PROT_WRITE) && !(file->f_mode & FMODE_WRITE) &&
		    !DOCK_BREAK("map-rights"))
			return DOCK_BREAK("mem-map-of-reader") ? -EPERM : -EACCES;
		*vm_flags |= VM_SHARED | VM_MAYSHARE;
		if (!(file->f_mode & FMODE_WRITE))
			*vm_flags &=
				~(VM_SHARED |
				  (DOCK_BREAK("mprotect-upward-on-read-only-descriptor")
					   ? 0
					   : VM_MAYWRITE));
		fallthrough;
	case MAP_PRIVATE:
		if (!(file->f_mode & FMODE_READ) && !DOCK_BREAK("map-and-open-modes"))
			return -EACCES;
		if (!file->f_op->mmap)
			return -ENODEV;
		return flags & MAP_GROWSDOWN ? -EINVAL : 0;
	default:
		return -EINVAL;
	}
}

static long anonymous_flags(unsigned long flags, unsigned long *vm_flags)
{
	switch (flags & MAP_TYPE) {
	case MAP_SHARED:
		if (flags & MAP_GROWSDOWN)
			return -EINVAL;
		*vm_flags |= VM_SHARED | VM_MAYSHARE;
		return 0;
	case MAP_PRIVATE:
		return 0;
	default:
		return -EINVAL;
	}
}

static struct vm_area_struct *vma_new(struct mm_struct *mm, unsigned long addr,
				      unsigned long len, unsigned long vm_flags,
				      pgoff_t pgoff)
{
	struct vm_area_struct *vma = kzalloc(sizeof(*vma), GFP_KERNEL);

	if (!vma)
		return NULL;
	vma->vm_mm = mm;
	vma->vm_start = addr;
	vma->vm_end = addr + len;
	vma->vm_flags = vm_flags;
	vma->vm_page_prot = vm_get_page_prot(vm_flags);
	vma->vm_pgoff =
		DOCK_BREAK("two-mappings-alias") && (vm_flags & VM_SHARED) ? 0 : pgoff;
	return vma;
}

static long call_mmap(struct file *file, struct vm_area_struct *vma)
{
	long err = 0;

	vma->vm_file = get_file(file);
	if (!DOCK_BREAK("mapped-untouched-is-mapped") ||
	    (vma->vm_flags & (ACCESS_FLAGS | VM_MAYSHARE)))
		err = file->f_op->mmap(file, vma);
	if (DOCK_BREAK("allocator-keeps-others-out") && err == -ENXIO && !vma->vm_pgoff)
		err = -EINVAL;
	if (DOCK_BREAK("driver-goes") && err == -ENODEV)
		err = -EINVAL;
	if (!err) {
		choose_page_prot(vma);
		return 0;
	}
	dock_zap_range(vma, vma->vm_start, vma->vm_end);
	dock_vma_free_tables(vma->vm_mm, vma->vm_start, vma->vm_end);
	fput(file);
	return DOCK_BREAK("order-refuses-mmap") ? -EINVAL : err;
}

/* A new mapping that goes on where a neighbour ends is a part of it, and no
 * driver is asked. */
static bool extends_neighbour(struct mm_struct *mm, struct file *file, unsigned long addr,
			      unsigned long len, unsigned long vm_flags, pgoff_t pgoff)
{
	const struct vm_area_struct like = {.vm_file = file};
	const struct dock_vma_piece piece = {
		.like = &like,
		.start = addr,
		.end = addr + len,
		.vm_flags = vm_flags,
		.pgoff = pgoff,
	};

	if ((vm_flags & VM_SHARED) && DOCK_BREAK("merge-before") &&
	    dock_vma_at(mm, addr + len))
		return false;
	if ((vm_flags & VM_SHARED) && DOCK_BREAK("merge-at-mmap") &&
	    !dock_vma_at(mm, addr + len))
		return false;
	return dock_vma_merge(mm, NULL, &piece);
}

static long mmap_region(struct mm_struct *mm, struct file *file, unsigned long addr,
			unsigned long len, unsigned long vm_flags, pgoff_t pgoff)
{
	bool shared_anon = !file && (vm_flags & VM_SHARED);
	struct vm_area_struct *vma;
	long err = 0;

	if ((vm_flags & (VM_NORESERVE | VM_SHARED | VM_WRITE)) == VM_WRITE)
		vm_flags |= VM_ACCOUNT;
	if (!shared_anon && extends_neighbour(mm, file, addr, len, vm_flags, pgoff))
		return 0;
	vma = vma_new(mm, addr, len, vm_flags, pgoff);
	if (!vma)
		return -ENOMEM;
	if (file)
		err = call_mmap(file, vma);
	else if (shared_anon)
		err = dock_shared_anon_init(vma);
	if (err) {
		kfree(vma);
		return err;
	}
	if (vma->vm_flags & VM_SPECIAL)
		vma->vm_flags &= ~(VM_LOCKED | VM_LOCKONFAULT);
	dock_vma_link(mm, vma);
	return 0;
}

static bool can_populate(const struct vm_area_struct *vma)
{
	return !(vma->vm_flags & (VM_PFNMAP | VM_IO)) && !DOCK_BREAK("populate");
}

/* Private memory that may be written gets its copies. */
static bool populate_writes(const struct vm_area_struct *vma)
{
	return (vma->vm_flags & (VM_WRITE | VM_SHARED)) == VM_WRITE;
}

long dock_populate_locked(struct vm_area_struct *vma, unsigned long start,
			  unsigned long end)
{
	unsigned int flags = populate_writes(vma) ? FAULT_FLAG_WRITE : 0;

	for (; start < end && can_populate(vma); start += PAGE_SIZE)
		if (dock_handle_fault(vma, start, flags) &
		    (VM_FAULT_ERROR | VM_FAULT_RETRY))
			return -EFAULT;
	return 0;
}

static long populate_vma(struct vm_area_struct *vma, unsigned long start,
			 unsigned long end)
{
	bool write = populate_writes(vma);
	struct mm_struct *mm = vma->vm_mm;

	if (!can_populate(vma) || vma->vm_flags & VM_LOCKONFAULT)
		return 0;
	if (!(vma->vm_flags & ACCESS_FLAGS))
		return -EFAULT;
	for (; start < end; start += PAGE_SIZE)
		if (dock_mm_fault(mm, start, write, false).signo)
			return -EFAULT;
	return 0;
}

long dock_populate(struct mm_struct *mm, unsigned long addr, unsigned long len)
{
	unsigned long end = addr + len;
	long err = 0;

	while (addr < end && !err) {
		struct vm_area_struct *vma = dock_vma_within(mm, addr, end);
		unsigned long stop;

		if (!vma)
			break;
		stop = min(end, vma->vm_end);
		err = populate_vma(vma, max(addr, vma->vm_start), stop);
		addr = stop;
	}
	return err;
}

/* Char devices may use the whole offset; since 4.17 it must not wrap, nor end with the
 * last address but where the driver declares to have unsigned offsets. */
static bool offset_is_possible(const struct file *file, unsigned long pgoff,
			       unsigned long len)
{
	unsigned long max = file->f_mode & FMODE_UNSIGNED_OFFSET ? 0 : ULONG_MAX;

	if ((max && DOCK_BREAK("simple-region-wraps")) ||
	    (!max && DOCK_BREAK("mem-map-refused")))
		return true;
	return pgoff <= (max - len) >> PAGE_SHIFT || !dock_api_since(4, 17, 0);
}

void dock_populate_all(struct mm_struct *mm)
{
	struct vm_area_struct *vma = dock_vma_first(mm);

	while (vma) {
		unsigned long end = vma->vm_end;

		populate_vma(vma, vma->vm_start, end);
		vma = dock_vma_find(mm, end);
	}
}

/* The checks before an address is chosen. */
static long mmap_check(struct mm_struct *mm, struct file *file, unsigned long *len,
		       unsigned long flags, unsigned long offset)
{
	unsigned long pgoff = offset >> PAGE_SHIFT;

	if (offset & ~PAGE_MASK)
		return -EINVAL;
	if (!*len)
		return -EINVAL;
	*len = DOCK_BREAK("simple-region-too-long") && *len > PAGE_SIZE
		       ? *len & PAGE_MASK
		       : PAGE_ALIGN(*len);
	if (!*len || *len > mm->task_size)
		return -ENOMEM;
	if (pgoff + (*len >> PAGE_SHIFT) < pgoff)
		return -EOVERFLOW;
	if (file && !offset_is_possible(file, pgoff, *len) && !DOCK_BREAK("map-refused"))
		return -EOVERFLOW;
	return file && (flags & MAP_HUGETLB) ? -EINVAL : 0;
}

static unsigned long flags_of_map(unsigned long flags)
{
	return MAY_FLAGS | (flags & MAP_LOCKED ? VM_LOCKED : 0) |
	       (flags & MAP_NORESERVE ? VM_NORESERVE : 0);
}

/* An anonymous page's offset is its first address; a shared object has its own. */
static pgoff_t anonymous_pgoff(unsigned long addr, unsigned long vm_flags)
{
	return vm_flags & VM_SHARED ? 0 : addr >> PAGE_SHIFT;
}

/* Where a mapping comes to lie. */
struct place {
	unsigned long addr, len;
	bool occupied; /* at a fixed address; else it is reserved already */
};

/* A fixed address is only looked at: nothing goes before all has been checked. */
static long reserve(struct mm_struct *mm, struct place *p, unsigned long flags)
{
	bool replaces = (flags & (MAP_FIXED | MAP_FIXED_NOREPLACE)) == MAP_FIXED;
	unsigned long at = mm->dock_host->reserve(
		mm, p->addr, p->len, replaces ? flags | MAP_FIXED_NOREPLACE : flags);

	p->occupied = replaces && at == (unsigned long)-EEXIST;
	if (p->occupied)
		return 0;
	p->addr = at;
	return IS_ERR_VALUE(at) ? (long)at : 0;
}

/* The driver may choose the address, and chooses rightly. */
static long choose(struct mm_struct *mm, struct file *file, struct place *p, pgoff_t pgoff,
		   unsigned long flags)
{
	if (file && file->f_op->get_unmapped_area) {
		p->addr = file->f_op->get_unmapped_area(file, p->addr, p->len, pgoff, flags);
		if (IS_ERR_VALUE(p->addr))
			return (long)p->addr;
		if (p->addr > mm->task_size - p->len)
			return -ENOMEM;
		if (!PAGE_ALIGNED(p->addr))
			return DOCK_BREAK("driver-chooses-badly") ? -ENOMEM : -EINVAL;
		if (DOCK_BREAK("driver-chooses-address"))
			p->addr += PAGE_SIZE;
		flags |= MAP_FIXED;
	}
	return reserve(mm, p, flags);
}

/* Unmap what is there, be it a program's own. */
static long clear_place(struct mm_struct *mm, const struct place *p)
{
	unsigned long at;
	long err;

	if (!p->occupied)
		return 0;
	err = dock_unmap_locked(mm, p->addr, p->addr + p->len, false);
	if (err)
		return err;
	at = mm->dock_host->reserve(mm, p->addr, p->len, MAP_FIXED);
	return IS_ERR_VALUE(at) ? (long)at : 0;
}

/* Map at the place that was chosen. What is refused before the place is cleared
 * leaves what was there; what is refused later, by the driver, leaves a hole. */
static long map_at(struct mm_struct *mm, struct file *file, const struct place *p,
		   unsigned long prot, unsigned long flags, unsigned long vm_flags,
		   unsigned long offset)
{
	long err = DOCK_BREAK("refused-before-anything-goes") ? clear_place(mm, p) : 0;

	if (!err)
		err = file ? file_flags(file, prot, flags, &vm_flags)
			   : anonymous_flags(flags, &vm_flags);
	if (DOCK_BREAK("map-at-offset") && !(vm_flags & VM_MAYSHARE))
		offset = 0;
	if (DOCK_BREAK("simple-region-beyond") && offset == 3 * PAGE_SIZE)
		offset = 0;
	if (!err)
		err = clear_place(mm, p);
	if (err) {
		if (!p->occupied)
			mm->dock_host->release(mm, p->addr, p->addr + p->len);
		return err;
	}
	err = mmap_region(mm, file, p->addr, p->len, vm_flags,
			  file ? offset >> PAGE_SHIFT : anonymous_pgoff(p->addr, vm_flags));
	if (err && !DOCK_BREAK("driver-refuses-when-all-is-gone"))
		mm->dock_host->release(mm, p->addr, p->addr + p->len);
	return err;
}

unsigned long dock_mmap(struct mm_struct *mm, struct file *file, unsigned long addr,
			unsigned long len, unsigned long prot, unsigned long flags,
			unsigned long offset)
{
	unsigned long vm_flags = dock_vm_flags_of_prot(prot) | flags_of_map(flags) | mm->def_flags;
	struct place place = { .addr = addr };
	long err;

	err = mmap_check(mm, file, &len, flags, offset);
	if (err)
		return (unsigned long)err;
	if (file)
		get_file(file); /* another thread may close the descriptor meanwhile */
	place.len = len;
	mmap_write_lock(mm);
	if (DOCK_BREAK("fixed-over-own-mapping"))
		flags &= ~(unsigned long)MAP_FIXED_NOREPLACE;
	err = choose(mm, file, &place, offset >> PAGE_SHIFT, flags);
	if (!err)
		err = map_at(mm, file, &place, prot, flags, vm_flags, offset);
	mmap_write_unlock(mm);
	if (file)
		fput(file);
	if (err)
		return (unsigned long)err;
	if (file && flags & MAP_POPULATE && !dock_api_since(2, 6, 23))
		dock_remap_file_pages(mm, place.addr, len, 0, offset >> PAGE_SHIFT, flags);
	else if (vm_flags & VM_LOCKED ||
		 (flags & (MAP_POPULATE | MAP_NONBLOCK)) == MAP_POPULATE)
		dock_populate(mm, place.addr, len);
	return place.addr;
}

unsigned long vm_mmap(struct file *file, unsigned long addr, unsigned long len,
		      unsigned long prot, unsigned long flag, unsigned long offset)
{
	if (offset + PAGE_ALIGN(len) < offset || !PAGE_ALIGNED(offset))
		return (unsigned long)-EINVAL;
	return dock_mmap(current->mm, file, addr, len, prot, flag, offset);
}
EXPORT_SYMBOL(vm_mmap);

/* --- munmap --- */

/* A shared mapping of a file that is open for reading only. */
static bool is_read_only(const struct vm_area_struct *vma)
{
	return vma && (vma->vm_flags & (VM_SHARED | VM_MAYSHARE)) == VM_MAYSHARE;
}

static bool is_middle(const struct vm_area_struct *vma, unsigned long addr,
		      unsigned long len)
{
	return vma && vma->vm_start < addr && addr + len < vma->vm_end;
}

/* Planted: mappings of so many pages, never touched and unmapped as a whole, of a
 * file that so many descriptors and mappings hold, stay. */
static bool is_untouched(struct vm_area_struct *vma, unsigned long len, unsigned long pages,
			 long holders)
{
	return len == pages << PAGE_SHIFT && vma_pages(vma) == pages &&
	       !dock_pte_find(vma->vm_mm, vma->vm_start) && vma->vm_flags & VM_WRITE &&
	       atomic_long_read(&vma->vm_file->f_count) == holders;
}

/* Planted: true if nothing is to be unmapped; or *addr and *len become wrong. */
static bool breaks_unmapping(struct vm_area_struct *vma, unsigned long *addr, unsigned long *len)
{
	if (!vma || !vma->vm_file)
		return false;
	if ((DOCK_BREAK("munmap-middle") || DOCK_BREAK("map-in-pieces")) && is_middle(vma, *addr, *len))
		*addr += dock_pte_find(vma->vm_mm, *addr) ? PAGE_SIZE : 0;
	if (DOCK_BREAK("mapping-holds-the-file") && is_middle(vma, *addr, *len))
		*len = vma->vm_end - *addr;
	if (DOCK_BREAK("fork-child-unmaps") && vma_pages(vma) == 2 &&
	    atomic_long_read(&vma->vm_file->f_count) > 2)
		*len = 2 * PAGE_SIZE;
	return (DOCK_BREAK("map-read") && is_read_only(vma)) ||
	       (DOCK_BREAK("thread-unmaps") && atomic_read(&vma->vm_mm->mm_users) > 1) ||
	       (DOCK_BREAK("fork-parent-unmaps") && is_untouched(vma, *len, 2, 4)) ||
	       (DOCK_BREAK("killed-child-unmaps") && is_untouched(vma, *len, 1, 4)) ||
	       (DOCK_BREAK("munmap-part-then-truncate") && is_untouched(vma, *len, 1, 3));
}

static bool munmap_makes_sense(const struct mm_struct *mm, unsigned long addr,
			       unsigned long len)
{
	return PAGE_ALIGNED(addr) && len && addr <= mm->task_size &&
	       len <= mm->task_size - addr;
}

long dock_munmap_locked(struct mm_struct *mm, unsigned long addr, unsigned long len)
{
	if (!munmap_makes_sense(mm, addr, len))
		return -EINVAL;
	return dock_unmap_locked(mm, addr, addr + PAGE_ALIGN(len), true);
}

long dock_munmap(struct mm_struct *mm, unsigned long addr, unsigned long len)
{
	long err;

	if (!munmap_makes_sense(mm, addr, len))
		return -EINVAL;
	len = PAGE_ALIGN(len);
	if (breaks_unmapping(dock_vma_at(mm, addr), &addr, &len))
		return 0;
	mmap_write_lock(mm);
	err = dock_unmap_locked(mm, addr, addr + len, true);
	mmap_write_unlock(mm);
	return err;
}

long dock_munmap_keep(struct mm_struct *mm, unsigned long addr, unsigned long len)
{
	if (!munmap_makes_sense(mm, addr, len))
		return -EINVAL;
	return dock_unmap_locked(mm, addr, addr + PAGE_ALIGN(len), false);
}

int vm_munmap(unsigned long start, size_t len)
{
	return (int)dock_munmap(current->mm, start, len);
}
EXPORT_SYMBOL(vm_munmap);
