/* SPDX-License-Identifier: MIT */
/* Broken: a mapping ends otherwise than it began. */
#include "edu_dma.h"

#define N 256

static bool direction(struct edu *e)
{
	dma_addr_t bus = dma_map_single(e->dev, e->buf, N, DMA_FROM_DEVICE); /* HERE direction_map */

	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_set(e, N, 1);
	edu_write(e, bus, N);
	dma_unmap_single(e->dev, bus, N, fixed ? DMA_FROM_DEVICE : DMA_TO_DEVICE); /* HERE direction_unmap */
	return is_pattern(e->buf, N, 1);
}

/* Nobody saved the length. */
static bool size_zero(struct edu *e)
{
	dma_addr_t bus = dma_map_single(e->dev, e->buf, N, DMA_FROM_DEVICE);
	DEFINE_DMA_UNMAP_LEN(len) = fixed ? N : 0;

	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_set(e, N, 2);
	edu_write(e, bus, N);
	dma_unmap_single(e->dev, bus, len, DMA_FROM_DEVICE); /* HERE zero_unmap */
	return is_pattern(e->buf, N, 2);
}

/* The header's length was added before the handle was saved. */
static bool header_added(struct edu *e)
{
	dma_addr_t bus, saved;

	make_pattern(e->buf, N, 3);
	bus = dma_map_single(e->dev, e->buf, N, DMA_TO_DEVICE); /* HERE header_map */
	if (dma_mapping_error(e->dev, bus))
		return false;
	saved = fixed ? bus : bus + 54;
	edu_fetch(e, bus, N);
	dma_unmap_single(e->dev, saved, N, DMA_TO_DEVICE); /* HERE header_unmap */
	return edu_holds(e, N, 3);
}

static bool other_device(struct edu *e)
{
	struct edu *other = fixed || nr_edus < 2 ? e : &edus[1];
	dma_addr_t bus = dma_map_single(e->dev, e->buf, N, DMA_FROM_DEVICE); /* HERE other_map */

	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_set(e, N, 4);
	edu_write(e, bus, N);
	dma_unmap_single(other->dev, bus, N, DMA_FROM_DEVICE); /* HERE other_unmap */
	return is_pattern(e->buf, N, 4);
}

/* Both an inner function and its caller clean up. */
static bool twice(struct edu *e)
{
	dma_addr_t bus = dma_map_single(e->dev, e->buf, N, DMA_FROM_DEVICE); /* HERE twice_map */

	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_set(e, N, 5);
	edu_write(e, bus, N);
	dma_unmap_single(e->dev, bus, N, DMA_FROM_DEVICE); /* HERE twice_first */
	if (!fixed)
		dma_unmap_single(e->dev, bus, N, DMA_FROM_DEVICE); /* HERE twice_second */
	return is_pattern(e->buf, N, 5);
}

/* A handle that was set to 0 and never mapped is taken for a good one. */
static bool zero_handle(struct edu *e)
{
	dma_addr_t bus = fixed ? DMA_MAPPING_ERROR : 0;

	if (!dma_mapping_error(e->dev, bus))
		dma_unmap_single(e->dev, bus, N, DMA_TO_DEVICE); /* HERE zero_handle */
	return true;
}

/* The code of an error is unmapped as if it were a handle. */
static bool error_code(struct edu *e)
{
	dma_addr_t bus = DMA_MAPPING_ERROR; /* as of a mapping that failed */

	if (!fixed || !dma_mapping_error(e->dev, bus))
		dma_unmap_single(e->dev, bus, N, DMA_TO_DEVICE); /* HERE error_code */
	return true;
}

/* Allocated with some bytes more, freed by a function that does not know it. */
static bool coherent_size(struct edu *e)
{
	dma_addr_t bus;
	void *p = dma_alloc_coherent(e->dev, 5000, &bus, GFP_KERNEL); /* HERE coherent_alloc */

	if (!p)
		return false;
	dma_free_coherent(e->dev, fixed ? 5000 : 4800, p, bus); /* HERE coherent_free */
	return true;
}

/* Freed with the addresses that were rounded up for the device. */
static bool coherent_aligned(struct edu *e)
{
	dma_addr_t bus;
	u8 *p = dma_alloc_coherent(e->dev, 1000, &bus, GFP_KERNEL); /* HERE aligned_alloc */
	unsigned int up = fixed ? 0 : 64;

	if (!p)
		return false;
	dma_free_coherent(e->dev, 1000, p + up, bus + up); /* HERE aligned_free */
	return true;
}

/* Coherent memory is unmapped as if it were a streaming mapping. */
static bool coherent_unmapped(struct edu *e)
{
	dma_addr_t bus;
	void *p = dma_alloc_coherent(e->dev, 512, &bus, GFP_KERNEL); /* HERE kind_alloc */

	if (!p)
		return false;
	if (fixed)
		dma_free_coherent(e->dev, 512, p, bus);
	else
		dma_unmap_single(e->dev, bus, 512, DMA_BIDIRECTIONAL); /* HERE kind_unmap */
	return true;
}

static const struct edu_shape edu_shapes[] = {
	{ "direction", direction },	    { "size_zero", size_zero },
	{ "header_added", header_added },   { "other_device", other_device },
	{ "twice", twice },		    { "zero_handle", zero_handle },
	{ "error_code", error_code },	    { "coherent_size", coherent_size },
	{ "coherent_aligned", coherent_aligned },
	{ "coherent_unmapped", coherent_unmapped }, {},
};
