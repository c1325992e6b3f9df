/* SPDX-License-Identifier: MIT */
/* mprotect, madvise. The order of checks, and so which error wins, is Linux
 * 6.1's. */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include "core/breaks.h"
#include "kernel/mm/memory.h"
#include "kernel/mm/mm_host.h"
#include "kernel/mm/vma.h"

#define ACCESS_FLAGS (VM_READ | VM_WRITE | VM_EXEC)
#define PROT_SEM     0x8UL /* for atomic operations: nothing on x86 */
#define GROWS	     (PROT_GROWSDOWN | PROT_GROWSUP)
#define KNOWN	     (PROT_READ | PROT_WRITE | PROT_EXEC | PROT_SEM | GROWS)

/* --- mprotect --- */

/* [start, end) of @vma, which has other rights now. */
static long protect_vma(struct mm_struct *mm, struct vm_area_struct *vma,
			unsigned long start, unsigned long end, unsigned long flags)
{
	unsigned long old = vma->vm_flags;
	long err;

	if (flags == vma->vm_flags)
		return 0;
	if ((flags & VM_WRITE) && !(vma->vm_flags & (VM_ACCOUNT | VM_WRITE | VM_HUGETLB |
						     VM_SHARED | VM_NORESERVE)))
		flags |= VM_ACCOUNT;
	err = dock_vma_modify(
		mm, &vma, start,
		DOCK_BREAK("mprotect-part-of-a-mapping") ? vma->vm_end : end, flags);
	if (err)
		return err;
	dock_vma_set_flags(vma, flags);
	dock_vma_set_page_prot(vma);
	if (DOCK_BREAK("mprotect-down-and-up-private"))
		dock_zap_range(vma, start, end);
	dock_protect_range(vma, start, end);
	/* Locked private memory that becomes writable gets its copies now. */
	if ((old & (VM_WRITE | VM_SHARED | VM_LOCKED)) == VM_LOCKED &&
	    (flags & VM_WRITE) && !DOCK_BREAK("locked-becomes-writable"))
		dock_populate_locked(vma, start, end);
	return 0;
}

static long protect_range(struct mm_struct *mm, unsigned long start, unsigned long end,
			  unsigned long prot)
{
	unsigned long access = dock_vm_flags_of_prot(prot);

	/* Of a stack, to its end: no VMA here is one. */
	if (prot & GROWS && dock_vma_at(mm, start))
		return -EINVAL;
	while (start < end) {
		struct vm_area_struct *vma = dock_vma_at(mm, start);
		unsigned long flags, stop;
		long err = 0;

		if (!vma)
			return -ENOMEM;
		flags = (vma->vm_flags & ~ACCESS_FLAGS) | access;
		/* VM_MAYx is VM_x shifted left by four. */
		if ((flags & ~(flags >> 4)) & ACCESS_FLAGS)
			return -EACCES;
		stop = min(end, vma->vm_end);
		if (vma->vm_ops && vma->vm_ops->mprotect)
			err = vma->vm_ops->mprotect(vma, start, stop, flags);
		if (!err)
			err = protect_vma(mm, vma, start, stop, flags);
		if (err)
			return err;
		start = stop;
	}
	return 0;
}

long dock_mprotect(struct mm_struct *mm, unsigned long addr, unsigned long len,
		   unsigned long prot)
{
	long err;

	if (!PAGE_ALIGNED(addr) || (prot & GROWS) == GROWS)
		return -EINVAL;
	if (!len || (DOCK_BREAK("mapping-with-nothing-allowed") && !prot))
		return 0;
	len = PAGE_ALIGN(len);
	if (addr + len <= addr)
		return -ENOMEM;
	if (prot & ~KNOWN && !DOCK_BREAK("mprotect-refused"))
		return -EINVAL;
	mmap_write_lock(mm);
	err = protect_range(mm, addr, addr + len, prot);
	mmap_write_unlock(mm);
	return err;
}

/* --- madvise --- */

