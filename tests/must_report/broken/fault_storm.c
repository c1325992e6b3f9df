/* SPDX-License-Identifier: MIT */
/* Broken: a fault handler says VM_FAULT_NOPAGE and maps nothing. */
#include <linux/uaccess.h>
#include "broken.h"

static struct page *page;

static vm_fault_t lazy(struct vm_fault *vmf)
{ /* HERE handler */
	if (!page)
		page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!page)
		return VM_FAULT_OOM;
	return fixed ? vmf_insert_pfn(vmf->vma, vmf->address, page_to_pfn(page))
		     : VM_FAULT_NOPAGE;
}

static const struct vm_operations_struct ops = { .fault = lazy };

static int map(struct file *file, struct vm_area_struct *vma)
{
	vma->vm_flags |= VM_PFNMAP;
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
