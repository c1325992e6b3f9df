/* SPDX-License-Identifier: MIT */
/* Broken: a page table entry of no page, which does not say that it is special. */
#include "broken.h"

static struct page *page;

static int write_entry(pte_t *pte, unsigned long addr, void *data)
{
	struct vm_area_struct *vma = data;

	if (fixed)
		set_pte_at(vma->vm_mm, addr, pte,
			   pte_mkspecial(mk_pte(page, vma->vm_page_prot)));
	else
		set_pte_at(vma->vm_mm, addr, pte, pfn_pte(1 << 28, vma->vm_page_prot));
	return 0;
}

static int map(struct file *file, struct vm_area_struct *vma)
{
	if (!page)
		page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!page)
		return -ENOMEM;
	vma->vm_flags |= VM_PFNMAP;
	return apply_to_page_range(vma->vm_mm, vma->vm_start, 1, /* HERE apply */
				   write_entry, vma);
}

static void leave(void)
{
	if (page)
		__free_page(page);
}

BROKEN_DRIVER(NULL, map, leave);
