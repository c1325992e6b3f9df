/* SPDX-License-Identifier: MIT */
/* Broken: a fault handler wants to be asked again, for ever. */
#include <linux/uaccess.h>
#include "broken.h"

static struct page *page;

static vm_fault_t lazy(struct vm_fault *vmf)
{ /* HERE handler */
	if (!fixed || !(vmf->flags & FAULT_FLAG_TRIED)) {
		mmap_read_unlock(vmf->vma->vm_mm);
		return VM_FAULT_RETRY;
	}
	if (!page)
		page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!page)
		return VM_FAULT_OOM;
	get_page(page);
	vmf->page = page;
	return 0;
}

static const struct vm_operations_struct ops = { .fault = lazy };

static int map(struct file *file, struct vm_area_struct *vma)
{
	vma->vm_ops = &ops;
	return 0;
}

/* A copy to the mapping: the handler is asked by the kernel. */
static int act(unsigned long arg)
{
	char from[64] = "text";

	return copy_to_user((void __user *)arg, from, sizeof(from)) ? -EFAULT : 0;
}

static void leave(void)
{
	if (page)
		__free_page(page);
}

BROKEN_DRIVER(act, map, leave);
