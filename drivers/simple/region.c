// SPDX-License-Identifier: MIT
/*
 * One region, such as a device's window: all at once, and nothing beyond its end.
 *
 * mmap refuses what is longer than the region. mremap asks no driver; where it may
 * make such a mapping longer (it might until 2.6.14), the new pages are not in the
 * tables. Without a fault handler they would be zero pages; with this one, SIGBUS.
 */
#include <linux/errno.h>

#include "simple.h"

#if LINUX_VERSION_CODE < KERNEL_VERSION(2, 6, 23)
static struct page *simple_region_nopage(struct vm_area_struct *vma,
					 unsigned long address, int *type)
{
	return NOPAGE_SIGBUS;
}
#else
static vm_fault_t simple_region_fault(struct vm_fault *vmf)
{
	return VM_FAULT_SIGBUS;
}
#endif

static struct vm_operations_struct simple_region_vm_ops = {
	.open = simple_vma_open,
	.close = simple_vma_close,
#if LINUX_VERSION_CODE < KERNEL_VERSION(2, 6, 23)
	.nopage = simple_region_nopage,
#else
	.fault = simple_region_fault,
#endif
};

int simple_region_mmap(struct file *filp, struct vm_area_struct *vma)
{
	unsigned long pages = PAGE_ALIGN(simple_region_size) >> PAGE_SHIFT;
	unsigned long size = vma->vm_end - vma->vm_start;

	/* In this order: a difference of unsigned numbers is never negative. */
	if (vma->vm_pgoff >= pages || size >> PAGE_SHIFT > pages - vma->vm_pgoff)
		return -EINVAL;
	if (remap_pfn_range(vma, vma->vm_start,
			    (simple_region_start >> PAGE_SHIFT) + vma->vm_pgoff, size,
			    vma->vm_page_prot))
		return -EAGAIN;
	vma->vm_ops = &simple_region_vm_ops;
	simple_vma_open(vma);
	return 0;
}
