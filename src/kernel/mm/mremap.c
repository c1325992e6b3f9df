/* SPDX-License-Identifier: MIT */
/* mremap. The order of checks, and so which error wins, is Linux 6.1's. */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include "core/breaks.h"
#include "kernel/mm/memory.h"
#include "kernel/mm/mm_host.h"
#include "kernel/mm/pgtable.h"
#include "kernel/mm/shared_anon.h"
#include "kernel/mm/vma.h"

static bool is_growth_broken(const struct vm_area_struct *vma)
{
	return DOCK_BREAK("regs-do-not-grow") || DOCK_BREAK("allocator-maps-its-memory") ||
	       (vma->vm_ops && (vma->vm_ops->fault ? DOCK_BREAK("simple-region-does-not-grow")
						   : DOCK_BREAK("simple-remap-does-not-grow")));
}

/* May the mapping at @addr have @new_len bytes? */
static long resize_check(struct vm_area_struct *vma, unsigned long addr,
			 unsigned long old_len, unsigned long new_len)
{
	unsigned long pgoff;

	if (!vma)
		return -EFAULT;
	if (!old_len && !(vma->vm_flags & (VM_SHARED | VM_MAYSHARE)) &&
	    !DOCK_BREAK("mremap-duplicate"))
		return -EINVAL;
	if (old_len > vma->vm_end - addr)
		return DOCK_BREAK("mremap-refused") ? -EINVAL : -EFAULT;
	if (new_len == old_len)
		return 0;
	pgoff = ((addr - vma->vm_start) >> PAGE_SHIFT) + vma->vm_pgoff;
	if (pgoff + (new_len >> PAGE_SHIFT) < pgoff)
		return -EINVAL;
	if (DOCK_BREAK("map-grow"))
		return 0;
	if (!(vma->vm_flags & VM_PFNMAP) && DOCK_BREAK("simple-pages-grow"))
		return -ENOMEM;
	if (vma->vm_flags & (VM_DONTEXPAND | VM_PFNMAP))
		return (vma->vm_flags & VM_IO) && is_growth_broken(vma) ? -EINVAL
									: -EFAULT;
	return 0;
}

/* The driver has a word in it before a part is moved away. */
static long may_cut(struct vm_area_struct *vma, unsigned long start, unsigned long end)
{
	const struct vm_operations_struct *ops = vma->vm_ops;
	long err = 0;

	if (!ops || !ops->may_split)
		return 0;
	if (vma->vm_start != start)
		err = ops->may_split(vma, start);
	if (!err && vma->vm_end != end)
		err = ops->may_split(vma, end);
	return err;
}

/* A VMA at the new place: a copy, or a part of a neighbour there. */
static struct vm_area_struct *copy_vma(struct mm_struct *mm, struct vm_area_struct *vma,
				       unsigned long addr, unsigned long new_addr,
				       unsigned long new_len)
{
	struct dock_vma_piece p = dock_vma_piece_of(vma, addr, addr, vma->vm_flags);
	struct vm_area_struct *n;

	p.start = new_addr;
	p.end = new_addr + new_len;
	if (vma_is_anonymous(vma) && !vma->anon_vma)
		p.pgoff = new_addr >> PAGE_SHIFT;
	if (DOCK_BREAK("mremap-to-address"))
		p.pgoff = vma->vm_pgoff;
	n = DOCK_BREAK("merge-when-moved") ? NULL : dock_vma_merge(mm, NULL, &p);
	if (n)
		return n;
	n = dock_vma_dup(vma);
	if (!n)
		return NULL;
	n->vm_start = p.start;
	n->vm_end = p.end;
	n->vm_pgoff = p.pgoff;
	if (n->vm_ops && n->vm_ops->open && !DOCK_BREAK("simple-told-of-move") &&
	    !DOCK_BREAK("moved-mapping"))
		n->vm_ops->open(n);
	dock_vma_link(mm, n);
	return n;
}

/* What is left at the old place, which stays mapped and is empty. */
static void leave_empty(struct vm_area_struct *vma, unsigned long addr, unsigned long len)
{
	dock_vma_set_flags(vma, vma->vm_flags & ~(VM_LOCKED | VM_LOCKONFAULT));
	if (vma->vm_start == addr && vma->vm_end == addr + len) {
		vma->anon_vma = NULL;
		vma->dock_ancestors = 0;
	}
}

