// SPDX-License-Identifier: MIT
/*
 * A driver that is built into the kernel: without a licence, an exit, or a module of
 * its own, and with functions that Linux exports to none. What its initcall takes
 * stays.
 */
#include <linux/dma-map-ops.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/string.h>

#define SIZE (4 * PAGE_SIZE)

static struct platform_device *pdev;
static char *memory;
static dma_addr_t handle;

static int leak;
module_param(leak, int, 0444);

static int first_open(struct inode *inode, struct file *file)
{
	if (leak && !__get_free_page(GFP_KERNEL))
		return -ENOMEM;
	return 0;
}

static int first_mmap(struct file *file, struct vm_area_struct *vma)
{
	return dma_common_mmap(&pdev->dev, vma, memory, handle, SIZE, 0);
}

static const struct file_operations first_fops = {
	.owner = THIS_MODULE,
	.open = first_open,
	.mmap = first_mmap,
};

static struct miscdevice first_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "first",
	.fops = &first_fops,
};

static int __init first_init(void)
{
	pdev = platform_device_register_simple("first", -1, NULL, 0);
	if (IS_ERR(pdev))
		return PTR_ERR(pdev);
	pdev->dev.coherent_dma_mask = DMA_BIT_MASK(32);
	memory = dma_alloc_coherent(&pdev->dev, SIZE, &handle, GFP_KERNEL);
	if (!memory)
		return -ENOMEM;
	strcpy(memory, "a page of the kernel");
	pr_info("first: module %p\n", THIS_MODULE);
	return misc_register(&first_misc);
}
device_initcall(first_init);
