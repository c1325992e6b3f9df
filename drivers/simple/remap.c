// SPDX-License-Identifier: MIT
/*
 * All of a mapping at once. mmap enters every page into the page tables, and then
 * nothing is left to do: no fault comes. VMA operations are there to be seen.
 */
#include <linux/errno.h>
#include <linux/kernel.h>

#include "simple.h"

/*
 * Called when fork, a split or mremap has made one more VMA of this mapping. The
 * first one is mmap's own, which calls it itself.
 */
void simple_vma_open(struct vm_area_struct *vma)
{
	printk(KERN_NOTICE "simple: VMA open, virt %lx, phys %lx\n", vma->vm_start,
	       vma->vm_pgoff << PAGE_SHIFT);
}

void simple_vma_close(struct vm_area_struct *vma)
{
	printk(KERN_NOTICE "simple: VMA close\n");
}

static struct vm_operations_struct simple_remap_vm_ops = {
	.open = simple_vma_open,
	.close = simple_vma_close,
};

int simple_remap_mmap(struct file *filp, struct vm_area_struct *vma)
{
	if (remap_pfn_range(vma, vma->vm_start, vma->vm_pgoff,
			    vma->vm_end - vma->vm_start, vma->vm_page_prot))
		return -EAGAIN;
	vma->vm_ops = &simple_remap_vm_ops;
	simple_vma_open(vma);
	return 0;
}
