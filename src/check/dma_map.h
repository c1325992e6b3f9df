/* SPDX-License-Identifier: MIT */
/* One mapping in the ledger: dma.c's and dma_rules.c's own. */
#ifndef DOCK_CHECK_DMA_MAP_H
#define DOCK_CHECK_DMA_MAP_H

#include <linux/types.h>
#include "check/dma.h"

#define DOCK_DIR_BOTH 0
#define DOCK_DIR_TO   1
#define DOCK_DIR_FROM 2

/* Of each byte. */
#define DOCK_BYTE_CPU	    1 /* it is the CPU's turn */
#define DOCK_BYTE_DEV_WROTE 2 /* since the last sync for the CPU */
#define DOCK_BYTE_CPU_WROTE 4 /* since the last sync for the device */

struct dock_dma_map {
	struct dock_dma_map *next, *prev;
	void *dev;
	const char *name;
	unsigned long id, bus, phys, size;
	int dir;
	enum dock_dma_kind kind;
	bool error_checked;
	bool cpu_owns; /* what a byte starts with */
	u8 *bytes;     /* NULL: all as they started */
	u32 map_stack, unmap_stack, sync_stack;
	bool synced, sync_for_cpu; /* the last sync, and its range in the mapping */
	unsigned long sync_off, sync_len;
	unsigned long load_pc, load_addr; /* the last load: a store to it is a read-modify-write */
};

/* @dev NULL: of any device. */
struct dock_dma_map *dock_dma_find_bus(void *dev, unsigned long bus);
struct dock_dma_map *dock_dma_find_start(void *dev, unsigned long bus);
struct dock_dma_map *dock_dma_next_phys(unsigned long phys, struct dock_dma_map *after);
struct dock_dma_map *dock_dma_find_history(void *dev, unsigned long bus);
struct dock_dma_map *dock_dma_first(void);
u8 *dock_dma_bytes(struct dock_dma_map *m);
void dock_dma_forget(struct dock_dma_map *m);

#endif
