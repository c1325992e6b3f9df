// SPDX-License-Identifier: MIT
/*
 * The first touch of a mapped page: find the page and hand it to the kernel.
 * In a file of its own, so that a twin of the driver can differ in it alone.
 */
#include <linux/mm.h>

#include "scullp.h"

/*
 * The page comes with a reference of its own, which the kernel drops when the
 * page is unmapped. A hole, or a page past the end, is SIGBUS.
 */
vm_fault_t scullp_vma_fault(struct vm_fault *vmf)
{
	struct scullp_dev *dev = vmf->vma->vm_private_data;
	loff_t pos = (loff_t)vmf->pgoff << PAGE_SHIFT;
	void *quantum = NULL;

	mutex_lock(&dev->lock);
	if (pos < dev->size)
		quantum = scullp_quantum_find(dev, pos);
	if (quantum) {
		vmf->page = virt_to_page(quantum);
		get_page(vmf->page);
	}
	mutex_unlock(&dev->lock);
	return quantum ? 0 : VM_FAULT_SIGBUS;
}
