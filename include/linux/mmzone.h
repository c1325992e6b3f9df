/* SPDX-License-Identifier: MIT */
/*
 * Memory nodes and zones, as drivers may look at them. What the allocator works
 * with is Drydock's own: nothing follows from writing here.
 */
#ifndef _LINUX_MMZONE_H
#define _LINUX_MMZONE_H

#include <linux/atomic.h>
#include <linux/compiler.h>
#include <linux/nodemask.h>
#include <linux/numa.h>
#include <linux/types.h>
#include <asm/page.h>

/* Orders are 0 to 10. What MAX_ORDER meant changed before its name did. */
#define DOCK_NR_ORDERS		11
#if defined(DRYDOCK_CORE) || !DOCK_SINCE_6_4
#define MAX_ORDER		DOCK_NR_ORDERS
#elif !DOCK_SINCE_6_8
#define MAX_ORDER		(DOCK_NR_ORDERS - 1)
#endif
#if DOCK_SINCE_6_8
#define MAX_PAGE_ORDER		(DOCK_NR_ORDERS - 1)
#define NR_PAGE_ORDERS		DOCK_NR_ORDERS
#endif
#define MAX_ORDER_NR_PAGES	(1 << (DOCK_NR_ORDERS - 1))

enum zone_type {
	ZONE_DMA,
	ZONE_DMA32,
	ZONE_NORMAL,
	ZONE_HIGHMEM,
	MAX_NR_ZONES,
};

struct pglist_data;

struct zone {
	int node;
	struct pglist_data *zone_pgdat;
	unsigned long zone_start_pfn;
	unsigned long spanned_pages;	/* with holes */
	unsigned long present_pages;	/* without */
	atomic_long_t managed_pages;	/* in the allocator's hands */
	const char *name;
};

typedef struct pglist_data {
	struct zone node_zones[MAX_NR_ZONES];
	int nr_zones;
	struct page *node_mem_map;	/* of its first page frame */
	unsigned long node_start_pfn;
	unsigned long node_present_pages;
	unsigned long node_spanned_pages;
	int node_id;
} pg_data_t;

extern struct pglist_data *dock_node_data(int nid);
#define NODE_DATA(nid) dock_node_data(nid)
#define node_start_pfn(nid) (NODE_DATA(nid)->node_start_pfn)
#define node_end_pfn(nid) (NODE_DATA(nid)->node_start_pfn + NODE_DATA(nid)->node_spanned_pages)
#define node_present_pages(nid) (NODE_DATA(nid)->node_present_pages)
#define node_spanned_pages(nid) (NODE_DATA(nid)->node_spanned_pages)
#define zone_idx(zone) ((zone) - (zone)->zone_pgdat->node_zones)

static inline int is_highmem_idx(enum zone_type idx)
{
	return idx == ZONE_HIGHMEM;
}

static inline int is_highmem(struct zone *zone)
{
	return is_highmem_idx((enum zone_type)zone_idx(zone));
}

#if DOCK_SINCE_2_6_16
static inline int populated_zone(struct zone *zone)
{
	return zone->present_pages != 0;
}
#endif

#if DOCK_SINCE_5_0
static inline unsigned long zone_managed_pages(struct zone *zone)
{
	return (unsigned long)atomic_long_read(&zone->managed_pages);
}
#endif

/* The memory map: one array for all of the machine, whose nodes have parts of it. */
extern struct page *mem_map __dock(mem_map);

#endif
