/* SPDX-License-Identifier: MIT */
/* Broken: the device does what its mapping does not allow, as the driver told
 * it. */
#include "edu_dma.h"

#define N 256

/* A request and its reply in one buffer, mapped for the request alone. */
static bool mailbox(struct edu *e)
{
	enum dma_data_direction dir = fixed ? DMA_BIDIRECTIONAL : DMA_TO_DEVICE;
	dma_addr_t bus;

	memset(e->buf, 0, N);
	edu_set(e, N, 1);
	bus = dma_map_single(e->dev, e->buf, N, dir); /* HERE mailbox_map */
	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_write(e, bus, N);
	dma_unmap_single(e->dev, bus, N, dir);
	return is_pattern(e->buf, N, 1);
}

/* The other way round: sent from a buffer for receiving. */
static bool sent(struct edu *e)
{
	enum dma_data_direction dir = fixed ? DMA_TO_DEVICE : DMA_FROM_DEVICE;
	dma_addr_t bus;

	make_pattern(e->buf, N, 2);
	bus = dma_map_single(e->dev, e->buf, N, dir); /* HERE sent_map */
	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_fetch(e, bus, N);
	dma_unmap_single(e->dev, bus, N, dir);
	return edu_holds(e, N, 2);
}

/* The device is told a longer length than was mapped. */
static bool too_long(struct edu *e)
{
	size_t bytes = fixed ? N : N / 2;
	dma_addr_t bus;

	make_pattern(e->buf, N, 3);
	bus = dma_map_single(e->dev, e->buf, bytes, DMA_TO_DEVICE); /* HERE long_map */
	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_fetch(e, bus, N);
	dma_unmap_single(e->dev, bus, bytes, DMA_TO_DEVICE);
	return edu_holds(e, N, 3);
}

/* The same where it writes: what lies behind the buffer is lost. */
static bool overwritten(struct edu *e)
{
	size_t bytes = fixed ? N : N / 2;
	dma_addr_t bus = dma_map_single(e->dev, e->buf, bytes, DMA_FROM_DEVICE); /* HERE over_map */

	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_set(e, N, 4);
	edu_write(e, bus, N);
	dma_unmap_single(e->dev, bus, bytes, DMA_FROM_DEVICE);
	return is_pattern(e->buf, N, 4);
}

/* The device gets a physical address: nothing was mapped. */
static bool physical(struct edu *e)
{
	dma_addr_t bus = virt_to_phys(e->buf);

	make_pattern(e->buf, N, 5);
	if (fixed) {
		bus = dma_map_single(e->dev, e->buf, N, DMA_TO_DEVICE);
		if (dma_mapping_error(e->dev, bus))
			return false;
	}
	edu_fetch(e, bus, N);
	if (fixed)
		dma_unmap_single(e->dev, bus, N, DMA_TO_DEVICE);
	return edu_holds(e, N, 5);
}

/* Unmapped on a time-out, while the device is still at it. */
static bool unmapped_early(struct edu *e)
{
	dma_addr_t bus = dma_map_single(e->dev, e->buf, N, DMA_FROM_DEVICE); /* HERE early_map */

	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_set(e, N, 6);
	edu_start_write(e, bus, N);
	if (fixed)
		edu_wait(e);
	dma_unmap_single(e->dev, bus, N, DMA_FROM_DEVICE); /* HERE early_unmap */
	edu_wait(e);
	return is_pattern(e->buf, N, 6);
}

/* The same, and the memory is freed too. */
static bool freed_early(struct edu *e)
{
	u8 *buf = kzalloc(N, GFP_KERNEL);
	dma_addr_t bus = dma_map_single(e->dev, buf, N, DMA_FROM_DEVICE); /* HERE freed_map */

	if (dma_mapping_error(e->dev, bus)) {
		kfree(buf);
		return false;
	}
	edu_start_write(e, bus, N);
	if (fixed)
		edu_wait(e);
	dma_unmap_single(e->dev, bus, N, DMA_FROM_DEVICE); /* HERE freed_unmap */
	kfree(buf);
	edu_wait(e);
	return true;
}

/* Nobody has switched bus mastering on. */
static bool no_master(struct edu *e)
{
	dma_addr_t bus;

	make_pattern(e->buf, N, 7);
	bus = dma_map_single(e->dev, e->buf, N, DMA_TO_DEVICE);
	if (dma_mapping_error(e->dev, bus))
		return false;
	if (!fixed)
		pci_clear_master(e->pdev);
	edu_fetch(e, bus, N);
	pci_set_master(e->pdev);
	dma_unmap_single(e->dev, bus, N, DMA_TO_DEVICE);
	return edu_holds(e, N, 7);
}

static const struct edu_shape edu_shapes[] = {
	{ "mailbox", mailbox },	    { "sent", sent },
	{ "too_long", too_long },   { "overwritten", overwritten },
	{ "physical", physical },   { "unmapped_early", unmapped_early },
	{ "freed_early", freed_early }, { "no_master", no_master }, {},
};
