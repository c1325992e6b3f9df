/* SPDX-License-Identifier: MIT */
/* Broken: a fault handler that calls vmf_insert_mixed_prot() with PAGE_SHARED, in a
 * private mapping. */
#include "broken.h"

#include <linux/pfn_t.h>

static struct page *page;

static vm_fault_t insert(struct vm_fault *vmf)
{
	struct vm_area_struct *vma = vmf->vma;
	pgprot_t prot = fixed ? vma->vm_page_prot : PAGE_SHARED;
	pfn_t pfn = page_to_pfn_t(page);

	return vmf_insert_mixed_prot(vma, vmf->address, pfn, prot); /* HERE call */
}

static const struct vm_operations_struct ops = {.fault = insert};

static int map(struct file *file, struct vm_area_struct *vma)
{
	if (!page)
		page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!page)
		return -ENOMEM;
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
