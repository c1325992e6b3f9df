/* SPDX-License-Identifier: MIT */
/* Broken: mappings are given addresses in the place of page frames' numbers: at the
 * first one virtual addresses that are shifted, at the second one a physical address
 * that is not. */
#include "broken.h"

#define NOWHERE (((1UL << 44) >> PAGE_SHIFT) - 1) /* the last frame: nothing answers */

static unsigned long page, times;

static noinline int remap(struct vm_area_struct *vma, unsigned long pfn,
			  unsigned long other)
{
	pgprot_t prot = vma->vm_page_prot;
	unsigned long at = vma->vm_start;
	int err;

	err = remap_pfn_range(vma, at, pfn, PAGE_SIZE, prot);	       /* HERE remap */
	if (!err && vmf_insert_pfn(vma, at, other) != VM_FAULT_NOPAGE) /* HERE insert */
		err = -EIO;
	return err;
}

static int map(struct file *file, struct vm_area_struct *vma)
{
	bool first = !times++;

	if (!page)
		page = __get_free_page(GFP_KERNEL | __GFP_ZERO);
	if (!page)
		return -ENOMEM;
	if (fixed)
		return remap(vma, first ? __pa(page) >> PAGE_SHIFT : NOWHERE, NOWHERE);
	return first ? remap(vma, page >> PAGE_SHIFT, (unsigned long)vma >> PAGE_SHIFT)
		     : remap(vma, __pa(page), __pa(page));
}

static void leave(void)
{
	free_page(page);
}

BROKEN_DRIVER(NULL, map, leave);
