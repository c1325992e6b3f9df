/* SPDX-License-Identifier: MIT */
/* Broken: the CPU has changed a buffer, and no sync for the device came before
 * the device uses it. */
#include "edu_dma.h"

#define N 256

/* The buffer is used a second time without being given back. */
static bool missing(struct edu *e)
{
	dma_addr_t bus;

	memset(e->buf, 0, N);
	bus = dma_map_single(e->dev, e->buf, N, DMA_TO_DEVICE); /* HERE missing_map */
	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_fetch(e, bus, N);
	dma_sync_single_for_cpu(e->dev, bus, N, DMA_TO_DEVICE);
	make_pattern(e->buf, N, 1);
	if (fixed)
		dma_sync_single_for_device(e->dev, bus, N, DMA_TO_DEVICE);
	edu_fetch(e, bus, N);
	dma_unmap_single(e->dev, bus, N, DMA_TO_DEVICE);
	return edu_holds(e, N, 1);
}

/* The data was moved, but not the range of the sync. */
static bool wrong_range(struct edu *e)
{
	dma_addr_t bus;

	memset(e->buf, 0, 2 * N);
	bus = dma_map_single(e->dev, e->buf, 2 * N, DMA_TO_DEVICE);
	if (dma_mapping_error(e->dev, bus))
		return false;
	dma_sync_single_for_cpu(e->dev, bus, 2 * N, DMA_TO_DEVICE);
	make_pattern(e->buf + N, N, 2);
	dma_sync_single_range_for_device(e->dev, bus, fixed ? N : 64, N, DMA_TO_DEVICE); /* HERE range_sync */
	edu_fetch(e, bus + N, N);
	dma_unmap_single(e->dev, bus, 2 * N, DMA_TO_DEVICE);
	return edu_holds(e, N, 2);
}

/* The sync for the other side. */
static bool wrong_helper(struct edu *e)
{
	dma_addr_t bus;

	memset(e->buf, 0, N);
	bus = dma_map_single(e->dev, e->buf, N, DMA_BIDIRECTIONAL);
	if (dma_mapping_error(e->dev, bus))
		return false;
	dma_sync_single_for_cpu(e->dev, bus, N, DMA_BIDIRECTIONAL);
	make_pattern(e->buf, N, 3);
	if (fixed)
		dma_sync_single_for_device(e->dev, bus, N, DMA_BIDIRECTIONAL);
	else
		dma_sync_single_for_cpu(e->dev, bus, N, DMA_BIDIRECTIONAL); /* HERE helper_sync */
	edu_fetch(e, bus, N);
	dma_unmap_single(e->dev, bus, N, DMA_BIDIRECTIONAL);
	return edu_holds(e, N, 3);
}

/* A receive buffer is cleared for the next packet, and posted as it is. */
static bool cleared(struct edu *e)
{
	dma_addr_t bus = dma_map_single(e->dev, e->buf, N, DMA_FROM_DEVICE); /* HERE cleared_map */

	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_set(e, N, 4);
	edu_write(e, bus, N);
	dma_sync_single_for_cpu(e->dev, bus, N, DMA_FROM_DEVICE);
	memset(e->buf, 0, N); /* HERE cleared_store */
	if (fixed)
		dma_sync_single_for_device(e->dev, bus, N, DMA_FROM_DEVICE);
	edu_set(e, N, 5);
	edu_write(e, bus, N);
	dma_sync_single_for_cpu(e->dev, bus, N, DMA_FROM_DEVICE);
	memcpy(e->copy, e->buf, N);
	dma_unmap_single(e->dev, bus, N, DMA_FROM_DEVICE);
	return is_pattern(e->copy, N, 5);
}

static const struct edu_shape edu_shapes[] = {
	{ "missing", missing }, { "wrong_range", wrong_range },
	{ "wrong_helper", wrong_helper }, { "cleared", cleared }, {},
};
