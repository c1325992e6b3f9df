/* SPDX-License-Identifier: MIT */
/* What the texts tell a driver to do and Linux does not: docs/ERRATA.md. */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/pci.h>
#include <linux/slab.h>
#include "show.h"

#define LENGTH 512

static struct pci_dev *edu(void)
{
	return pci_get_device(0x1234, 0x11e8, NULL);
}

/* As if it were not 0 where DMA is possible. */
static void run_mask_as_told(void)
{
	struct pci_dev *pdev = edu();

	if (dma_set_mask(&pdev->dev, DMA_BIT_MASK(28)))
		say("the device may do DMA");
	else
		say("28 bits are possible, and the driver lives without DMA");
	pci_dev_put(pdev);
}

/* A device of 24 bits, with the mask of the listing. */
static void run_wide_mask_as_told(void)
{
	struct pci_dev *pdev = edu();
	void *p = kmalloc(LENGTH, GFP_KERNEL);
	dma_addr_t at;

	dma_set_mask(&pdev->dev, 0xffffffff);
	at = dma_map_single(&pdev->dev, p, LENGTH, DMA_TO_DEVICE);
	if (!dma_mapping_error(&pdev->dev, at)) {
		say("the address has more than 24 bits: %d", at > 0xffffff);
		dma_unmap_single(&pdev->dev, at, LENGTH, DMA_TO_DEVICE);
	}
	kfree(p);
	pci_dev_put(pdev);
}

static void run_null_as_told(void)
{
	struct pci_dev *pdev = edu();
	void *p = kmalloc(LENGTH, GFP_KERNEL);
	dma_addr_t at = dma_map_single(&pdev->dev, p, LENGTH, DMA_TO_DEVICE);

	if (at)
		dma_unmap_single(&pdev->dev, at, LENGTH, DMA_TO_DEVICE);
	say("a failure is not 0 but 0x%llx", (unsigned long long)DMA_MAPPING_ERROR);
	kfree(p);
	pci_dev_put(pdev);
}

static void run_none_as_told(void)
{
	struct pci_dev *pdev = edu();
	void *p = kmalloc(LENGTH, GFP_KERNEL);

	dma_map_single(&pdev->dev, p, LENGTH, DMA_NONE);
	kfree(p);
	pci_dev_put(pdev);
}

/* The register's place first, then the value. */
static void run_writew_as_told(void)
{
	writew(0x10, (void __iomem *)1UL);
}

static void run_order_as_told(void)
{
	unsigned long last = __get_free_pages(GFP_KERNEL, MAX_ORDER - 1);
	unsigned long addr = __get_free_pages(GFP_KERNEL, MAX_ORDER);

	say("order %d: %d, order %d: %d", MAX_ORDER - 1, last != 0, MAX_ORDER, addr != 0);
	free_pages(last, MAX_ORDER - 1);
}

static void run_kilobytes_as_told(void)
{
	void *p = kmalloc(0x100000, GFP_KERNEL);

	say("1 MiB of kmalloc, in one piece: %d", p != NULL);
	kfree(p);
}

/* Of the register window at 0xc0000000: its address instead of its frame's number. */
static int map_physical_as_told(struct vm_area_struct *vma)
{
	int err = remap_pfn_range(vma, vma->vm_start, 0xc0000000UL, 2 * PAGE_SIZE,
				  vma->vm_page_prot);

	say("remap_pfn_range answers %d; mapped is physical 0x%llx", err,
	    (unsigned long long)PFN_PHYS(0xc0000000UL));
	return err;
}

static int map_no_fault_as_told(struct vm_area_struct *vma)
{
	static const struct vm_operations_struct no_fault;

	vma->vm_ops = &no_fault;
	say("operations, and no fault handler among them");
	return 0;
}

const struct show errata_shows[] = {
	SHOW(mask_as_told),	    SHOW(wide_mask_as_told),
	SHOW(null_as_told),	    SHOW(none_as_told),
	SHOW(writew_as_told),	    SHOW(order_as_told),
	SHOW(kilobytes_as_told),    SHOW_MAP(physical_as_told),
	SHOW_MAP(no_fault_as_told), SHOWS_END,
};
