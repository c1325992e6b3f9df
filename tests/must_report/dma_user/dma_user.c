/* SPDX-License-Identifier: MIT */
/* A driver of the edu device that maps a block of coherent memory to users: by its bus
 * address (how=bus), the same past the cache (how=uncached), or as the DMA layer does
 * it (how=api). Its first byte is 'k'. */
#include <linux/dma-mapping.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/pci.h>
#include <linux/string.h>

static char *how = "api";
module_param(how, charp, 0);

static struct device *dev;
static struct dma_pool *pool;
static char *block;
static dma_addr_t bus;

static int user_mmap(struct file *file, struct vm_area_struct *vma)
{
	if (!strcmp(how, "api"))
		return dma_mmap_coherent(dev, vma, block, bus, PAGE_SIZE);
	if (!strcmp(how, "uncached"))
		vma->vm_page_prot = pgprot_noncached(vma->vm_page_prot);
	return remap_pfn_range(vma, vma->vm_start, bus >> PAGE_SHIFT, PAGE_SIZE,
			       vma->vm_page_prot);
}

static const struct file_operations user_fops = {
	.owner = THIS_MODULE,
	.mmap = user_mmap,
};

static struct miscdevice user_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "dma-user",
	.fops = &user_fops,
};

static int user_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	dev = &pdev->dev;
	pool = dma_pool_create("user", dev, PAGE_SIZE, 0, 0);
	block = pool ? dma_pool_zalloc(pool, GFP_KERNEL, &bus) : NULL; /* HERE alloc */
	if (!block) {
		dma_pool_destroy(pool);
		return -ENOMEM;
	}
	*block = 'k';
	return misc_register(&user_misc);
}

static void user_remove(struct pci_dev *pdev)
{
	misc_deregister(&user_misc);
	dma_pool_free(pool, block, bus);
	dma_pool_destroy(pool);
}

static const struct pci_device_id user_ids[] = {
	{PCI_DEVICE(0x1234, 0x11e8)},
	{},
};

static struct pci_driver user_driver = {
	.name = "dma_user",
	.id_table = user_ids,
	.probe = user_probe,
	.remove = user_remove,
};
module_pci_driver(user_driver);
MODULE_LICENSE("Dual MIT/GPL");