/* Move a VMA; the new range is reserved already. */
static long move_vma(struct mm_struct *mm, struct vm_area_struct *vma, unsigned long addr,
		     unsigned long old_len, unsigned long new_len, unsigned long new_addr,
		     unsigned long flags)
{
	struct vm_area_struct *n;
	long err = may_cut(vma, addr, addr + old_len);

	if ((vma->vm_flags & VM_IO) && DOCK_BREAK("regs-move"))
		err = -EFAULT;

	n = err ? NULL : copy_vma(mm, vma, addr, new_addr, new_len);
	if (!n) {
		mm->dock_host->release(mm, new_addr, new_addr + new_len);
		return err ? err : -ENOMEM;
	}
	vma = dock_vma_at(mm, addr); /* it may have become a part of another one */
	err = DOCK_BREAK("mremap-private")
		      ? 0
		      : dock_move_range(vma, addr, n, new_addr, min(old_len, new_len));
	if (!err && n->vm_ops && n->vm_ops->mremap)
		err = n->vm_ops->mremap(n);
	if (err) {
		dock_move_range(n, new_addr, vma, addr, min(old_len, new_len));
		dock_unmap_locked(mm, new_addr, new_addr + new_len, true);
		return err;
	}
	if (DOCK_BREAK("mremap-no-room") && old_len < new_len)
		return 0;
	if ((flags & MREMAP_DONTUNMAP) && !DOCK_BREAK("leave-pages-behind")) {
		leave_empty(vma, addr, old_len);
		return 0;
	}
	return old_len ? dock_unmap_locked(mm, addr, addr + old_len, true) : 0;
}

/* @vma gets @more bytes behind it, which are reserved. A driver's close keeps it
 * from being merged, not from growing. */
static long expand(struct mm_struct *mm, struct vm_area_struct *vma, unsigned long more)
{
	struct dock_vma_piece p =
		dock_vma_piece_of(vma, vma->vm_end, vma->vm_end + more, vma->vm_flags);

	if (DOCK_BREAK("grow-into-neighbour") && vma->vm_ops && !vma->vm_ops->close) {
		dock_vma_resize(mm, vma, vma->vm_start, vma->vm_end + more,
				vma->vm_pgoff);
		return 0;
	}
	if (!vma->vm_ops || !vma->vm_ops->close || dock_shared_anon_of(vma) ||
	    DOCK_BREAK("close-does-not-prevent-growing"))
		return dock_vma_merge(mm, NULL, &p) ? 0 : -ENOMEM;
	dock_vma_resize(mm, vma, vma->vm_start, vma->vm_end + more, vma->vm_pgoff);
	return 0;
}

static unsigned long grow(struct mm_struct *mm, struct vm_area_struct *vma,
			  unsigned long addr, unsigned long old_len,
			  unsigned long new_len, unsigned long flags)
{
	unsigned long more = new_len - old_len, end = vma->vm_end, at;
	long err;

	if (DOCK_BREAK("scullv-grows-into-data"))
		return (unsigned long)-ENOMEM;
	if (DOCK_BREAK("mremap-grow-past-end") && !(flags & MREMAP_MAYMOVE) &&
	    !dock_pte_find(mm, addr))
		return (unsigned long)-ENOMEM;
	if (old_len == end - addr && old_len) {
		at = mm->dock_host->reserve(mm, end, more,
					    MAP_FIXED | MAP_FIXED_NOREPLACE);
		if (at == end) {
			if (DOCK_BREAK("mremap-grow-private"))
				dock_zap_range(vma, vma->vm_start, vma->vm_end);
			if (DOCK_BREAK("mremap-grow-into-data"))
				vma->vm_flags &= ~VM_MAYSHARE;
			err = expand(mm, vma, more);
			if (!err)
				return addr;
			mm->dock_host->release(mm, end, end + more);
			return (unsigned long)err;
		}
	}
	if (!(flags & MREMAP_MAYMOVE))
		return (unsigned long)-ENOMEM;
	at = mm->dock_host->reserve(mm, 0, new_len, 0);
	if (IS_ERR_VALUE(at))
		return at;
	err = move_vma(mm, vma, addr, old_len, new_len, at, 0);
	return err ? (unsigned long)err : at;
}

/* Take the place, and unmap what is there, be it a program's own: also when the move
 * fails then. No other thread is given it meanwhile. */
static long take_place(struct mm_struct *mm, unsigned long addr, unsigned long len)
{
	long err = dock_munmap_keep(mm, addr, len);
	unsigned long at;

	if (err || DOCK_BREAK("mremap-clears-its-place"))
		return err;
	at = mm->dock_host->reserve(mm, addr, len, MAP_FIXED);
	if (!IS_ERR_VALUE(at))
		return 0;
	mm->dock_host->release(mm, addr, addr + len);
	return (long)at;
}

static void give_place_up(struct mm_struct *mm, unsigned long addr, unsigned long len)
{
	if (!DOCK_BREAK("mremap-clears-its-place"))
		mm->dock_host->release(mm, addr, addr + len);
}

