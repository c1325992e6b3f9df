/* SPDX-License-Identifier: MIT */
/* Broken: the CPU stores into a buffer, or loads from one, while it is the
 * device's. */
#include "edu_dma.h"

#define N 256

/* A descriptor list is mapped first and filled in afterwards. */
static bool after_map(struct edu *e)
{
	dma_addr_t bus;

	if (fixed)
		make_pattern(e->buf, N, 1);
	bus = dma_map_single(e->dev, e->buf, N, DMA_TO_DEVICE); /* HERE after_map */
	if (dma_mapping_error(e->dev, bus))
		return false;
	if (!fixed)
		make_pattern(e->buf, N, 1); /* HERE after_store */
	edu_fetch(e, bus, N);
	dma_unmap_single(e->dev, bus, N, DMA_TO_DEVICE);
	return edu_holds(e, N, 1);
}

/* The result is moved to the buffer's start, and only then unmapped. */
static bool moved(struct edu *e)
{
	dma_addr_t bus = dma_map_single(e->dev, e->buf, N, DMA_FROM_DEVICE);

	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_set(e, N - 16, 2);
	edu_write(e, bus + 16, N - 16);
	if (fixed)
		dma_unmap_single(e->dev, bus, N, DMA_FROM_DEVICE);
	memmove(e->buf, e->buf + 16, N - 16); /* HERE moved */
	if (!fixed)
		dma_unmap_single(e->dev, bus, N, DMA_FROM_DEVICE);
	return is_pattern(e->buf, N - 16, 2);
}

/* An entry of a table that stays mapped is edited for the second transfer. */
static bool table_edit(struct edu *e)
{
	u32 *table = (u32 *)e->buf;
	dma_addr_t bus;

	memset(table, 0, N);
	bus = dma_map_single(e->dev, table, N, DMA_TO_DEVICE);
	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_fetch(e, bus, N);
	if (fixed)
		dma_sync_single_for_cpu(e->dev, bus, N, DMA_TO_DEVICE);
	table[5] = 0x12345678; /* HERE table_store */
	if (fixed)
		dma_sync_single_for_device(e->dev, bus, N, DMA_TO_DEVICE);
	edu_fetch(e, bus, N);
	dma_unmap_single(e->dev, bus, N, DMA_TO_DEVICE);
	return ((const u32 *)edu_look(e, N))[5] == 0x12345678;
}

/* The transfer is not started after all: the CPU itself fills the buffer, which
 * somebody else unmaps later. */
static bool fallback(struct edu *e)
{
	dma_addr_t bus = dma_map_single(e->dev, e->buf, N, DMA_FROM_DEVICE);

	if (dma_mapping_error(e->dev, bus))
		return false;
	if (fixed)
		dma_unmap_single(e->dev, bus, N, DMA_FROM_DEVICE);
	make_pattern(e->buf, N, 4); /* HERE fallback_store */
	if (!fixed)
		dma_unmap_single(e->dev, bus, N, DMA_FROM_DEVICE);
	return is_pattern(e->buf, N, 4);
}

/* A look at the header before the device has begun. */
static bool early_look(struct edu *e)
{
	dma_addr_t bus;
	u32 before;

	memset(e->buf, 0, N);
	bus = dma_map_single(e->dev, e->buf, N, DMA_FROM_DEVICE); /* HERE look_map */
	if (dma_mapping_error(e->dev, bus))
		return false;
	if (fixed)
		dma_sync_single_for_cpu(e->dev, bus, 4, DMA_FROM_DEVICE);
	before = READ_ONCE(*(u32 *)e->buf); /* HERE look_load */
	edu_set(e, N, 5);
	edu_write(e, bus, N);
	dma_unmap_single(e->dev, bus, N, DMA_FROM_DEVICE);
	return before == 0 && is_pattern(e->buf, N, 5);
}

struct descriptor {
	u32 flags, bytes;
	u64 address;
};

#define OWN 0x80000000

/* The owner bit of a descriptor that the device reads and writes. */
static bool own_flag(struct edu *e)
{
	struct descriptor *d = (struct descriptor *)e->buf;
	dma_addr_t bus;

	memset(d, 0, sizeof(*d));
	d->flags = 0x11;
	bus = dma_map_single(e->dev, d, sizeof(*d), DMA_BIDIRECTIONAL);
	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_fetch(e, bus, sizeof(*d));
	if (fixed)
		dma_sync_single_for_cpu(e->dev, bus, sizeof(*d), DMA_BIDIRECTIONAL);
	d->flags |= OWN; /* HERE own_flag */
	if (fixed)
		dma_sync_single_for_device(e->dev, bus, sizeof(*d), DMA_BIDIRECTIONAL);
	edu_fetch(e, bus, sizeof(*d));
	dma_unmap_single(e->dev, bus, sizeof(*d), DMA_BIDIRECTIONAL);
	return *(const u32 *)edu_look(e, 4) == (OWN | 0x11);
}

/* The same in a table that the device only reads. */
static bool table_flag(struct edu *e)
{
	struct descriptor *d = (struct descriptor *)e->buf;
	dma_addr_t bus;

	memset(d, 0, 4 * sizeof(*d));
	d[2].flags = 0x22;
	bus = dma_map_single(e->dev, d, 4 * sizeof(*d), DMA_TO_DEVICE);
	if (dma_mapping_error(e->dev, bus))
		return false;
	if (fixed)
		dma_sync_single_for_cpu(e->dev, bus, 4 * sizeof(*d), DMA_TO_DEVICE);
	d[2].flags |= OWN; /* HERE table_flag */
	if (fixed)
		dma_sync_single_for_device(e->dev, bus, 4 * sizeof(*d), DMA_TO_DEVICE);
	edu_fetch(e, bus, 4 * sizeof(*d));
	dma_unmap_single(e->dev, bus, 4 * sizeof(*d), DMA_TO_DEVICE);
	return ((const struct descriptor *)edu_look(e, 64))[2].flags == (OWN | 0x22);
}

static const struct edu_shape edu_shapes[] = {
	{ "after_map", after_map },   { "moved", moved },     { "table_edit", table_edit },
	{ "fallback", fallback },     { "early_look", early_look }, { "own_flag", own_flag },
	{ "table_flag", table_flag }, {},
};
