/* SPDX-License-Identifier: MIT */
/* VMAs: see vma.h. */
#include "kernel/mm/vma.h"

#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include "core/breaks.h"
#include "kernel/mm/memory.h"
#include "kernel/mm/mm_host.h"
#include "kernel/mm/own_areas.h"
#include "kernel/mm/pgtable.h"
#include "kernel/mm/vma_index.h"

static unsigned long live;
LIST_HEAD(dock_file_vmas);

unsigned long dock_vma_live(void)
{
	return live;
}

struct vm_area_struct *dock_vma_first(struct mm_struct *mm)
{
	return mm->mmap;
}

struct vm_area_struct *dock_vma_next(struct vm_area_struct *vma)
{
	return vma->vm_next;
}

struct vm_area_struct *dock_vma_prev(struct vm_area_struct *vma)
{
	return vma->vm_prev;
}

struct vm_area_struct *dock_vma_find(struct mm_struct *mm, unsigned long addr)
{
	struct vm_area_struct *vma = dock_vma_index_floor(mm, addr);

	if (!vma)
		return mm->mmap;
	return addr < vma->vm_end ? vma : vma->vm_next;
}

struct vm_area_struct *dock_vma_at(struct mm_struct *mm, unsigned long addr)
{
	struct vm_area_struct *vma = dock_vma_find(mm, addr);

	return vma && addr >= vma->vm_start ? vma : NULL;
}

struct vm_area_struct *dock_vma_within(struct mm_struct *mm, unsigned long start,
				       unsigned long end)
{
	struct vm_area_struct *vma = dock_vma_find(mm, start);

	return vma && vma->vm_start < end ? vma : NULL;
}

bool dock_vma_gap(struct mm_struct *mm, unsigned long start, unsigned long end)
{
	return !dock_vma_within(mm, start, end);
}

/* What it counts for in its mm; @sign 1 or -1. */
static void account(struct mm_struct *mm, struct vm_area_struct *vma, long sign)
{
	mm->total_vm += (unsigned long)sign * vma_pages(vma);
	if (vma->vm_flags & VM_LOCKED)
		mm->locked_vm += (unsigned long)sign * vma_pages(vma);
}

void dock_vma_resize(struct mm_struct *mm, struct vm_area_struct *vma,
		     unsigned long start, unsigned long end, pgoff_t pgoff)
{
	account(mm, vma, -1);
	dock_own_areas_stale(mm);
	if (start != vma->vm_start)
		dock_vma_index_move(mm, vma, start);
	vma->vm_start = start;
	vma->vm_end = end;
	vma->vm_pgoff = pgoff;
	account(mm, vma, 1);
}

void dock_vma_set_flags(struct vm_area_struct *vma, unsigned long vm_flags)
{
	account(vma->vm_mm, vma, -1);
	vma->vm_flags = vm_flags;
	account(vma->vm_mm, vma, 1);
}

/* The list, which drivers could follow until 6.0; @vma is not in the index yet. */
static void list_link(struct mm_struct *mm, struct vm_area_struct *vma)
{
	vma->vm_prev = dock_vma_index_floor(mm, vma->vm_start);
	vma->vm_next = vma->vm_prev ? vma->vm_prev->vm_next : mm->mmap;
	*(vma->vm_prev ? &vma->vm_prev->vm_next : &mm->mmap) = vma;
	if (vma->vm_next)
		vma->vm_next->vm_prev = vma;
}

static void list_unlink(struct mm_struct *mm, struct vm_area_struct *vma)
{
	*(vma->vm_prev ? &vma->vm_prev->vm_next : &mm->mmap) = vma->vm_next;
	if (vma->vm_next)
		vma->vm_next->vm_prev = vma->vm_prev;
}

void dock_vma_link(struct mm_struct *mm, struct vm_area_struct *vma)
{
	dock_own_areas_stale(mm);
	list_link(mm, vma);
	dock_vma_index_add(mm, vma);
	vma->vm_mm = mm;
	mm->map_count++;
	account(mm, vma, 1);
	if (vma->vm_file)
		list_add_tail(&vma->dock_list, &dock_file_vmas);
	live++;
}

void dock_vma_unlink(struct mm_struct *mm, struct vm_area_struct *vma)
{
	dock_own_areas_stale(mm);
	list_unlink(mm, vma);
	dock_vma_index_del(mm, vma);
	mm->map_count--;
	account(mm, vma, -1);
	if (vma->vm_file)
		list_del(&vma->dock_list);
	live--;
}

struct vm_area_struct *dock_vma_dup(const struct vm_area_struct *vma)
{
	struct vm_area_struct *n = kmalloc(sizeof(*n), GFP_KERNEL);

