/* SPDX-License-Identifier: MIT */
/* The generic DMA layer, for the device edu, whose bus master nobody uses here. */
#include <linux/dma-mapping.h>
#include <linux/pci.h>
#include <linux/slab.h>
#include "show.h"

#define LENGTH 512

/* The device, with a reference for the caller to put. */
static struct pci_dev *edu(void)
{
	struct pci_dev *pdev = pci_get_device(0x1234, 0x11e8, NULL);

	if (pdev)
		dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(32));
	return pdev;
}

static void run_dma_set_mask(void)
{
	struct pci_dev *pdev = edu();

	say("of 28 bits %d, of 12 bits %d", dma_set_mask(&pdev->dev, DMA_BIT_MASK(28)),
	    dma_set_mask(&pdev->dev, DMA_BIT_MASK(12)));
	pci_dev_put(pdev);
}

static void run_dma_alloc_coherent(void)
{
	struct pci_dev *pdev = edu();
	dma_addr_t at;
	char *p = dma_alloc_coherent(&pdev->dev, LENGTH, &at, GFP_KERNEL);

	say("of a page of its own: %d, at the bus address of its page: %d",
	    !offset_in_page(p), at == virt_to_phys(p));
	dma_free_coherent(&pdev->dev, LENGTH, p, at);
	pci_dev_put(pdev);
}

static void run_dma_free_coherent(void)
{
	struct pci_dev *pdev = edu();
	dma_addr_t first, second;
	void *p = dma_alloc_coherent(&pdev->dev, LENGTH, &first, GFP_KERNEL);

	dma_free_coherent(&pdev->dev, LENGTH, p, first);
	p = dma_alloc_coherent(&pdev->dev, LENGTH, &second, GFP_KERNEL);
	dma_free_coherent(&pdev->dev, LENGTH, p, second);
	say("the second allocation has the place of the first: %d", first == second);
	pci_dev_put(pdev);
}

/* Maps a buffer in that direction and tells what of it `fn` finds. */
static void with_buffer(enum dma_data_direction dir,
			void (*fn)(struct device *dev, char *p, dma_addr_t at,
				   enum dma_data_direction dir))
{
	struct pci_dev *pdev = edu();
	char *p = kmalloc(LENGTH, GFP_KERNEL | __GFP_ZERO);
	dma_addr_t at = dma_map_single(&pdev->dev, p, LENGTH, dir);

	if (!dma_mapping_error(&pdev->dev, at)) {
		fn(&pdev->dev, p, at, dir);
		dma_unmap_single(&pdev->dev, at, LENGTH, dir);
	}
	kfree(p);
	pci_dev_put(pdev);
}

static void tell_at(struct device *dev, char *p, dma_addr_t at,
		    enum dma_data_direction dir)
{
	say("direction %d; the bus address is the physical one here: %d", dir,
	    at == virt_to_phys(p));
}

static void run_dma_map_single(void)
{
	with_buffer(DMA_TO_DEVICE, tell_at);
}

static void run_DMA_TO_DEVICE(void)
{
	with_buffer(DMA_TO_DEVICE, tell_at);
}

static void run_DMA_FROM_DEVICE(void)
{
	with_buffer(DMA_FROM_DEVICE, tell_at);
}

static void run_DMA_BIDIRECTIONAL(void)
{
	with_buffer(DMA_BIDIRECTIONAL, tell_at);
}

static void sync_for_cpu(struct device *dev, char *p, dma_addr_t at,
			 enum dma_data_direction dir)
{
	dma_sync_single_for_cpu(dev, at, LENGTH, dir);
	p[0] = 'c';
	say("the CPU wrote '%c'", p[0]);
	dma_sync_single_for_device(dev, at, LENGTH, dir);
}

static void run_dma_sync_single_for_cpu(void)
{
	with_buffer(DMA_BIDIRECTIONAL, sync_for_cpu);
}

