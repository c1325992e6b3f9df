// SPDX-License-Identifier: MIT
/*
 * mmap of scullv: page by page, at the first touch. What the kernel maps is a page;
 * what scullv has is an address of vmalloc(), of which virt_to_page() knows nothing.
 */
#include <linux/vmalloc.h>

#include "scullv.h"

/*
 * The page @pgoff of the device, with a reference, which the kernel drops when the
 * page is unmapped. NULL: a hole, or past the end.
 */
static struct page *scullv_page_get(struct scullv_dev *dev, unsigned long pgoff)
{
	loff_t pos = (loff_t)pgoff << PAGE_SHIFT;
	struct page *page = NULL;
	void *mem = NULL;
	size_t len;

	down(&dev->sem);
	if (pos < dev->size)
		mem = scullv_find(dev, pos, &len);
	if (mem) {
		page = vmalloc_to_page(mem);
		get_page(page);
	}
	up(&dev->sem);
	return page;
}

/* Also called for what fork, a split and a move copy. */
static void scullv_vma_open(struct vm_area_struct *vma)
{
	struct scullv_dev *dev = vma->vm_private_data;

	down(&dev->sem);
	dev->users++;
	up(&dev->sem);
}

static void scullv_vma_close(struct vm_area_struct *vma)
{
	struct scullv_dev *dev = vma->vm_private_data;

	down(&dev->sem);
	dev->users--;
	up(&dev->sem);
}

/* The handler is called `fault` since 2.6.23, and has had this form since 4.17. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 17, 0)
static vm_fault_t scullv_vma_fault(struct vm_fault *vmf)
{
	vmf->page = scullv_page_get(vmf->vma->vm_private_data, vmf->pgoff);
	return vmf->page ? 0 : VM_FAULT_SIGBUS;
}

static const struct vm_operations_struct scullv_vm_ops = {
	.open = scullv_vma_open,
	.close = scullv_vma_close,
	.fault = scullv_vma_fault,
};
#else
static struct page *scullv_vma_nopage(struct vm_area_struct *vma, unsigned long address,
				      int *type)
{
	unsigned long pgoff = ((address - vma->vm_start) >> PAGE_SHIFT) + vma->vm_pgoff;
	struct page *page = scullv_page_get(vma->vm_private_data, pgoff);

	if (!page)
		return NOPAGE_SIGBUS;
	if (type)
		*type = VM_FAULT_MINOR;
	return page;
}

static struct vm_operations_struct scullv_vm_ops = {
	.open = scullv_vma_open,
	.close = scullv_vma_close,
	.nopage = scullv_vma_nopage,
};
#endif

int scullv_mmap(struct file *filp, struct vm_area_struct *vma)
{
	vma->vm_private_data = filp->private_data;
	vma->vm_ops = &scullv_vm_ops;
	scullv_vma_open(vma); /* the kernel does not call it for the first one */
	return 0;
}
