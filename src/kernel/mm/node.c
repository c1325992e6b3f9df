/* SPDX-License-Identifier: MIT */
/*
 * Memory nodes as drivers see them: the sets of nodes, and what NODE_DATA()
 * says, which lies in simulated RAM and is written once, at boot.
 */
#include "kernel/mm/node.h"

#include <linux/export.h>
#include <linux/mm.h>
#include <linux/mmzone.h>
#include <linux/nodemask.h>
#include "check/addrtype.h"
#include "host/mem.h"
#include "kernel/mm/page_alloc.h"
#include "kernel/mm/zone.h"

nodemask_t node_states[NR_NODE_STATES];
EXPORT_SYMBOL(node_states);
unsigned int nr_node_ids = 1, nr_online_nodes = 1;
EXPORT_SYMBOL(nr_node_ids);
EXPORT_SYMBOL(nr_online_nodes);

static struct pglist_data *node_data[DOCK_MAX_NODES];

struct pglist_data *dock_node_data(int nid)
{
	return nid >= 0 && nid < DOCK_MAX_NODES ? node_data[nid] : NULL;
}
EXPORT_SYMBOL(dock_node_data);

int numa_node_id(void)
{
	return dock_first_node();
}
EXPORT_SYMBOL(numa_node_id);

int page_to_nid(const struct page *page)
{
	dock_want_page((unsigned long)page, "page_to_nid");
	return dock_pfn_node(page_to_pfn(page));
}
EXPORT_SYMBOL(page_to_nid);

enum zone_type page_zonenum(const struct page *page)
{
	dock_want_page((unsigned long)page, "page_zonenum");
	return dock_pfn_zone(page_to_pfn(page));
}
EXPORT_SYMBOL(page_zonenum);

struct zone *page_zone(const struct page *page)
{
	unsigned long pfn = page_to_pfn(page);

	dock_want_page((unsigned long)page, "page_zone");
	return &node_data[dock_pfn_node(pfn)]->node_zones[dock_pfn_zone(pfn)];
}
EXPORT_SYMBOL(page_zone);

/* --- boot --- */

static unsigned long describe_zone(struct pglist_data *node, enum zone_type type,
				   unsigned long end)
{
	struct zone *z = &node->node_zones[type];
	struct dock_zone_facts facts;

	dock_zone_facts(node->node_id, type, &facts);
	z->node = node->node_id;
	z->zone_pgdat = node;
	z->name = facts.name;
	z->zone_start_pfn = facts.start;
	z->spanned_pages = facts.end - facts.start;
	z->present_pages = facts.present;
	atomic_long_set(&z->managed_pages, (long)facts.managed);
	if (!facts.present)
		return end;
	if (!node->node_present_pages)
		node->node_start_pfn = facts.start;
	node->nr_zones = type + 1;
	node->node_present_pages += facts.present;
	return max(end, facts.end);
}

static void describe(int nid)
{
	struct page *page = dock_alloc_own(GFP_ATOMIC | __GFP_ZERO, 0);
	struct pglist_data *node;
	unsigned long end = 0;

	BUILD_BUG_ON(sizeof(*node) > PAGE_SIZE);
	if (!page)
		host_die("no memory for the machine's own tables");
	node = node_data[nid] = page_address(page);
	node->node_id = nid;
	for (int z = 0; z < MAX_NR_ZONES; z++)
		end = describe_zone(node, z, end);
	node->node_spanned_pages = end - node->node_start_pfn;
	node->node_mem_map = pfn_to_page(node->node_start_pfn);
}

void dock_nodes_init(void)
{
	nr_online_nodes = 0;
	for (int n = 0; n < DOCK_MAX_NODES; n++) {
		if (!dock_node_has_memory(n))
			continue;
		describe(n);
		node_set(n, node_states[N_POSSIBLE]);
		node_set(n, node_states[N_ONLINE]);
		node_set(n, node_states[N_MEMORY]);
		if (node_data[n]->node_start_pfn < node_data[n]->node_zones[ZONE_HIGHMEM].zone_start_pfn ||
		    !populated_zone(&node_data[n]->node_zones[ZONE_HIGHMEM]))
			node_set(n, node_states[N_NORMAL_MEMORY]);
		nr_node_ids = (unsigned int)n + 1;
		nr_online_nodes++;
	}
	node_set(dock_first_node(), node_states[N_CPU]);
}
