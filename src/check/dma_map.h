/* SPDX-License-Identifier: MIT */
/* One mapping in the ledger: the own of dma.c and of the rules (dma_rules.c about
 * accesses, dma_calls.c about calls, dma_report.c with what their reports share). */
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
	unsigned long load_pc, load_addr; /* the last load: a store to it soon after it is
					   * a read-modify-write */
	bool freed; /* its memory was freed (a block: lost), which was reported */
};

/* The next mapping after @after (NULL: the first) that has the byte, newest
 * first. @dev NULL: of any device. Mappings may overlap. */
struct dock_dma_map *dock_dma_next_bus(void *dev, unsigned long bus, struct dock_dma_map *after);
/* The next one that has a byte in the page. */
struct dock_dma_map *dock_dma_next_phys(unsigned long phys, struct dock_dma_map *after);
struct dock_dma_map *dock_dma_find_history(void *dev, unsigned long bus);
struct dock_dma_map *dock_dma_first(void);
u8 *dock_dma_bytes(struct dock_dma_map *m);
void dock_dma_forget(struct dock_dma_map *m);

/* A new mapping that the device may write: does it share cache lines? */
void dock_dma_check_lines(struct dock_dma_map *m);

struct dock_report;
const char *dock_dma_dir_name(int dir);
void dock_dma_report_map(struct dock_report *r, const struct dock_dma_map *m);
/* The stack of now and those of @m (may be NULL), and the report is sent. */
void dock_dma_report_end(struct dock_report *r, const struct dock_dma_map *m);

#endif
