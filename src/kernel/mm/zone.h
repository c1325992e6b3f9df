/* SPDX-License-Identifier: MIT */
/*
 * Memory nodes and their zones: the free pages of the buddy allocator.
 *
 * RAM costs nothing until it is used: the memory map is zeroed memory of the
 * host, and a zone knows up to where it has ever handed out pages ("fresh"
 * memory above needs no list).
 */
#ifndef DOCK_KERNEL_MM_ZONE_H
#define DOCK_KERNEL_MM_ZONE_H

#include <linux/gfp.h>
#include <linux/list.h>
#include <linux/mmzone.h>
#include <linux/types.h>

#define DOCK_MAX_NODES 256

struct dock_machine_desc;
struct dock_zone;
struct page;

/* What is known of a zone, in pages. */
struct dock_zone_facts {
	const char *name;
	unsigned long start, end;	     /* pfn, the end exclusive; equal: no pages */
	unsigned long present, managed, free;
	unsigned long blocks[MAX_ORDER];     /* free ones of each order */
};

void dock_zones_init(const struct dock_machine_desc *desc);

/* A block of 2^order pages from a zone that @gfp allows, of node @nid or, if
 * that has none and @gfp does not forbid it, of another. NULL: there is none. */
struct page *dock_zones_alloc(int nid, gfp_t gfp, unsigned int order);
void dock_zones_free(unsigned long pfn, unsigned int order);

/* Pages of the area for CMA, which only cma.c takes; they come back as others do. */
bool dock_cma_page_is_free(unsigned long pfn);
void dock_cma_page_take(unsigned long pfn);
unsigned long dock_cma_free_pages(void);

int dock_pfn_node(unsigned long pfn);	/* the lowest node for what is no RAM */
enum zone_type dock_pfn_zone(unsigned long pfn);

bool dock_node_has_memory(int nid);
int dock_first_node(void);
void dock_zone_facts(int nid, enum zone_type type, struct dock_zone_facts *facts);

#endif
