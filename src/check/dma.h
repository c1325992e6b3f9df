/* SPDX-License-Identifier: MIT */
/*
 * The ledger of DMA mappings, and the rules about them.
 *
 * A streaming mapping gives its bytes to the device, in a direction; a sync for
 * the CPU lends them back, a sync for the device returns them, unmapping ends
 * it. For each byte the ledger knows whose turn it is, whether the device wrote
 * it since the last sync for the CPU, and whether the CPU wrote it since the
 * last sync for the device. The rules hold on every machine, also where nothing
 * visibly goes wrong.
 *
 * dma/mapping.c calls the first group, the bus the second, the shadow the third.
 */
#ifndef DOCK_CHECK_DMA_H
#define DOCK_CHECK_DMA_H

#include <linux/types.h>

struct dock_bus_master;

enum dock_dma_kind {
	DOCK_DMA_SINGLE,
	DOCK_DMA_PAGE,
	DOCK_DMA_COHERENT,
	DOCK_DMA_POOL, /* a block of a pool (dma/pool.c), coherent too */
};

static inline bool dock_dma_is_coherent(enum dock_dma_kind kind)
{
	return kind >= DOCK_DMA_COHERENT;
}

/* Direction: 0 both ways, 1 to the device, 2 from it (enum dma_data_direction).
 * @dev: the kernel's struct device; @name: for reports, valid while mapped.
 * @skip_sync: DMA_ATTR_SKIP_CPU_SYNC. */
void dock_dma_mapped(void *dev, const char *name, unsigned long bus, unsigned long phys,
		     unsigned long size, int dir, enum dock_dma_kind kind, bool skip_sync);
/* Before the unmapping is done: false means that it makes no sense (reported). */
bool dock_dma_unmapped(void *dev, const char *name, unsigned long bus, unsigned long size, int dir,
		       enum dock_dma_kind kind, bool skip_sync);
void dock_dma_synced(void *dev, const char *name, unsigned long bus, unsigned long size, int dir,
		     bool for_cpu);
void dock_dma_error_checked(void *dev, unsigned long bus);
/* A pool's block is free; or its user was told that it is lost. */
void dock_dma_block_freed(void *dev, unsigned long bus);
void dock_dma_block_lost(void *dev, unsigned long bus);
/* The driver leaves the device: what it still has mapped is a leak. */
void dock_dma_unbound(void *dev, const char *name);
/* Memory goes back to its allocator: mapped memory must not. */
void dock_dma_freed(unsigned long phys, unsigned long len);
unsigned long dock_dma_live(void);
/* A driver maps page frame @pfn to users, with @function. @is_there: the machine has
 * something there; @cached: users' accesses go through the cache. */
void dock_dma_shown_to_user(unsigned long pfn, bool is_there, bool cached, const char *function);

void dock_dma_watch_init(void); /* hears of the bus's transfers from now on */

void dock_dma_cpu_access(unsigned long addr, unsigned long phys, unsigned long len, bool write,
			 unsigned long pc);

/* The cache's adversary: any live mapping's memory, chosen by the seed. */
bool dock_dma_any(unsigned long *phys, unsigned long *len);

#endif
