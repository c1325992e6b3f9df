/* SPDX-License-Identifier: MIT */
/* Broken: what the device writes shares a cache line with something else. */
#include "edu_dma.h"

#define N 48

struct private {
	u8 buf[N];
	u32 counter; /* in the same cache line */
};

struct private_apart {
	u8 buf[N];
	u32 counter ____cacheline_aligned;
};

/* A counter right behind the buffer goes on counting during the transfer. */
static bool counter(struct edu *e)
{
	struct private_apart *p = kzalloc(sizeof(*p), GFP_KERNEL);
	u32 *counter = fixed ? &p->counter : &((struct private *)p)->counter;
	dma_addr_t bus = dma_map_single(e->dev, p->buf, N, DMA_FROM_DEVICE); /* HERE counter_map */
	bool right;

	if (dma_mapping_error(e->dev, bus)) {
		kfree(p);
		return false;
	}
	edu_set(e, N, 1);
	edu_start_write(e, bus, N);
	++*counter; /* HERE counter_store */
	edu_wait(e);
	dma_unmap_single(e->dev, bus, N, DMA_FROM_DEVICE);
	right = is_pattern(p->buf, N, 1) && *counter == 1;
	kfree(p);
	return right;
}

/* The small parts of one buffer are mapped one by one. */
static bool chunks(struct edu *e)
{
	unsigned int step = fixed ? L1_CACHE_BYTES : 16;
	dma_addr_t bus[4];
	bool right = true;

	edu_set(e, 16, 2);
	for (unsigned int i = 0; i < 4; i++) {
		bus[i] = dma_map_single(e->dev, e->buf + i * step, 16, DMA_FROM_DEVICE); /* HERE chunk_map */
		if (dma_mapping_error(e->dev, bus[i]))
			return false;
		edu_write(e, bus[i], 16);
	}
	for (unsigned int i = 0; i < 4; i++)
		dma_unmap_single(e->dev, bus[i], 16, DMA_FROM_DEVICE);
	for (unsigned int i = 0; i < 4; i++)
		right = right && is_pattern(e->buf + i * step, 16, 2);
	return right;
}

/* One buffer is mapped again for the next request, before the first one is
 * unmapped. */
static bool overlap(struct edu *e)
{
	dma_addr_t first, second;

	first = dma_map_single(e->dev, e->buf, 256, DMA_FROM_DEVICE); /* HERE overlap_first */
	if (dma_mapping_error(e->dev, first))
		return false;
	edu_set(e, 256, 3);
	edu_write(e, first, 256);
	if (fixed)
		dma_unmap_single(e->dev, first, 256, DMA_FROM_DEVICE);
	second = dma_map_single(e->dev, e->buf, 256, DMA_FROM_DEVICE); /* HERE overlap_second */
	if (dma_mapping_error(e->dev, second))
		return false;
	edu_write(e, second, 256);
	dma_unmap_single(e->dev, second, 256, DMA_FROM_DEVICE);
	if (!fixed)
		dma_unmap_single(e->dev, first, 256, DMA_FROM_DEVICE);
	return is_pattern(e->buf, 256, 3);
}

static const struct edu_shape edu_shapes[] = {
	{ "counter", counter }, { "chunks", chunks }, { "overlap", overlap }, {},
};
