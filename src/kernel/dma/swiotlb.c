/* SPDX-License-Identifier: MIT */
/*
 * Bounce buffers: a pool of memory that every device can reach, in slots of
 * 2 KiB. A mapping takes a run of slots, at most 128; the pool remembers for
 * each slot where its data comes from.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/string.h>
#include "host/mem.h"
#include "kernel/dma/dma.h"
#include "kernel/mm/page_alloc.h"
#include "machine/desc.h"
#include "machine/ram.h"

#define SLOT_SHIFT 11
#define SLOT_BYTES (1UL << SLOT_SHIFT)
#define RUN_SLOTS  128UL

struct slot {
	phys_addr_t orig;  /* of the slot's first byte */
	unsigned long run; /* of the first slot of a mapping: its slots; else 0 */
	bool used;
};

static phys_addr_t pool;
static unsigned long nr_slots, next_slot;
static struct slot *slots;
static bool forced;

/* The pool is made of the largest blocks there are, which must lie in a row. */
int dock_swiotlb_init(const struct dock_machine_desc *desc)
{
	unsigned long block = PAGE_SIZE << (MAX_ORDER - 1), got = 0;

	forced = desc->swiotlb_force;
	while (got < desc->swiotlb_bytes) {
		struct page *page = dock_alloc_own(GFP_KERNEL | GFP_DMA32, MAX_ORDER - 1);
		phys_addr_t phys;

		if (!page)
			return -ENOMEM;
		phys = page_to_phys(page);
		if (got && phys != pool + got)
			break;
		if (!got)
			pool = phys;
		got += block;
	}
	nr_slots = got >> SLOT_SHIFT;
	if (nr_slots)
		slots = host_alloc(nr_slots * sizeof(*slots));
	return 0;
}

bool dock_swiotlb_forced(void)
{
	return forced && nr_slots;
}

bool dock_swiotlb_is(phys_addr_t phys)
{
	return phys >= pool && phys < pool + (nr_slots << SLOT_SHIFT);
}

size_t dock_swiotlb_max(void)
{
	return nr_slots ? RUN_SLOTS << SLOT_SHIFT : 0;
}

/*
 * A run of @n free slots inside one group of RUN_SLOTS, from a multiple of
 * @stride; nr_slots: none.
 */
static unsigned long find_run(unsigned long n, unsigned long stride)
{
	for (unsigned long tried = 0, i = next_slot; tried < nr_slots;) {
		unsigned long k = 0;

		i = ALIGN(i, stride);
		if (i >= nr_slots)
			i = 0;
		if (i % RUN_SLOTS + n <= RUN_SLOTS)
			while (k < n && !slots[i + k].used)
				k++;
		if (k == n)
			return i;
		tried += k + 1;
		i += k + 1;
	}
	return nr_slots;
}

phys_addr_t dock_swiotlb_map(struct device *dev, phys_addr_t orig, size_t size)
{
	unsigned long n = (size + SLOT_BYTES - 1) >> SLOT_SHIFT, at;
	/* A page or more begins at a page, as Linux has it. */
	unsigned long stride = size < PAGE_SIZE ? 1 : PAGE_SIZE / SLOT_BYTES;
	phys_addr_t bounce;

	if (!nr_slots || n > RUN_SLOTS)
		return (phys_addr_t)DMA_MAPPING_ERROR;
	at = find_run(n, stride);
	if (at == nr_slots)
		return (phys_addr_t)DMA_MAPPING_ERROR;
	for (unsigned long i = 0; i < n; i++)
		slots[at + i] = (struct slot){ .orig = orig + (i << SLOT_SHIFT), .used = true };
	slots[at].run = n;
	next_slot = at + n;
	bounce = pool + (at << SLOT_SHIFT);
	/* Whatever the direction: what the device leaves alone must stay. */
	host_memcpy(dock_ram(bounce), dock_ram(orig), size);
	return bounce;
}

void dock_swiotlb_copy(phys_addr_t bounce, size_t size, bool to_original)
{
	const struct slot *s = &slots[(bounce - pool) >> SLOT_SHIFT];
	phys_addr_t orig = s->orig + ((bounce - pool) & (SLOT_BYTES - 1));

	if (!s->used)
		return;
	if (to_original)
		host_memcpy(dock_ram(orig), dock_ram(bounce), size);
	else
		host_memcpy(dock_ram(bounce), dock_ram(orig), size);
}

void dock_swiotlb_unmap(phys_addr_t bounce, size_t size, enum dma_data_direction dir, bool copy)
{
	unsigned long at = (bounce - pool) >> SLOT_SHIFT, n = slots[at].run;

	if (copy && dir != DMA_TO_DEVICE)
		dock_swiotlb_copy(bounce, size, true);
	for (unsigned long i = 0; i < n; i++)
		slots[at + i] = (struct slot){ .used = false };
}