static void run_dma_sync_single_for_device(void)
{
	with_buffer(DMA_TO_DEVICE, sync_for_cpu);
}

static void run_dma_unmap_single(void)
{
	struct pci_dev *pdev = edu();
	char *p = kmalloc(LENGTH, GFP_KERNEL);
	dma_addr_t at = dma_map_single(&pdev->dev, p, LENGTH, DMA_TO_DEVICE);

	if (!dma_mapping_error(&pdev->dev, at))
		dma_unmap_single(&pdev->dev, at, LENGTH, DMA_TO_DEVICE);
	memset(p, 'u', LENGTH);
	say("the CPU may write again: '%c'", p[LENGTH - 1]);
	kfree(p);
	pci_dev_put(pdev);
}

static void run_dma_map_page(void)
{
	struct pci_dev *pdev = edu();
	dma_addr_t at = dma_map_page(&pdev->dev, shown_page, 64, 128, DMA_TO_DEVICE);

	say("byte 64 of the page: %d", at == page_to_phys(shown_page) + 64);
	if (!dma_mapping_error(&pdev->dev, at))
		dma_unmap_page(&pdev->dev, at, 128, DMA_TO_DEVICE);
	pci_dev_put(pdev);
}

static void run_dma_unmap_page(void)
{
	struct pci_dev *pdev = edu();
	dma_addr_t at =
		dma_map_page(&pdev->dev, shown_page, 0, PAGE_SIZE, DMA_FROM_DEVICE);

	if (!dma_mapping_error(&pdev->dev, at))
		dma_unmap_page(&pdev->dev, at, PAGE_SIZE, DMA_FROM_DEVICE);
	say("%d references, as before", page_count(shown_page));
	pci_dev_put(pdev);
}

static void run_dma_addr_t(void)
{
	say("%zu bytes", sizeof(dma_addr_t));
}

static void run_DMA_NONE(void)
{
	say("%d, no direction that can be mapped: %d", DMA_NONE,
	    valid_dma_direction(DMA_NONE));
}

static void run_dma_data_direction(void)
{
	say("%d %d %d %d", DMA_BIDIRECTIONAL, DMA_TO_DEVICE, DMA_FROM_DEVICE, DMA_NONE);
}

static void run_device(void)
{
	struct pci_dev *pdev = edu();

	say("%s on bus '%s'", dev_name(&pdev->dev), pdev->dev.bus->name);
	pci_dev_put(pdev);
}

static void run_pci_dev(void)
{
	struct pci_dev *pdev = edu();

	say("%04x:%04x, found by its device again: %d", pdev->vendor, pdev->device,
	    to_pci_dev(&pdev->dev) == pdev);
	pci_dev_put(pdev);
}

static void tell_bus(struct device *dev, char *p, dma_addr_t at,
		     enum dma_data_direction dir)
{
	say("physical and bus address differ by 0x%llx",
	    (unsigned long long)at - (unsigned long long)virt_to_phys(p));
}

static void run_bus_address(void)
{
	with_buffer(DMA_TO_DEVICE, tell_bus);
}

const struct show dma_shows[] = {
	SHOW(bus_address),
	SHOW(dma_set_mask),
	SHOW(dma_alloc_coherent),
	SHOW(dma_free_coherent),
	SHOW(dma_map_single),
	SHOW(dma_unmap_single),
	SHOW(dma_map_page),
	SHOW(dma_unmap_page),
	SHOW(dma_sync_single_for_cpu),
	SHOW(dma_sync_single_for_device),
	SHOW(dma_addr_t),
	SHOW(DMA_TO_DEVICE),
	SHOW(DMA_FROM_DEVICE),
	SHOW(DMA_BIDIRECTIONAL),
	SHOW(DMA_NONE),
	SHOW(dma_data_direction),
	SHOW(device),
	SHOW(pci_dev),
	SHOWS_END,
};
