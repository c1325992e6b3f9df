/* SPDX-License-Identifier: MIT */
/* Broken: the CPU uses bytes that the device has written, and no sync for the
 * CPU came between. */
#include "edu_dma.h"

#define N 256

/* A mapping that stays for good, and nothing tells the CPU of new data. */
static bool missing(struct edu *e)
{
	dma_addr_t bus = dma_map_single(e->dev, e->buf, N, DMA_FROM_DEVICE); /* HERE missing_map */

	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_set(e, N, 1);
	edu_write(e, bus, N);
	if (fixed)
		dma_sync_single_for_cpu(e->dev, bus, N, DMA_FROM_DEVICE);
	memcpy(e->copy, e->buf, N); /* HERE missing_load */
	dma_unmap_single(e->dev, bus, N, DMA_FROM_DEVICE);
	return is_pattern(e->copy, N, 1);
}

/* Only half of what came is synced. */
static bool short_sync(struct edu *e)
{
	dma_addr_t bus = dma_map_single(e->dev, e->buf, N, DMA_FROM_DEVICE);

	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_set(e, N, 2);
	edu_write(e, bus, N);
	dma_sync_single_for_cpu(e->dev, bus, fixed ? N : N / 2, DMA_FROM_DEVICE); /* HERE short_sync */
	memcpy(e->copy, e->buf, N); /* HERE short_load */
	dma_unmap_single(e->dev, bus, N, DMA_FROM_DEVICE);
	return is_pattern(e->copy, N, 2);
}

/* The sync has the length of the packet, but not its place in the buffer. */
static bool wrong_offset(struct edu *e)
{
	dma_addr_t bus = dma_map_single(e->dev, e->buf, 2 * N, DMA_FROM_DEVICE);

	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_set(e, N, 3);
	edu_write(e, bus + N, N);
	dma_sync_single_range_for_cpu(e->dev, bus, fixed ? N : 0, N, DMA_FROM_DEVICE);
	memcpy(e->copy, e->buf + N, N); /* HERE offset_load */
	dma_unmap_single(e->dev, bus, 2 * N, DMA_FROM_DEVICE);
	return is_pattern(e->copy, N, 3);
}

/* The sync comes while the device is still at it. */
static bool too_early(struct edu *e)
{
	dma_addr_t bus = dma_map_single(e->dev, e->buf, N, DMA_FROM_DEVICE);

	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_set(e, N, 4);
	edu_start_write(e, bus, N);
	if (!fixed)
		dma_sync_single_for_cpu(e->dev, bus, N, DMA_FROM_DEVICE); /* HERE early_sync */
	edu_wait(e);
	if (fixed)
		dma_sync_single_for_cpu(e->dev, bus, N, DMA_FROM_DEVICE);
	memcpy(e->copy, e->buf, N); /* HERE early_load */
	dma_unmap_single(e->dev, bus, N, DMA_FROM_DEVICE);
	return is_pattern(e->copy, N, 4);
}

/* The sync for the other side. */
static bool wrong_helper(struct edu *e)
{
	dma_addr_t bus = dma_map_single(e->dev, e->buf, N, DMA_FROM_DEVICE);

	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_set(e, N, 5);
	edu_write(e, bus, N);
	if (fixed)
		dma_sync_single_for_cpu(e->dev, bus, N, DMA_FROM_DEVICE);
	else
		dma_sync_single_for_device(e->dev, bus, N, DMA_FROM_DEVICE); /* HERE helper_sync */
	memcpy(e->copy, e->buf, N); /* HERE helper_load */
	dma_unmap_single(e->dev, bus, N, DMA_FROM_DEVICE);
	return is_pattern(e->copy, N, 5);
}

/* The data is handed on before the mapping ends. */
static bool handed_on(struct edu *e)
{
	dma_addr_t bus = dma_map_single(e->dev, e->buf, N, DMA_BIDIRECTIONAL);

	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_set(e, N, 6);
	edu_write(e, bus, N);
	if (fixed)
		dma_unmap_single(e->dev, bus, N, DMA_BIDIRECTIONAL);
	memcpy(e->copy, e->buf, N); /* HERE handed_load */
	if (!fixed)
		dma_unmap_single(e->dev, bus, N, DMA_BIDIRECTIONAL);
	return is_pattern(e->copy, N, 6);
}

/* Waits for the last byte of a streaming buffer to change. */
static bool polled(struct edu *e)
{
	dma_addr_t bus = dma_map_single(e->dev, e->buf, N, DMA_FROM_DEVICE);
	bool done = false;

	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_set(e, N, 7);
	edu_start_write(e, bus, N);
	for (int i = 0; i < 10000 && !done; i++) {
		if (fixed)
			dma_sync_single_for_cpu(e->dev, bus, N, DMA_FROM_DEVICE);
		done = READ_ONCE(e->buf[N - 1]); /* HERE poll_load */
		if (fixed)
			dma_sync_single_for_device(e->dev, bus, N, DMA_FROM_DEVICE);
		udelay(10);
	}
	edu_wait(e);
	dma_unmap_single(e->dev, bus, N, DMA_FROM_DEVICE);
	return done;
}

static const struct edu_shape edu_shapes[] = {
	{ "missing", missing },	      { "short_sync", short_sync },
	{ "wrong_offset", wrong_offset }, { "too_early", too_early },
	{ "wrong_helper", wrong_helper }, { "handed_on", handed_on },
	{ "polled", polled },	      {},
};
