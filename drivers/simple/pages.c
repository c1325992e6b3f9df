// SPDX-License-Identifier: MIT
/*
 * Page by page. mmap enters nothing; each page comes when it is touched first, and
 * so a mapping may grow: mremap need not tell the driver.
 *
 * What is entered is a struct page with a reference of its own, which the kernel
 * drops when the page is unmapped. Addresses of devices have no struct page, and
 * cannot be mapped in this way. A page that nobody has is free, and stays so: it would
 * be freed a second time in the end. Both are SIGBUS.
 */
#include <asm/io.h>

#include "simple.h"

#if LINUX_VERSION_CODE < KERNEL_VERSION(2, 6, 23)

/* Of reserved pages nobody counts the references: not even one need be there. */
static struct page *simple_page_get(unsigned long pfn)
{
	struct page *page;

	if (!pfn_valid(pfn))
		return NULL;
	page = pfn_to_page(pfn);
	if (!PageReserved(page) && !page_count(page))
		return NULL;
	get_page(page);
	return page;
}

static struct page *simple_vma_nopage(struct vm_area_struct *vma, unsigned long address,
				      int *type)
{
	unsigned long pgoff = ((address - vma->vm_start) >> PAGE_SHIFT) + vma->vm_pgoff;
	struct page *page = simple_page_get(pgoff);

	if (!page)
		return NOPAGE_SIGBUS;
	if (type)
		*type = VM_FAULT_MINOR;
	return page;
}

#else

static vm_fault_t simple_vma_fault(struct vm_fault *vmf)
{
	struct page *page;

	if (!pfn_valid(vmf->pgoff))
		return VM_FAULT_SIGBUS;
	/* Of a compound page the first one counts, and keeps all of it. */
	page = pfn_to_page(vmf->pgoff);
	if (!get_page_unless_zero(compound_head(page)))
		return VM_FAULT_SIGBUS;
	vmf->page = page;
	return 0;
}

#endif

static struct vm_operations_struct simple_pages_vm_ops = {
	.open = simple_vma_open,
	.close = simple_vma_close,
#if LINUX_VERSION_CODE < KERNEL_VERSION(2, 6, 23)
	.nopage = simple_vma_nopage,
#else
	.fault = simple_vma_fault,
#endif
};

int simple_pages_mmap(struct file *filp, struct vm_area_struct *vma)
{
	unsigned long offset = vma->vm_pgoff << PAGE_SHIFT;

	if (offset >= __pa(high_memory) || (filp->f_flags & O_SYNC))
		vma->vm_flags |= VM_IO;
	vma->vm_flags |= SIMPLE_RESERVED;
	vma->vm_ops = &simple_pages_vm_ops;
	simple_vma_open(vma);
	return 0;
}