/* The flags that @advice leaves; -errno: not of this VMA. */
static long advised_flags(const struct vm_area_struct *vma, int advice)
{
	unsigned long flags = vma->vm_flags;

	switch (advice) {
	case MADV_NORMAL:
		return (long)(flags & ~(VM_RAND_READ | VM_SEQ_READ));
	case MADV_SEQUENTIAL:
		return (long)((flags & ~VM_RAND_READ) | VM_SEQ_READ);
	case MADV_RANDOM:
		return (long)((flags & ~VM_SEQ_READ) | VM_RAND_READ);
	case MADV_DONTFORK:
		return (long)(flags | VM_DONTCOPY);
	case MADV_DOFORK:
		return flags & VM_IO ? -EINVAL : (long)(flags & ~VM_DONTCOPY);
	case MADV_WIPEONFORK: /* of private anonymous memory */
		return vma->vm_file || flags & VM_SHARED ? -EINVAL
							 : (long)(flags | VM_WIPEONFORK);
	case MADV_KEEPONFORK:
		return (long)(flags & ~VM_WIPEONFORK);
	case MADV_DONTDUMP:
		return (long)(flags | VM_DONTDUMP);
	case MADV_DODUMP:
		return flags & VM_SPECIAL ? -EINVAL : (long)(flags & ~VM_DONTDUMP);
	default:
		return -EINVAL;
	}
}

static long advise_vma(struct mm_struct *mm, struct vm_area_struct *vma,
		       unsigned long start, unsigned long end, int advice)
{
	long flags, err;

	switch (advice) {
	case MADV_DONTNEED:
		if ((vma->vm_flags & VM_PFNMAP) && DOCK_BREAK("simple-remap-is-not-dropped"))
			return 0;
		if (DOCK_BREAK("simple-pages-are-dropped"))
			return -EINVAL;
		if (vma->vm_flags & (VM_LOCKED | VM_PFNMAP | VM_HUGETLB) &&
		    !DOCK_BREAK("map-advice"))
			return -EINVAL;
		if (!DOCK_BREAK("advise-dontneed"))
			dock_zap_range(vma, start, end);
		return 0;
	case MADV_WILLNEED:
		return 0;
	case MADV_REMOVE: /* of the file's own pages: a device has none */
		if (vma->vm_flags & VM_LOCKED || !vma->vm_file)
			return -EINVAL;
		return (~vma->vm_flags & (VM_SHARED | VM_WRITE)) ? -EACCES : -ENODEV;
	}
	flags = advised_flags(vma, advice);
	if (flags < 0 || (unsigned long)flags == vma->vm_flags)
		return min(flags, 0L);
	err = dock_vma_modify(mm, &vma, start, end, (unsigned long)flags);
	if (!err)
		dock_vma_set_flags(vma, (unsigned long)flags);
	return err;
}

static bool advice_is_known(int advice)
{
	return (advice >= MADV_NORMAL && advice <= MADV_DONTNEED) || advice == MADV_REMOVE ||
	       (advice >= MADV_DONTFORK && advice <= MADV_DOFORK) ||
	       (advice >= MADV_DONTDUMP && advice <= MADV_KEEPONFORK);
}

long dock_madvise(struct mm_struct *mm, unsigned long addr, unsigned long len, int advice)
{
	unsigned long end = addr + PAGE_ALIGN(len), stop;
	long err = 0, hole = 0;

	if (!advice_is_known(advice) || !PAGE_ALIGNED(addr) ||
	    (len && !PAGE_ALIGN(len)) || end < addr)
		return -EINVAL;
	mmap_write_lock(mm);
	for (; addr < end && !err; addr = stop) {
		struct vm_area_struct *vma = dock_vma_find(mm, addr);

		if (!vma || vma->vm_start > addr)
			hole = -ENOMEM; /* said at the end, when the rest is done */
		if (!vma || vma->vm_start >= end)
			break;
		stop = min(end, vma->vm_end);
		err = advise_vma(mm, vma, max(addr, vma->vm_start), stop, advice);
	}
	mmap_write_unlock(mm);
	return err ? err : hole;
}
