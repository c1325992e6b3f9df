// SPDX-License-Identifier: MIT
/*
 * Mappings of scullp. Pages come one at a time, at the first touch (fault.c);
 * here mappings are only counted, because a mapped device keeps its memory.
 */
#include <linux/errno.h>
#include <linux/mm.h>

#include "scullp.h"

/* Also called for what fork, a split and a move copy. */
static void scullp_vma_open(struct vm_area_struct *vma)
{
	struct scullp_dev *dev = vma->vm_private_data;

	mutex_lock(&dev->lock);
	dev->vmas++;
	mutex_unlock(&dev->lock);
}

static void scullp_vma_close(struct vm_area_struct *vma)
{
	struct scullp_dev *dev = vma->vm_private_data;

	mutex_lock(&dev->lock);
	dev->vmas--;
	mutex_unlock(&dev->lock);
}

static const struct vm_operations_struct scullp_vm_ops = {
	.open = scullp_vma_open,
	.close = scullp_vma_close,
	.fault = scullp_vma_fault,
};

/*
 * The fault handler gives out single pages and counts each by itself, which
 * the pages of a larger quantum do not allow: such a device is not mapped.
 * The pages are ordinary counted ones, so the VMA needs no special flag.
 */
int scullp_mmap(struct file *filp, struct vm_area_struct *vma)
{
	struct scullp_dev *dev = filp->private_data;
	int err = 0;

	mutex_lock(&dev->lock);
	if (dev->order)
		err = -ENODEV;
	else
		dev->vmas++;
	mutex_unlock(&dev->lock);
	if (err)
		return err;
	vma->vm_private_data = dev;
	vma->vm_ops = &scullp_vm_ops;
	return 0;
}
