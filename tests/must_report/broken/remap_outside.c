/* SPDX-License-Identifier: MIT */
/* Broken: remap_pfn_range() of all pages of the device, where the VMA has one. */
#include "broken.h"

#define PAGES 4

static unsigned long pages;

static int map(struct file *file, struct vm_area_struct *vma)
{
	unsigned long size = fixed ? vma->vm_end - vma->vm_start : PAGES * PAGE_SIZE;
	unsigned long start, pfn;

	if (!pages)
		pages = __get_free_pages(GFP_KERNEL | __GFP_ZERO, 2);
	if (!pages)
		return -ENOMEM;
	start = vma->vm_start;
	pfn = __pa(pages) >> PAGE_SHIFT;
	return remap_pfn_range(vma, start, pfn, size, vma->vm_page_prot); /* HERE call */
}

static void leave(void)
{
	if (pages)
		free_pages(pages, 2);
}

BROKEN_DRIVER(NULL, map, leave);
