/* SPDX-License-Identifier: MIT */
/* mlock and its kin. The order of checks, and so which error wins, is Linux 6.1's. */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include "core/breaks.h"
#include "kernel/mm/mm_host.h"
#include "kernel/mm/vma.h"

static long lock_vma(struct mm_struct *mm, struct vm_area_struct *vma,
		     unsigned long start, unsigned long end, unsigned long lock)
{
	unsigned long flags = (vma->vm_flags & ~(VM_LOCKED | VM_LOCKONFAULT)) | lock;
	long err;

	/* What a driver has mapped by itself is there anyway. */
	if (flags == vma->vm_flags ||
	    ((vma->vm_flags & VM_SPECIAL) && !DOCK_BREAK("lock-frames")) ||
	    ((vma->vm_flags & VM_SHARED) && DOCK_BREAK("lock-pages")))
		return 0;
	err = dock_vma_modify(mm, &vma, start, end, flags);
	if (!err)
		dock_vma_set_flags(vma, flags);
	return err;
}

static long lock_range(struct mm_struct *mm, unsigned long start, unsigned long end,
		       unsigned long lock)
{
	long err = 0;

	mmap_write_lock(mm);
	while (start < end && !err) {
		struct vm_area_struct *vma = dock_vma_at(mm, start);
		unsigned long stop = vma ? min(end, vma->vm_end) : end;

		err = vma ? lock_vma(mm, vma, start, stop, lock) : -ENOMEM;
		start = stop;
	}
	mmap_write_unlock(mm);
	return err;
}

long dock_mlock(struct mm_struct *mm, unsigned long addr, unsigned long len, int flags)
{
	unsigned long start = addr & PAGE_MASK,
		      end = start + PAGE_ALIGN(len + (addr - start));
	unsigned long lock = VM_LOCKED | (flags & MLOCK_ONFAULT ? VM_LOCKONFAULT : 0);
	long err;

	if (flags & ~MLOCK_ONFAULT || end < start)
		return -EINVAL;
	err = lock_range(mm, start, end, lock);
	if (err || flags & MLOCK_ONFAULT)
		return err;
	return dock_populate(mm, start, end - start) ? -ENOMEM : 0;
}

long dock_munlock(struct mm_struct *mm, unsigned long addr, unsigned long len)
{
	unsigned long start = addr & PAGE_MASK,
		      end = start + PAGE_ALIGN(len + (addr - start));

	return end < start ? -EINVAL : lock_range(mm, start, end, 0);
}

/* --- mlockall --- */

static unsigned long locks_of(int flags)
{
	return VM_LOCKED | (flags & MCL_ONFAULT ? VM_LOCKONFAULT : 0);
}

static void lock_all(struct mm_struct *mm, unsigned long lock)
{
	struct vm_area_struct *vma = dock_vma_first(mm);

	while (vma) {
		unsigned long end = vma->vm_end;

		/* One that cannot be had is no reason to leave out the others. */
		lock_vma(mm, vma, vma->vm_start, end, lock);
		vma = dock_vma_find(mm, end);
	}
}

long dock_mlockall(struct mm_struct *mm, int flags)
{
	if (!flags || flags & ~(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) ||
	    flags == MCL_ONFAULT)
		return -EINVAL;
	mmap_write_lock(mm);
	mm->def_flags = flags & MCL_FUTURE ? locks_of(flags) : 0;
	if (flags & MCL_CURRENT)
		lock_all(mm, locks_of(flags));
	mmap_write_unlock(mm);
	if (flags & MCL_CURRENT)
		dock_populate_all(mm);
	return 0;
}

long dock_munlockall(struct mm_struct *mm)
{
	mmap_write_lock(mm);
	mm->def_flags = 0;
	lock_all(mm, 0);
	mmap_write_unlock(mm);
	return 0;
}
