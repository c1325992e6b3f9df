/* SPDX-License-Identifier: MIT */
/* Planted faults of the DMA layer: see broken.h. */
#include "kernel/dma/broken.h"

#include <linux/bitops.h>
#include <linux/dma-mapping.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/sizes.h>
#include <linux/string.h>
#include "machine/ram.h"

#ifdef DOCK_TEST_BREAKS
#define LINE   64UL
#define SECTOR 512UL

static size_t given_back; /* how much was freed last */

static void spoil(phys_addr_t phys, size_t from, size_t size)
{
	if (from < size)
		memset(dock_ram(phys + from), 0, size - from);
}

static bool refuses(size_t size, enum dma_data_direction dir)
{
	static size_t taken; /* by large ones: never given back */

	if (DOCK_BREAK("mappings"))
		return dir == DMA_BIDIRECTIONAL && !PAGE_ALIGNED(size);
	if (DOCK_BREAK("mappings-large")) /* as if there were bounce buffers */
		return size > SZ_256K;
	return DOCK_BREAK("mappings-again") && size >= SZ_128K && (taken += size) > SZ_64M;
}

/* What the CPU had written is lost by a mapping. True: no mapping at all. */
bool dock_dma_broken_map(phys_addr_t phys, size_t size, enum dma_data_direction dir)
{
	if ((DOCK_BREAK("partial-from-device") && dir == DMA_FROM_DEVICE) ||
	    (DOCK_BREAK("partial-both-ways") && dir == DMA_BIDIRECTIONAL))
		spoil(phys, 0, size);
	return refuses(size, dir);
}

/* The last line, where only one byte of it is left. */
static size_t last_line(size_t size)
{
	return size > LINE && size % LINE == 1 ? size - 1 : size;
}

void dock_dma_broken_unmap(phys_addr_t phys, size_t size)
{
	if (DOCK_BREAK("sizes-streaming"))
		spoil(phys, last_line(size), size);
}

void dock_dma_broken_sync(phys_addr_t phys, size_t size)
{
	static size_t before; /* how far the last one reached */
	size_t reach = max(before, SECTOR);

	before = size;
	if (DOCK_BREAK("sizes-sync"))
		spoil(phys, last_line(size), size);
	if (DOCK_BREAK("sync-both-ways")) /* no farther than that */
		spoil(phys, reach, size);
	if (DOCK_BREAK("whole-buffer") && PAGE_ALIGNED(ALIGN(phys + size, LINE)))
		spoil(phys, 0, size); /* an end that is 0 in the next page */
}

void dock_dma_broken_alloc(void *cpu, size_t size)
{
	if (DOCK_BREAK("coherent-below-a-page") && size == PAGE_SIZE)
		memset(cpu, 0xff, size);
	if (DOCK_BREAK("coherent-above-a-page") && size > 2 * PAGE_SIZE)
		memset(cpu + 2 * PAGE_SIZE, 0xff, size - 2 * PAGE_SIZE);
}

void dock_dma_broken_coherent(void *cpu, size_t size)
{
	if (DOCK_BREAK("coherent-zero-again") && size == given_back)
		memset(cpu, 0xff, size);
}

void dock_dma_broken_free(size_t size)
{
	given_back = size;
}

u64 dock_dma_broken_mask(u64 mask)
{
	if (DOCK_BREAK("masks-taken") && mask > DMA_BIT_MASK(32) && mask <= DMA_BIT_MASK(63))
		return DMA_BIT_MASK(32);
	return DOCK_BREAK("masks-with-holes") ? DMA_BIT_MASK(fls64(mask)) : mask;
}
#endif