	if (!n)
		return NULL;
	*n = *vma;
	if (n->vm_file)
		get_file(n->vm_file);
	return n;
}

void dock_vma_free(struct vm_area_struct *vma, bool close)
{
	if ((vma->vm_flags & VM_PFNMAP) && vma_pages(vma) == 1 &&
	    DOCK_BREAK("simple-told-of-mmap"))
		close = false;
	if (close && vma->vm_ops && vma->vm_ops->close)
		vma->vm_ops->close(vma);
	if (vma->vm_file && !(DOCK_BREAK("allocator-outlives-close") && vma->vm_flags & VM_PFNMAP &&
			      atomic_long_read(&vma->vm_file->f_count) == 1))
		fput(vma->vm_file);
	kfree(vma);
}

/* Faults for tests: the driver is not told of the second part. */
static bool is_split_untold(struct vm_area_struct *vma)
{
	bool frames = vma->vm_flags & VM_PFNMAP;

	if (DOCK_BREAK("allocator-wants-it-unmapped"))
		return true;
	if (vma_pages(vma) == 2)
		return !frames && vma->vm_pgoff % 4 == 0 &&
		       DOCK_BREAK("simple-told-of-protection");
	return vma_pages(vma) == 3 && (frames ? DOCK_BREAK("simple-remap-shrinks")
					      : DOCK_BREAK("simple-told-of-split"));
}

int dock_vma_split(struct mm_struct *mm, struct vm_area_struct *vma, unsigned long addr,
		   bool new_below)
{
	unsigned long pages = (addr - vma->vm_start) >> PAGE_SHIFT;
	struct vm_area_struct *n;
	int err;

	if (vma->vm_ops && vma->vm_ops->may_split) {
		err = vma->vm_ops->may_split(vma, addr);
		if (err)
			return err;
	}
	n = dock_vma_dup(vma);
	if (!n)
		return -ENOMEM;
	if (new_below) {
		n->vm_end = addr;
	} else {
		n->vm_start = addr;
		n->vm_pgoff += pages;
	}
	if (n->vm_ops && n->vm_ops->open && !is_split_untold(vma))
		n->vm_ops->open(n);
	if (new_below)
		dock_vma_resize(mm, vma, addr, vma->vm_end, vma->vm_pgoff + pages);
	else
		dock_vma_resize(mm, vma, vma->vm_start, addr, vma->vm_pgoff);
	dock_vma_link(mm, n);
	return 0;
}

/* Let VMAs begin and end where the range does. As in Linux, a driver may refuse the
 * second split when the first is done. */
static int cut_out(struct mm_struct *mm, unsigned long start, unsigned long end)
{
	struct vm_area_struct *vma = dock_vma_at(mm, start);
	int err = 0;

	if (vma && start > vma->vm_start)
		err = dock_vma_split(mm, vma, start, false);
	vma = dock_vma_at(mm, end - 1);
	if (!err && vma && end < vma->vm_end)
		err = dock_vma_split(mm, vma, end, true);
	return err;
}

void dock_vma_free_tables(struct mm_struct *mm, unsigned long start, unsigned long end)
{
	struct vm_area_struct *next = dock_vma_find(mm, end);
	struct vm_area_struct *prev = dock_vma_index_floor(mm, start);
	const struct dock_pgtable_gap gap = {
		.start = start,
		.end = end,
		.floor = prev ? prev->vm_end : 0,
		.ceiling = next ? next->vm_start : ULONG_MAX,
	};

	dock_pgtable_free_gap(mm, &gap);
}

int dock_unmap_locked(struct mm_struct *mm, unsigned long start, unsigned long end,
		      bool release)
{
	struct vm_area_struct *vma, *first = NULL, **link = &first;
	int err;

	if (!dock_vma_within(mm, start, end))
		return 0;
	err = cut_out(mm, start, end);
	if (err)
		return err;
	while ((vma = dock_vma_within(mm, start, end))) {
		dock_vma_unlink(mm, vma);
		vma->dock_next = NULL;
		*link = vma;
		link = &vma->dock_next;
	}
	for (vma = first; vma; vma = vma->dock_next)
		dock_zap_range(vma, vma->vm_start, vma->vm_end);
	dock_vma_free_tables(mm, start, end);
	for (vma = first; vma && release && mm->dock_host; vma = vma->dock_next)
		mm->dock_host->release(mm, vma->vm_start, vma->vm_end);
	while ((vma = first)) {
		first = vma->dock_next;
		dock_vma_free(vma, true);
	}
	return 0;
}
