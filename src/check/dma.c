/* SPDX-License-Identifier: MIT */
/* The ledger of DMA mappings: see dma.h. The rules are in dma_rules.c. */
#include "check/dma.h"

#include <linux/kernel.h>
#include <linux/string.h>
#include "check/dma_map.h"
#include "check/report.h"
#include "check/shadow.h"
#include "check/stack.h"
#include "check/timeline.h"
#include "core/rng.h"
#include "host/mem.h"
#include "machine/bus.h"
#include "machine/cache.h"

#define BUCKETS 4096
#define HISTORY 64

/* Where a mapping is found by an address: one entry for each page it touches. */
struct entry {
	struct entry *next;
	unsigned long page;
	struct dock_dma_map *map;
};

static struct entry *by_bus[BUCKETS], *by_phys[BUCKETS], *spare_entries;
static struct dock_dma_map *live, *spare_maps, *history[HISTORY];
static unsigned int nr_live, history_at;
static unsigned long next_id = 1;

/* --- the two indexes --- */

static unsigned long page_of(unsigned long addr)
{
	return addr >> 12;
}

static void index_add(struct entry **table, unsigned long start, struct dock_dma_map *m)
{
	unsigned long last = page_of(start + m->size - 1);

	for (unsigned long p = page_of(start); p <= last; p++) {
		struct entry *e = spare_entries;

		if (e)
			spare_entries = e->next;
		else
			e = host_alloc(sizeof(*e));
		e->page = p;
		e->map = m;
		e->next = table[p % BUCKETS];
		table[p % BUCKETS] = e;
	}
}

static void index_del(struct entry **table, unsigned long start, struct dock_dma_map *m)
{
	unsigned long last = page_of(start + m->size - 1);

	for (unsigned long p = page_of(start); p <= last; p++) {
		struct entry **at = &table[p % BUCKETS], *e;

		while ((*at)->map != m || (*at)->page != p)
			at = &(*at)->next;
		e = *at;
		*at = e->next;
		e->next = spare_entries;
		spare_entries = e;
	}
}

static bool contains(const struct dock_dma_map *m, void *dev, unsigned long bus)
{
	return (!dev || m->dev == dev) && bus >= m->bus && bus < m->bus + m->size;
}

struct dock_dma_map *dock_dma_next_bus(void *dev, unsigned long bus, struct dock_dma_map *after)
{
	bool found = !after;

	for (struct entry *e = by_bus[page_of(bus) % BUCKETS]; e; e = e->next) {
		if (e->page != page_of(bus))
			continue;
		if (found && contains(e->map, dev, bus))
			return e->map;
		found = found || e->map == after;
	}
	return NULL;
}

/* The next mapping after @after that has a byte (or a cache line) in the page. */
struct dock_dma_map *dock_dma_next_phys(unsigned long phys, struct dock_dma_map *after)
{
	bool found = !after;

	for (struct entry *e = by_phys[page_of(phys) % BUCKETS]; e; e = e->next) {
		if (e->page != page_of(phys))
			continue;
		if (found)
			return e->map;
		found = e->map == after;
	}
	return NULL;
}

struct dock_dma_map *dock_dma_find_history(void *dev, unsigned long bus)
{
	for (unsigned int i = 1; i <= HISTORY; i++) {
		struct dock_dma_map *m = history[(history_at - i) % HISTORY];

		if (m && contains(m, dev, bus))
			return m;
	}
	return NULL;
}

/* --- bytes --- */

u8 *dock_dma_bytes(struct dock_dma_map *m)
{
	if (!m->bytes) {
		m->bytes = host_alloc(m->size);
		if (m->cpu_owns)
			memset(m->bytes, DOCK_BYTE_CPU, m->size);
	}
	return m->bytes;
}

/* --- life --- */

/* The shadow of a mapping and of the cache lines that it shares. */
static void shadow(struct dock_dma_map *m, bool there)
{
	unsigned long line = dock_cache_line(), start = m->phys, end = m->phys + m->size;

	if (dock_dma_is_coherent(m->kind))
		return;
	if (m->dir != DOCK_DIR_TO) {
		start &= ~(line - 1);
		end = ALIGN(end, line);
	}
	dock_shadow_dma(start, end - start, there);
}

void dock_dma_mapped(void *dev, const char *name, unsigned long bus, unsigned long phys,
		     unsigned long size, int dir, enum dock_dma_kind kind, bool skip_sync)
{
	struct dock_dma_map *m = spare_maps;

	/* The cache's adversary wants to know, whatever the rules. */
	if (!size || (dock_no_check && dock_cache_coherent()))
		return;
	if (m)
		spare_maps = m->next;
	else
		m = host_alloc(sizeof(*m));
	*m = (struct dock_dma_map){ .dev = dev, .name = name, .bus = bus, .phys = phys,
				    .size = size, .dir = dir, .kind = kind, .id = next_id++,
				    .cpu_owns = skip_sync || dock_dma_is_coherent(kind),
				    .map_stack = dock_stack_keep() };
	m->next = live;
	if (live)
		live->prev = m;
	live = m;
	nr_live++;
	index_add(by_bus, bus, m);
	index_add(by_phys, phys, m);
	shadow(m, true);
	dock_timeline_map(m);
	if (m->dir != DOCK_DIR_TO && !dock_dma_is_coherent(kind) && !dock_no_check)
		dock_dma_check_lines(m);
}

/* Mappings may overlap: what is left of the shadow is drawn again. */
static void reshadow(unsigned long phys)
{
	struct dock_dma_map *m = NULL;

	while ((m = dock_dma_next_phys(phys, m)))
		shadow(m, true);
}

void dock_dma_forget(struct dock_dma_map *m)
{
	struct dock_dma_map **old = &history[history_at++ % HISTORY];

	index_del(by_bus, m->bus, m);
	index_del(by_phys, m->phys, m);
	shadow(m, false);
	reshadow(m->phys);
	if (page_of(m->phys + m->size - 1) != page_of(m->phys))
		reshadow(m->phys + m->size - 1);
	if (m->prev)
		m->prev->next = m->next;
	else
		live = m->next;
	if (m->next)
		m->next->prev = m->prev;
	nr_live--;
	host_free(m->bytes);
	m->bytes = NULL;
	m->unmap_stack = dock_stack_keep();
	dock_timeline_event(DOCK_TIMELINE_UNMAP, m->id, 0, m->size,
			    dock_stack_driver_pc(m->unmap_stack));
	if (*old) {
		(*old)->next = spare_maps;
		spare_maps = *old;
	}
	*old = m;
}

struct dock_dma_map *dock_dma_first(void)
{
	return live;
}

unsigned long dock_dma_live(void)
{
	return nr_live;
}

bool dock_dma_any(unsigned long *phys, unsigned long *len)
{
	struct dock_dma_map *m = live;
	unsigned long skip;

	if (!nr_live)
		return false;
	for (skip = dock_rng_below(nr_live); skip; skip--)
		m = m->next;
	if (dock_dma_is_coherent(m->kind))
		return false;
	*phys = m->phys;
	*len = m->size;
	return true;
}
