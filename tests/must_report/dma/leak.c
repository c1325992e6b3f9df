/* SPDX-License-Identifier: MIT */
/* Broken: a mapping that nobody ends, and results that nobody looks at. */
#include "edu_dma.h"

#define N 256

/* The ring is full: the call gives up and forgets what it has mapped. */
static bool ring_full(struct edu *e)
{
	dma_addr_t bus = dma_map_single(e->dev, e->buf, N, DMA_TO_DEVICE); /* HERE full_map */

	if (dma_mapping_error(e->dev, bus))
		return false;
	if (fixed)
		dma_unmap_single(e->dev, bus, N, DMA_TO_DEVICE);
	return true;
}

/* The memory goes, the mapping stays. */
static bool freed_mapped(struct edu *e)
{
	u8 *buf = kzalloc(N, GFP_KERNEL);
	dma_addr_t bus = dma_map_single(e->dev, buf, N, DMA_FROM_DEVICE); /* HERE freed_map */

	if (dma_mapping_error(e->dev, bus)) {
		kfree(buf);
		return false;
	}
	if (fixed)
		dma_unmap_single(e->dev, bus, N, DMA_FROM_DEVICE);
	kfree(buf); /* HERE freed */
	if (!fixed)
		dma_unmap_single(e->dev, bus, N, DMA_FROM_DEVICE);
	return true;
}

/* The same with pages. */
static bool page_freed_mapped(struct edu *e)
{
	struct page *page = alloc_pages(GFP_KERNEL, 1);
	dma_addr_t bus;

	if (!page)
		return false;
	bus = dma_map_page(e->dev, page, PAGE_SIZE, N, DMA_FROM_DEVICE); /* HERE page_map */
	if (dma_mapping_error(e->dev, bus)) {
		__free_pages(page, 1);
		return false;
	}
	if (fixed)
		dma_unmap_page(e->dev, bus, N, DMA_FROM_DEVICE);
	__free_pages(page, 1); /* HERE page_freed */
	if (!fixed)
		dma_unmap_page(e->dev, bus, N, DMA_FROM_DEVICE);
	return true;
}

static bool coherent(struct edu *e)
{
	dma_addr_t bus;
	void *p = dma_alloc_coherent(e->dev, N, &bus, GFP_KERNEL); /* HERE coherent_alloc */

	if (p && fixed)
		dma_free_coherent(e->dev, N, p, bus);
	return p;
}

static bool unchecked(struct edu *e)
{
	dma_addr_t bus = dma_map_single(e->dev, e->buf, N, DMA_FROM_DEVICE); /* HERE unchecked_map */

	if (fixed && dma_mapping_error(e->dev, bus))
		return false;
	edu_set(e, N, 1);
	edu_write(e, bus, N);
	dma_unmap_single(e->dev, bus, N, DMA_FROM_DEVICE); /* HERE unchecked_unmap */
	return is_pattern(e->buf, N, 1);
}

static const struct edu_shape edu_shapes[] = {
	{ "ring_full", ring_full }, { "freed_mapped", freed_mapped },
	{ "page_freed_mapped", page_freed_mapped }, { "coherent", coherent },
	{ "unchecked", unchecked }, {},
};
