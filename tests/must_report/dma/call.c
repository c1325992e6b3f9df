/* SPDX-License-Identifier: MIT */
/* Broken: calls with a range, a direction, a device or memory that cannot be
 * meant. */
#include <linux/vmalloc.h>
#include "edu_dma.h"

#define N 256

static bool sync_too_long(struct edu *e)
{
	dma_addr_t bus = dma_map_single(e->dev, e->buf, N, DMA_FROM_DEVICE); /* HERE long_map */

	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_set(e, N, 1);
	edu_write(e, bus, N);
	dma_sync_single_for_cpu(e->dev, bus, fixed ? N : 2 * N, DMA_FROM_DEVICE); /* HERE long_sync */
	memcpy(e->copy, e->buf, N);
	dma_unmap_single(e->dev, bus, N, DMA_FROM_DEVICE);
	return is_pattern(e->copy, N, 1);
}

/* The handle was unmapped and set to 0 before the sync. */
static bool sync_zeroed(struct edu *e)
{
	dma_addr_t bus = dma_map_single(e->dev, e->buf, N, DMA_FROM_DEVICE);

	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_set(e, N, 2);
	edu_write(e, bus, N);
	if (fixed)
		dma_sync_single_for_cpu(e->dev, bus, N, DMA_FROM_DEVICE);
	dma_unmap_single(e->dev, bus, N, DMA_FROM_DEVICE);
	bus = 0;
	if (!fixed)
		dma_sync_single_for_cpu(e->dev, bus, N, DMA_FROM_DEVICE); /* HERE zeroed_sync */
	return is_pattern(e->buf, N, 2);
}

static bool sync_direction(struct edu *e)
{
	enum dma_data_direction dir = fixed ? DMA_FROM_DEVICE : DMA_TO_DEVICE;
	dma_addr_t bus = dma_map_single(e->dev, e->buf, N, DMA_FROM_DEVICE); /* HERE direction_map */

	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_set(e, N, 3);
	edu_write(e, bus, N);
	dma_sync_single_for_cpu(e->dev, bus, N, dir); /* HERE direction_sync */
	memcpy(e->copy, e->buf, N);
	dma_unmap_single(e->dev, bus, N, DMA_FROM_DEVICE);
	return is_pattern(e->copy, N, 3);
}

/* The device of a char device cannot do DMA. */
static bool no_mask(struct edu *e)
{
	struct device *dev = fixed ? e->dev : shape_misc.this_device;
	dma_addr_t bus = dma_map_single(dev, e->buf, N, DMA_TO_DEVICE); /* HERE no_mask */

	if (!dma_mapping_error(dev, bus))
		dma_unmap_single(dev, bus, N, DMA_TO_DEVICE);
	return true;
}

/* A local variable: on many machines stacks lie in vmalloc memory. */
static bool stack(struct edu *e)
{
	u8 local[64], *heap = kzalloc(64, GFP_KERNEL);
	dma_addr_t bus = dma_map_single(e->dev, fixed ? heap : local, 64, DMA_FROM_DEVICE); /* HERE stack */

	if (!dma_mapping_error(e->dev, bus))
		dma_unmap_single(e->dev, bus, 64, DMA_FROM_DEVICE);
	kfree(heap);
	return true;
}

static bool vmalloced(struct edu *e)
{
	u8 *p = vmalloc(PAGE_SIZE);
	dma_addr_t bus;

	if (!p)
		return false;
	if (fixed)
		bus = dma_map_page(e->dev, vmalloc_to_page(p), 0, N, DMA_TO_DEVICE);
	else
		bus = dma_map_single(e->dev, p, N, DMA_TO_DEVICE); /* HERE vmalloced */
	if (!dma_mapping_error(e->dev, bus))
		dma_unmap_page(e->dev, bus, N, DMA_TO_DEVICE);
	vfree(p);
	return true;
}

static const struct edu_shape edu_shapes[] = {
	{ "sync_too_long", sync_too_long }, { "sync_zeroed", sync_zeroed },
	{ "sync_direction", sync_direction }, { "no_mask", no_mask },
	{ "stack", stack },		    { "vmalloced", vmalloced }, {},
};
