/* SPDX-License-Identifier: MIT */
/* Broken: a fault handler maps its page twice and takes no reference. */
#include "broken.h"

static struct page *page;

static vm_fault_t give_page(struct vm_fault *vmf)
{
	if (!page)
		page = alloc_page(GFP_KERNEL | __GFP_ZERO); /* HERE allocated */
	if (!page)
		return VM_FAULT_OOM;
	if (fixed)
		get_page(page);
	vmf->page = page; /* HERE handed */
	return 0;
}

static const struct vm_operations_struct ops = { .fault = give_page };

static int map(struct file *file, struct vm_area_struct *vma)
{
	vma->vm_ops = &ops;
	return 0;
}

static void leave(void)
{
	if (page)
		__free_page(page);
}

BROKEN_DRIVER(NULL, map, leave);
