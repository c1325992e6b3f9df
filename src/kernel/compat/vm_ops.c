/* SPDX-License-Identifier: MIT */
/*
 * nopage (until 2.6.25), nopfn (2.6.19 to 2.6.26), fault (since 2.6.23) with the
 * VMA as an argument of its own (until 4.10), and page_mkwrite with a page (until
 * 2.6.29): one slot each in struct vm_operations_struct, called here.
 */
#include "kernel/compat/vm_ops.h"

#include "core/api.h"

typedef vm_fault_t with_vma(struct vm_area_struct *vma, struct vm_fault *vmf);
typedef int with_page(struct vm_area_struct *vma, struct page *page);

unsigned long dock_compat_fault_handler(const struct vm_operations_struct *ops)
{
	if (!ops)
		return 0;
	if (ops->fault)
		return (unsigned long)ops->fault;
	return ops->nopage ? (unsigned long)ops->nopage : (unsigned long)ops->nopfn;
}

bool dock_compat_fault_stores(const struct vm_operations_struct *ops)
{
	return ops->fault;
}

static vm_fault_t call_nopage(struct vm_fault *vmf)
{
	int type = 0; /* VM_FAULT_MINOR or _MAJOR: statistics */
	struct page *page = vmf->vma->vm_ops->nopage(vmf->vma, vmf->address, &type);

	if (!page)
		return VM_FAULT_SIGBUS;
	if (page == NOPAGE_OOM)
		return VM_FAULT_OOM;
	vmf->page = page;
	return 0;
}

static vm_fault_t call_nopfn(struct vm_fault *vmf)
{
	unsigned long pfn = vmf->vma->vm_ops->nopfn(vmf->vma, vmf->address);

	if (pfn == NOPFN_SIGBUS)
		return VM_FAULT_SIGBUS;
	if (pfn == NOPFN_OOM)
		return VM_FAULT_OOM;
	return pfn == NOPFN_REFAULT ? VM_FAULT_NOPAGE
				    : vmf_insert_pfn(vmf->vma, vmf->address, pfn);
}

static vm_fault_t call(vm_fault_t (*fn)(struct vm_fault *), struct vm_fault *vmf)
{
	if (dock_api_since(4, 11, 0))
		return fn(vmf);
	return ((with_vma *)(void *)fn)(vmf->vma, vmf);
}

vm_fault_t dock_compat_fault(struct vm_fault *vmf)
{
	const struct vm_operations_struct *ops = vmf->vma->vm_ops;

	if (ops->fault)
		return call(ops->fault, vmf);
	return ops->nopage ? call_nopage(vmf) : call_nopfn(vmf);
}

vm_fault_t dock_compat_page_mkwrite(struct vm_fault *vmf)
{
	void *fn = vmf->vma->vm_ops->page_mkwrite;

	if (!fn || dock_api_since(2, 6, 30))
		return fn ? call(fn, vmf) : 0;
	return ((with_page *)fn)(vmf->vma, vmf->page) < 0 ? VM_FAULT_SIGBUS : 0;
}

vm_fault_t dock_compat_pfn_mkwrite(struct vm_fault *vmf)
{
	void *fn = vmf->vma->vm_ops->pfn_mkwrite;

	return fn ? call(fn, vmf) : 0;
}

bool dock_compat_is_anonymous(const struct vm_area_struct *vma)
{
	if (!vma->vm_file)
		return !vma->vm_ops;
	if (!dock_api_since(4, 2, 0))
		return !dock_compat_fault_handler(vma->vm_ops);
	/* Linux gives each VMA of a file methods, if none, since 4.18. */
	return !vma->vm_ops && !(vma->vm_flags & VM_SHARED) && !dock_api_since(4, 18, 0);
}
