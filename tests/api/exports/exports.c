/* SPDX-License-Identifier: MIT */
/*
 * A device whose coherent memory users map by dma_common_mmap(), which Linux exports
 * to modules until 4.20.
 */
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/string.h>
#include <linux/version.h>
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 10, 0)
#include <linux/dma-map-ops.h>
#else
#include <linux/dma-mapping.h>
#endif

#define SIZE (4 * PAGE_SIZE)

static struct platform_device *pdev;
static char *memory;
static dma_addr_t handle;

static int exports_mmap(struct file *file, struct vm_area_struct *vma)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 20, 0)
	return dma_common_mmap(&pdev->dev, vma, memory, handle, SIZE, 0);
#else
	return dma_common_mmap(&pdev->dev, vma, memory, handle, SIZE);
#endif
}

static const struct file_operations exports_fops = {
	.owner = THIS_MODULE,
	.mmap = exports_mmap,
};

static struct miscdevice exports_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "exports",
	.fops = &exports_fops,
};

static int __init exports_init(void)
{
	int err = -ENOMEM;

	pdev = platform_device_register_simple("exports", -1, NULL, 0);
	if (IS_ERR(pdev))
		return PTR_ERR(pdev);
	pdev->dev.coherent_dma_mask = DMA_BIT_MASK(32);
	memory = dma_alloc_coherent(&pdev->dev, SIZE, &handle, GFP_KERNEL);
	if (!memory)
		goto fail;
	strcpy(memory + PAGE_SIZE, "the second page");
	err = misc_register(&exports_misc);
	if (!err)
		return 0;
	dma_free_coherent(&pdev->dev, SIZE, memory, handle);
fail:
	platform_device_unregister(pdev);
	return err;
}

static void __exit exports_exit(void)
{
	misc_deregister(&exports_misc);
	dma_free_coherent(&pdev->dev, SIZE, memory, handle);
	platform_device_unregister(pdev);
}

subsys_initcall(exports_init); /* in a module: module_init() */
module_exit(exports_exit);
MODULE_DESCRIPTION("memory mapped by dma_common_mmap");
MODULE_LICENSE("GPL");
