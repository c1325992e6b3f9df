/* SPDX-License-Identifier: MIT */
/*
 * Not broken: legal ways to hand a page to the fault path without get_page().
 * kind=new: allocated in the handler; kept: allocated before, given up and
 * forgotten; pfn: vmf_insert_pfn(); insert: vm_insert_page(), and the driver's
 * own reference dropped after it; nopage: the handler inserts by itself.
 */
#include "broken.h"

static char *kind = "new";
module_param(kind, charp, 0);

static struct page *pool[2], *own;

static bool is(const char *name)
{
	return !strcmp(kind, name);
}

static vm_fault_t give_page(struct vm_fault *vmf)
{
	if (is("pfn"))
		return vmf_insert_pfn(vmf->vma, vmf->address, page_to_pfn(own));
	if (is("nopage"))
		return vm_insert_page(vmf->vma, vmf->address, own) ? VM_FAULT_SIGBUS
								   : VM_FAULT_NOPAGE;
	if (is("new")) {
		vmf->page = alloc_page(GFP_KERNEL);
		return vmf->page ? 0 : VM_FAULT_OOM;
	}
	for (int i = 0; i < 2; i++) {
		if (!pool[i])
			continue;
		vmf->page = pool[i];
		pool[i] = NULL;
		return 0;
	}
	return VM_FAULT_SIGBUS;
}

static const struct vm_operations_struct ops = { .fault = give_page };

static int map(struct file *file, struct vm_area_struct *vma)
{
	struct page *page;
	int err;

	vma->vm_ops = &ops;
	if (is("pfn"))
		vma->vm_flags |= VM_PFNMAP;
	if (is("nopage"))
		vma->vm_flags |= VM_MIXEDMAP;
	if (is("pfn") || is("nopage"))
		own = own ? own : alloc_page(GFP_KERNEL);
	for (int i = 0; i < 2 && is("kept"); i++)
		pool[i] = pool[i] ? pool[i] : alloc_page(GFP_KERNEL);
	if (!is("insert"))
		return 0;
	page = alloc_page(GFP_KERNEL);
	if (!page)
		return -ENOMEM;
	err = vm_insert_page(vma, vma->vm_start, page);
	put_page(page);
	return err;
}

static void leave(void)
{
	for (int i = 0; i < 2; i++)
		if (pool[i])
			__free_page(pool[i]);
	if (own)
		__free_page(own);
}

BROKEN_DRIVER(NULL, map, leave);
