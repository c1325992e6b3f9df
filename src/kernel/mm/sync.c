/* SPDX-License-Identifier: MIT */
/* msync and mincore. The order of checks, and so which error wins, is Linux 6.1's. */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include "core/breaks.h"
#include "kernel/compat/file.h"
#include "kernel/mm/mm_host.h"
#include "kernel/mm/pgtable.h"
#include "kernel/mm/vma.h"

/* --- msync --- */

static long sync_vma(struct vm_area_struct *vma, int flags)
{
	if ((flags & MS_INVALIDATE) && (vma->vm_flags & VM_LOCKED))
		return -EBUSY;
	if (!(flags & MS_SYNC) || !vma->vm_file || !(vma->vm_flags & VM_SHARED))
		return 0;
	if (!vma->vm_file->f_op->fsync)
		return DOCK_BREAK("synchronise") ? 0 : -EINVAL;
	return dock_compat_fsync(vma->vm_file, 1);
}

/* The file is asked while the VMAs stay as they are, so the driver may not change
 * them: Linux lets go of the lock. */
static long sync_range(struct mm_struct *mm, unsigned long start, unsigned long end,
		       int flags)
{
	long hole = 0, err = 0;

	while (start < end && !err) {
		struct vm_area_struct *vma = dock_vma_find(mm, start);

		if (!vma)
			return -ENOMEM;
		if (vma->vm_start > start) {
			if (flags == MS_ASYNC)
				return -ENOMEM;
			hole = -ENOMEM;
			if (vma->vm_start >= end)
				break;
		}
		err = sync_vma(vma, flags);
		start = vma->vm_end;
	}
	return err ? err : hole;
}

long dock_msync(struct mm_struct *mm, unsigned long addr, unsigned long len, int flags)
{
	unsigned long end = addr + PAGE_ALIGN(len);
	long err;

	if ((flags & ~(MS_ASYNC | MS_INVALIDATE | MS_SYNC)) || !PAGE_ALIGNED(addr) ||
	    ((flags & MS_ASYNC) && (flags & MS_SYNC)))
		return -EINVAL;
	if (end < addr)
		return -ENOMEM;
	mmap_read_lock(mm);
	err = sync_range(mm, addr, end, flags);
	mmap_read_unlock(mm);
	return err;
}

/* --- mincore --- */

/* A driver has no page cache: what is not in the tables is nowhere. */
static unsigned char is_resident(const struct vm_area_struct *vma, unsigned long addr)
{
	pte_t *ptep = dock_pte_find(vma->vm_mm, addr);

	return !(vma->vm_flags & VM_PFNMAP) && ptep && pte_present(*ptep);
}

long dock_mincore(struct mm_struct *mm, unsigned long addr, unsigned long nr,
		  unsigned char *vec)
{
	long err = 0;

	mmap_read_lock(mm);
	for (unsigned long i = 0; i < nr && !err; i++, addr += PAGE_SIZE) {
		const struct vm_area_struct *vma = dock_vma_at(mm, addr);

		if (vma)
			vec[i] = is_resident(vma, addr);
		else
			err = -ENOMEM;
	}
	mmap_read_unlock(mm);
	return err;
}
