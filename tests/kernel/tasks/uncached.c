/* SPDX-License-Identifier: MIT */
/* A driver that maps its page past the cache, as the offset says. */
#include <linux/dma-mapping.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/uaccess.h>
#include "uncached.h"

static struct platform_device *pdev;
static struct page *page;
static u8 *bytes, *coherent;
static dma_addr_t handle;

static vm_fault_t give(struct vm_fault *vmf)
{
	get_page(page);
	vmf->page = page;
	return 0;
}

static const struct vm_operations_struct ops = {.fault = give};

static int uncached_mmap(struct file *file, struct vm_area_struct *vma)
{
	unsigned long how = vma->vm_pgoff;

	if (how == UNCACHED_COHERENT) {
		vma->vm_pgoff = 0;
		return dma_mmap_coherent(&pdev->dev, vma, coherent, handle, PAGE_SIZE);
	}
	if (how == UNCACHED_COMBINED)
		vma->vm_page_prot = pgprot_writecombine(vma->vm_page_prot);
	else if (how != UNCACHED_CACHED || file->f_flags & O_SYNC)
		vma->vm_page_prot = pgprot_noncached(vma->vm_page_prot);
	if (how == UNCACHED_FAULT) {
		vma->vm_ops = &ops;
		return 0;
	}
	return remap_pfn_range(vma, vma->vm_start, page_to_pfn(page), PAGE_SIZE,
			       vma->vm_page_prot);
}

static long map_for_device(enum dma_data_direction dir)
{
	dma_addr_t bus = dma_map_single(&pdev->dev, bytes, PAGE_SIZE, dir);

	if (dma_mapping_error(&pdev->dev, bus))
		return -EIO;
	dma_unmap_single(&pdev->dev, bus, PAGE_SIZE, dir);
	return 0;
}

static long uncached_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	unsigned long place = arg & 0xffff;

	switch (cmd) {
	case UNCACHED_LOAD:
		return bytes[place];
	case UNCACHED_STORE:
		bytes[place] = (u8)(arg >> 16);
		return 0;
	case UNCACHED_LOAD_COHERENT:
		return coherent[place];
	case UNCACHED_STORE_COHERENT:
		coherent[place] = (u8)(arg >> 16);
		return 0;
	case UNCACHED_TO_DEVICE:
		return map_for_device(DMA_TO_DEVICE);
	case UNCACHED_FROM_DEVICE:
		return map_for_device(DMA_FROM_DEVICE);
	case UNCACHED_COPY:
		return copy_to_user((void __user *)arg, "copy", 4) ? -EFAULT : 0;
	default:
		return -ENOTTY;
	}
}

static const struct file_operations fops = {
	.owner = THIS_MODULE,
	.mmap = uncached_mmap,
	.unlocked_ioctl = uncached_ioctl,
};

static struct miscdevice misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "uncached",
	.fops = &fops,
};

static int __init uncached_init(void)
{
	pdev = platform_device_register_simple("uncached", -1, NULL, 0);
	if (IS_ERR(pdev))
		return PTR_ERR(pdev);
	BUG_ON(dma_coerce_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(32)));
	page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	coherent = dma_alloc_coherent(&pdev->dev, PAGE_SIZE, &handle, GFP_KERNEL);
	BUG_ON(!page || !coherent);
	bytes = page_address(page);
	return misc_register(&misc);
}

static void __exit uncached_exit(void)
{
	misc_deregister(&misc);
	dma_free_coherent(&pdev->dev, PAGE_SIZE, coherent, handle);
	__free_page(page);
	platform_device_unregister(pdev);
}

module_init(uncached_init);
module_exit(uncached_exit);
MODULE_LICENSE("GPL");
