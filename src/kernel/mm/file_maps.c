/* SPDX-License-Identifier: MIT */
/* What drivers take out of page tables, or look up there: zap_vma_ptes,
 * unmap_mapping_range, follow_pfn. */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/mm.h>
#include "core/breaks.h"
#include "kernel/mm/memory.h"
#include "kernel/mm/own_areas.h"
#include "kernel/mm/pgtable.h"
#include "kernel/mm/vma.h"

void zap_vma_ptes(struct vm_area_struct *vma, unsigned long address, unsigned long size)
{
	if (address < vma->vm_start || address + size > vma->vm_end ||
	    address + size < address || !(vma->vm_flags & VM_PFNMAP) ||
	    dock_own_area_refuses(vma, "zap_vma_ptes"))
		return;
	dock_zap_range(vma, address, address + size);
}
EXPORT_SYMBOL(zap_vma_ptes);

/* The VMA's part of the file's pages [first, last]. */
static void unmap_part(struct vm_area_struct *vma, pgoff_t first, pgoff_t last,
		       bool even_cows)
{
	pgoff_t vma_last = vma->vm_pgoff + vma_pages(vma) - 1;
	unsigned long start, end;

	if (vma->vm_pgoff > last || vma_last < first)
		return;
	first = max(first, vma->vm_pgoff);
	last = min(last, vma_last);
	start = vma->vm_start + ((first - vma->vm_pgoff) << PAGE_SHIFT);
	end = vma->vm_start + ((last - vma->vm_pgoff + 1) << PAGE_SHIFT);
	if (DOCK_BREAK("unmap-range-shared") && (vma->vm_flags & VM_SHARED))
		return;
	if (even_cows && DOCK_BREAK("unmap-range-copies"))
		even_cows = false;
	else if (DOCK_BREAK("unmap-range-private"))
		even_cows = true;
	if (even_cows)
		dock_zap_range(vma, start, end);
	else
		dock_zap_file_pages(vma, start, end);
}

void unmap_mapping_pages(struct address_space *mapping, pgoff_t start, pgoff_t nr,
			 bool even_cows)
{
	pgoff_t last = start + nr - 1;
	struct vm_area_struct *vma;

	if (!nr || last < start)
		last = ULONG_MAX;
	list_for_each_entry (vma, &dock_file_vmas, dock_list)
		if (vma->vm_file->f_mapping == mapping)
			unmap_part(vma, start, last, even_cows);
}
EXPORT_SYMBOL_GPL(unmap_mapping_pages);

void unmap_mapping_range(struct address_space *mapping, loff_t const holebegin,
			 loff_t const holelen, int even_cows)
{
	pgoff_t first = (pgoff_t)holebegin >> PAGE_SHIFT;
	pgoff_t nr = ((pgoff_t)holelen + PAGE_SIZE - 1) >> PAGE_SHIFT;

	unmap_mapping_pages(mapping, first, nr, even_cows);
}
EXPORT_SYMBOL(unmap_mapping_range);

int follow_pte(struct mm_struct *mm, unsigned long address, pte_t **ptepp,
	       spinlock_t **ptlp)
{
	pte_t *ptep = dock_pte_find(mm, address);

	if (!ptep || !pte_present(*ptep))
		return -EINVAL;
	spin_lock(&mm->page_table_lock);
	*ptlp = &mm->page_table_lock;
	*ptepp = ptep;
	return 0;
}
EXPORT_SYMBOL_GPL(follow_pte);

int follow_pfn(struct vm_area_struct *vma, unsigned long address, unsigned long *pfn)
{
	spinlock_t *lock;
	pte_t *ptep;

	if ((!(vma->vm_flags & (VM_IO | VM_PFNMAP)) && !DOCK_BREAK("follow-pages")) ||
	    follow_pte(vma->vm_mm, address, &ptep, &lock))
		return -EINVAL;
	*pfn = pte_pfn(*ptep) + (DOCK_BREAK("follow-frames") ? 1 : 0);
	pte_unmap_unlock(ptep, lock);
	return 0;
}
EXPORT_SYMBOL(follow_pfn);
