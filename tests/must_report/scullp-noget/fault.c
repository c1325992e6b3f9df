// SPDX-License-Identifier: MIT
/*
 * The first touch of a mapped page, with a mistake: the page is handed to the
 * kernel without a reference of its own. When it is unmapped the kernel drops
 * one all the same, and the page is freed while the device still has it. The
 * sound twin is drivers/scullp/fault.c.
 */
#include <linux/mm.h>

#include "scullp.h"

vm_fault_t scullp_vma_fault(struct vm_fault *vmf)
{
	struct scullp_dev *dev = vmf->vma->vm_private_data;
	loff_t pos = (loff_t)vmf->pgoff << PAGE_SHIFT;
	void *quantum = NULL;

	mutex_lock(&dev->lock);
	if (pos < dev->size)
		quantum = scullp_quantum_find(dev, pos);
	if (quantum)
		vmf->page = virt_to_page(quantum); /* get_page() is missing */
	mutex_unlock(&dev->lock);
	return quantum ? 0 : VM_FAULT_SIGBUS;
}