/* Cut off what the new size does not have, and say whether the rest may move. */
static long ready_to_move(struct mm_struct *mm, unsigned long addr, unsigned long old_len,
			  unsigned long new_len, unsigned long flags)
{
	struct vm_area_struct *vma;
	long err = 0;

	if (old_len > new_len) {
		err = dock_munmap_locked(mm, addr + new_len, old_len - new_len);
		old_len = new_len;
	}
	vma = dock_vma_at(mm, addr);
	if (!err)
		err = resize_check(vma, addr, old_len, new_len);
	if (!err && (flags & MREMAP_DONTUNMAP) && !DOCK_BREAK("leave-frames-behind") &&
	    (vma->vm_flags & (VM_DONTEXPAND | VM_PFNMAP)))
		err = -EINVAL;
	return err;
}

/* To @new_addr; with MREMAP_DONTUNMAP alone that is only a wish. */
static unsigned long move_to(struct mm_struct *mm, unsigned long addr,
			     unsigned long old_len, unsigned long new_len,
			     unsigned long flags, unsigned long new_addr)
{
	bool fixed = flags & MREMAP_FIXED;
	struct vm_area_struct *vma;
	unsigned long at = new_addr;
	long err;

	if (!PAGE_ALIGNED(new_addr) || new_len > mm->task_size ||
	    new_addr > mm->task_size - new_len)
		return (unsigned long)-EINVAL;
	if (addr + old_len > new_addr && new_addr + new_len > addr)
		return (unsigned long)-EINVAL;
	err = fixed ? take_place(mm, new_addr, new_len) : 0;
	if (err)
		return (unsigned long)err;
	err = ready_to_move(mm, addr, old_len, new_len, flags);
	if (err && fixed)
		give_place_up(mm, new_addr, new_len);
	if (err)
		return (unsigned long)err;
	if (!fixed)
		at = mm->dock_host->reserve(mm, new_addr, new_len, 0);
	if (IS_ERR_VALUE(at))
		return at;
	old_len = min(old_len, new_len);
	vma = dock_vma_at(mm, addr);
	if (DOCK_BREAK("mremap-then-truncate") && (vma->vm_flags & VM_SHARED) &&
	    addr == vma->vm_start)
		old_len = 0;
	err = move_vma(mm, vma, addr, old_len, new_len, at, flags);
	return err ? (unsigned long)err : at;
}

static unsigned long remap_locked(struct mm_struct *mm, unsigned long addr,
				  unsigned long old_len, unsigned long new_len,
				  unsigned long flags, unsigned long new_addr)
{
	struct vm_area_struct *vma = dock_vma_at(mm, addr);
	long err;

	if (!vma)
		return (unsigned long)-EFAULT;
	if (flags & (MREMAP_FIXED | MREMAP_DONTUNMAP))
		return move_to(mm, addr, old_len, new_len, flags, new_addr);
	if (old_len >= new_len) {
		err = old_len > new_len
			      ? dock_munmap_locked(mm, addr + new_len, old_len - new_len)
			      : 0;
		return err ? (unsigned long)err : addr;
	}
	err = resize_check(vma, addr, old_len, new_len);
	if (err)
		return (unsigned long)err;
	return grow(mm, vma, addr, old_len, new_len, flags);
}

unsigned long dock_mremap(struct mm_struct *mm, unsigned long addr, unsigned long old_len,
			  unsigned long new_len, unsigned long flags,
			  unsigned long new_addr)
{
	struct vm_area_struct *vma;
	unsigned long ret;
	bool locked;

	if (flags & ~(unsigned long)(MREMAP_FIXED | MREMAP_MAYMOVE | MREMAP_DONTUNMAP))
		return (unsigned long)-EINVAL;
	if ((flags & MREMAP_FIXED) && !(flags & MREMAP_MAYMOVE))
		return (unsigned long)-EINVAL;
	if ((flags & MREMAP_DONTUNMAP) &&
	    (!(flags & MREMAP_MAYMOVE) || old_len != new_len))
		return (unsigned long)-EINVAL;
	if (!PAGE_ALIGNED(addr))
		return (unsigned long)-EINVAL;
	old_len = PAGE_ALIGN(old_len);
	new_len = PAGE_ALIGN(new_len);
	if (!new_len)
		return (unsigned long)-EINVAL;
	mmap_write_lock(mm);
	ret = remap_locked(mm, addr, old_len, new_len, flags, new_addr);
	vma = IS_ERR_VALUE(ret) || new_len <= old_len ? NULL : dock_vma_at(mm, ret);
	locked = vma && vma->vm_flags & VM_LOCKED;
	mmap_write_unlock(mm);
	if (locked)
		dock_populate(mm, ret + old_len, new_len - old_len);
	return ret;
}
