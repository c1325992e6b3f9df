/* SPDX-License-Identifier: MIT */
/* Not broken: what looks like a mistake and is none. */
#include <linux/highmem.h>
#include "edu_dma.h"

#define N 256

/* No sync at map and unmap, but one by hand where it is needed. */
static bool skip_sync(struct edu *e)
{
	dma_addr_t bus;

	memset(e->buf, 0, N);
	bus = dma_map_single_attrs(e->dev, e->buf, N, DMA_FROM_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
	if (dma_mapping_error(e->dev, bus))
		return false;
	dma_sync_single_for_device(e->dev, bus, N, DMA_FROM_DEVICE);
	edu_set(e, N, 1);
	edu_write(e, bus, N);
	dma_sync_single_for_cpu(e->dev, bus, N, DMA_FROM_DEVICE);
	memcpy(e->copy, e->buf, N);
	dma_unmap_single_attrs(e->dev, bus, N, DMA_FROM_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
	return is_pattern(e->copy, N, 1);
}

/* The same memory is sent twice at a time, and a part of it a third time. */
static bool overlapping_sends(struct edu *e)
{
	dma_addr_t bus[3];
	bool right;

	make_pattern(e->buf, N, 2);
	bus[0] = dma_map_single(e->dev, e->buf, N, DMA_TO_DEVICE);
	bus[1] = dma_map_single(e->dev, e->buf, N, DMA_TO_DEVICE);
	bus[2] = dma_map_single(e->dev, e->buf + 10, 20, DMA_TO_DEVICE);
	for (int i = 0; i < 3; i++)
		if (dma_mapping_error(e->dev, bus[i]))
			return false;
	edu_fetch(e, bus[1], N);
	right = edu_holds(e, N, 2);
	dma_unmap_single(e->dev, bus[0], N, DMA_TO_DEVICE);
	dma_unmap_single(e->dev, bus[2], 20, DMA_TO_DEVICE);
	edu_fetch(e, bus[1], N);
	dma_unmap_single(e->dev, bus[1], N, DMA_TO_DEVICE);
	return right && edu_holds(e, N, 2);
}

/* A page that two devices may write, one after the other. */
static bool two_devices(struct edu *e)
{
	struct edu *other = &edus[nr_edus - 1];
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t bus, other_bus;
	bool right;

	if (!page)
		return false;
	bus = dma_map_page(e->dev, page, 0, N, DMA_FROM_DEVICE);
	other_bus = dma_map_page(other->dev, page, 0, N, DMA_FROM_DEVICE);
	if (dma_mapping_error(e->dev, bus) || dma_mapping_error(other->dev, other_bus))
		return false;
	edu_set(e, N, 3);
	edu_write(e, bus, N);
	dma_unmap_page(other->dev, other_bus, N, DMA_FROM_DEVICE);
	dma_unmap_page(e->dev, bus, N, DMA_FROM_DEVICE);
	right = is_pattern(page_address(page), N, 3);
	__free_page(page);
	return right;
}

/* A page that has no address, where the machine has such pages: mapped for the
 * device without one, and then for the CPU. */
static bool high_page(struct edu *e)
{
	struct page *page = alloc_page(GFP_HIGHUSER);
	dma_addr_t bus;
	bool right;
	char *p;

	if (!page)
		return false;
	bus = dma_map_page(e->dev, page, 512, N, DMA_FROM_DEVICE);
	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_set(e, N, 7);
	edu_write(e, bus, N);
	dma_unmap_page(e->dev, bus, N, DMA_FROM_DEVICE);
	p = kmap_local_page(page);
	right = is_pattern((u8 *)p + 512, N, 7);
	kunmap_local(p);
	__free_page(page);
	return right;
}

/* Only the header is synced and looked at; unmapped whole, by its start. */
static bool part_of_it(struct edu *e)
{
	dma_addr_t bus = dma_map_single(e->dev, e->buf, 2 * N, DMA_FROM_DEVICE);
	bool right;

	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_set(e, N, 4);
	edu_write(e, bus + N, N);
	dma_sync_single_range_for_cpu(e->dev, bus, N, 64, DMA_FROM_DEVICE);
	right = is_pattern(e->buf + N, 64, 4);
	dma_sync_single_range_for_device(e->dev, bus, N, 64, DMA_FROM_DEVICE);
	dma_unmap_single(e->dev, bus, 2 * N, DMA_FROM_DEVICE);
	return right && is_pattern(e->buf + N, N, 4);
}

/* Looks at what came so far, gives nothing back because it stored nothing, and
 * the device goes on. */
static bool peek(struct edu *e)
{
	dma_addr_t bus = dma_map_single(e->dev, e->buf, 2 * N, DMA_FROM_DEVICE);
	bool right = true;

	if (dma_mapping_error(e->dev, bus))
		return false;
	for (u8 i = 0; i < 2; i++) {
		edu_set(e, N, i);
		edu_write(e, bus + i * N, N);
		dma_sync_single_for_cpu(e->dev, bus, 2 * N, DMA_FROM_DEVICE);
		memcpy(e->copy, e->buf, 2 * N);
		right = right && is_pattern(e->copy + i * N, N, i);
	}
	dma_unmap_single(e->dev, bus, 2 * N, DMA_FROM_DEVICE);
	return right;
}

/* The device only reads it, so the CPU may read it too. */
static bool read_while_sent(struct edu *e)
{
	dma_addr_t bus;
	bool right;

	make_pattern(e->buf, N, 6);
	bus = dma_map_single(e->dev, e->buf, N, DMA_TO_DEVICE);
	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_start_fetch(e, bus, N);
	right = is_pattern(e->buf, N, 6);
	edu_wait(e);
	dma_unmap_single(e->dev, bus, N, DMA_TO_DEVICE);
	return right && edu_holds(e, N, 6);
}

/* Small objects of kmalloc, which takes care that this works. */
static bool neighbours(struct edu *e)
{
	u8 *p[8];
	dma_addr_t bus;
	bool right = true;

	for (int i = 0; i < 8; i++)
		p[i] = kzalloc(8, GFP_KERNEL);
	bus = dma_map_single(e->dev, p[3], 8, DMA_FROM_DEVICE);
	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_set(e, 8, 7);
	edu_start_write(e, bus, 8);
	for (int i = 0; i < 8; i++)
		if (i != 3)
			make_pattern(p[i], 8, (u8)i);
	edu_wait(e);
	dma_unmap_single(e->dev, bus, 8, DMA_FROM_DEVICE);
	for (int i = 0; i < 8; i++) {
		right = right && is_pattern(p[i], 8, i == 3 ? 7 : (u8)i);
		kfree(p[i]);
	}
	return right;
}

static bool coherent_attrs(struct edu *e)
{
	dma_addr_t bus;
	u8 *p = dma_alloc_attrs(e->dev, N, &bus, GFP_KERNEL, DMA_ATTR_WRITE_COMBINE);
	bool right;

	if (!p)
		return false;
	make_pattern(p, N, 8);
	edu_fetch(e, bus, N);
	right = edu_holds(e, N, 8);
	dma_free_attrs(e->dev, N, p, bus, DMA_ATTR_WRITE_COMBINE);
	return right;
}

/* Waits for a word of coherent memory, which both may use at any time. */
static bool coherent_poll(struct edu *e)
{
	dma_addr_t bus;
	volatile u32 *status = dma_alloc_coherent(e->dev, N, &bus, GFP_KERNEL);
	bool done = false;

	if (!status)
		return false;
	edu_set(e, 4, 9);
	*status = 0;
	edu_start_write(e, bus, 4);
	for (int i = 0; i < 10000 && !done; i++) {
		done = *status;
		udelay(10);
	}
	edu_wait(e);
	dma_free_coherent(e->dev, N, (void *)status, bus);
	return done;
}

/* A ring buffer used again and again, each time given back. */
static bool recycled(struct edu *e)
{
	dma_addr_t bus = dma_map_single(e->dev, e->buf, N, DMA_BIDIRECTIONAL);
	bool right = true;

	if (dma_mapping_error(e->dev, bus))
		return false;
	for (u8 i = 0; i < 5; i++) {
		dma_sync_single_for_cpu(e->dev, bus, N, DMA_BIDIRECTIONAL);
		make_pattern(e->buf, N, i);
		dma_sync_single_for_device(e->dev, bus, N, DMA_BIDIRECTIONAL);
		edu_fetch(e, bus, N);
		edu_set(e, N, (u8)(i + 50));
		edu_write(e, bus, N);
		dma_sync_single_for_cpu(e->dev, bus, N, DMA_BIDIRECTIONAL);
		right = right && is_pattern(e->buf, N, (u8)(i + 50));
		dma_sync_single_for_device(e->dev, bus, N, DMA_BIDIRECTIONAL);
	}
	dma_unmap_single(e->dev, bus, N, DMA_BIDIRECTIONAL);
	return right;
}

/* The start of an object is a header for the CPU, in a cache line of its own. */
static bool header_apart(struct edu *e)
{
	dma_addr_t bus = dma_map_single(e->dev, e->buf + L1_CACHE_BYTES, N, DMA_FROM_DEVICE);
	u32 *count = (u32 *)e->buf;
	bool right;

	if (dma_mapping_error(e->dev, bus))
		return false;
	*count = 0;
	edu_set(e, N, 11);
	edu_start_write(e, bus, N);
	++*count;
	edu_wait(e);
	++*count;
	dma_unmap_single(e->dev, bus, N, DMA_FROM_DEVICE);
	right = is_pattern(e->buf + L1_CACHE_BYTES, N, 11);
	return right && *count == 2;
}

static const struct edu_shape edu_shapes[] = {
	{ "skip_sync", skip_sync },	  { "overlapping_sends", overlapping_sends },
	{ "two_devices", two_devices },	  { "high_page", high_page },
	{ "part_of_it", part_of_it },
	{ "peek", peek },		  { "read_while_sent", read_while_sent },
	{ "neighbours", neighbours },	  { "coherent_attrs", coherent_attrs },
	{ "coherent_poll", coherent_poll }, { "recycled", recycled },
	{ "header_apart", header_apart }, {},
};
