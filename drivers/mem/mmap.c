// SPDX-License-Identifier: MIT
/*
 * Mappings of physical memory. remap_pfn_range knows all frames; until 2.6.14 it left
 * out RAM that is not reserved, so that such pages were zero pages.
 */
#include <linux/errno.h>
#include <asm/pgtable.h>

#include "mem.h"

/* An open for synchronous writes asks for what no cache holds back. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(2, 6, 33)
#define MEM_UNCACHED O_SYNC
#else
#define MEM_UNCACHED O_DSYNC
#endif

#if LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 27)
#define MEM_PHYS_BITS 52 /* of an address, in x86-64's page tables */

/* A debugger reads and writes such memory by its address. */
static const struct vm_operations_struct mem_vm_ops = {
	.access = generic_access_phys,
};
#endif

int mem_mmap(struct file *filp, struct vm_area_struct *vma)
{
	unsigned long size = vma->vm_end - vma->vm_start;

#if LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 27)
	phys_addr_t offset = (phys_addr_t)vma->vm_pgoff << PAGE_SHIFT;

	/* No frame beyond the last address, and none before the first again. */
	if (offset >> PAGE_SHIFT != vma->vm_pgoff || offset + size - 1 < offset ||
	    (offset + size - 1) >> MEM_PHYS_BITS)
		return -EINVAL;
	vma->vm_ops = &mem_vm_ops;
#endif
	if (filp->f_flags & MEM_UNCACHED)
		vma->vm_page_prot = pgprot_noncached(vma->vm_page_prot);
	if (remap_pfn_range(vma, vma->vm_start, vma->vm_pgoff, size, vma->vm_page_prot))
		return -EAGAIN;
	return 0;
}
