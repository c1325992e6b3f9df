/* SPDX-License-Identifier: MIT */
/* Broken: a fault handler inserts the first page into a VMA that mmap has not made
 * VM_MIXEDMAP. */
#include "broken.h"

static struct page *page;

static vm_fault_t insert(struct vm_fault *vmf)
{
	return vmf_insert_page(vmf->vma, vmf->address, page); /* HERE call */
}

static const struct vm_operations_struct ops = {.fault = insert};

static int map(struct file *file, struct vm_area_struct *vma)
{
	if (!page)
		page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!page)
		return -ENOMEM;
	if (fixed)
		vma->vm_flags |= VM_MIXEDMAP;
	vma->vm_ops = &ops;
	return 0;
}

static void leave(void)
{
	if (page)
		__free_page(page);
}

BROKEN_DRIVER(NULL, map, leave);
