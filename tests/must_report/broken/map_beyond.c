/* SPDX-License-Identifier: MIT */
/* Broken: mmap that maps as much as the program wants, and has two pages. They are
 * blocks of their own, which is no mistake. */
#include "broken.h"

#define PAGES 2

static struct page *pages;

static int map(struct file *file, struct vm_area_struct *vma)
{
	unsigned long size = vma->vm_end - vma->vm_start, pfn;

	if (fixed && size > PAGES * PAGE_SIZE)
		return -EINVAL;
	if (!pages) {
		pages = alloc_pages(GFP_KERNEL | __GFP_ZERO, 1); /* HERE alloc */
		if (!pages)
			return -ENOMEM;
		split_page(pages, 1);
	}
	pfn = page_to_pfn(pages);
	return remap_pfn_range(vma, vma->vm_start, pfn, size, vma->vm_page_prot); /* HERE call */
}

static void leave(void)
{
	for (int i = 0; i < PAGES && pages; i++)
		__free_page(pages + i);
}

BROKEN_DRIVER(NULL, map, leave);
