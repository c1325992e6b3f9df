/* SPDX-License-Identifier: MIT */
/* Broken: remap_pfn_range() with PAGE_SHARED, whatever the program asked for. */
#include "broken.h"

static unsigned long page;

static int map(struct file *file, struct vm_area_struct *vma)
{
	pgprot_t prot = fixed ? vma->vm_page_prot : PAGE_SHARED;
	unsigned long start = vma->vm_start, pfn;

	if (!page)
		page = get_zeroed_page(GFP_KERNEL);
	if (!page)
		return -ENOMEM;
	pfn = __pa(page) >> PAGE_SHIFT;
	return remap_pfn_range(vma, start, pfn, PAGE_SIZE, prot); /* HERE call */
}

static void leave(void)
{
	free_page(page);
}

BROKEN_DRIVER(NULL, map, leave);
