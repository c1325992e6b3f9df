/* SPDX-License-Identifier: MIT */
/*
 * The buddy allocator: blocks of 2^order pages, split on demand, joined when
 * both halves are free. The free lists run through struct page.
 *
 * Single pages that are freed wait in a list of their own, and the one that came
 * last goes first: they are joined only when somebody wants more than one page, or
 * looks. So whoever asks finds the same blocks as if they had been joined at once.
 */
#include "kernel/mm/zone.h"

#include <linux/bitops.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/string.h>
#include "check/ledger.h"
#include "core/breaks.h"
#include "host/mem.h"
#include "kernel/mm/page_alloc.h"
#include "machine/desc.h"

struct range {
	unsigned long start, end; /* pfn */
};

#define MAX_RANGES (2 * DOCK_DESC_MAX_BANKS)
#define ISA_END	   (0x100000 >> PAGE_SHIFT)

struct dock_zone {
	struct list_head single;	 /* freed, not joined yet */
	struct list_head free[MAX_ORDER];
	unsigned long blocks[MAX_ORDER]; /* in each list */
	struct range fresh[MAX_RANGES];	 /* never handed out, lowest first */
	int nr_fresh, at;
	unsigned long nr_free, present, managed, start, end;
};

struct node {
	struct dock_zone zones[MAX_NR_ZONES];
};

static struct node *nodes[DOCK_MAX_NODES]; /* NULL: there is no such node */
static const struct dock_machine_desc *desc;
static int first_node;
static bool has_isa_hole; /* a PC: its RAM begins below 1 MiB */

/* --- what is where --- */

static const struct dock_desc_bank *bank_of(unsigned long pfn)
{
	for (int i = 0; i < desc->nr_banks; i++)
		if (pfn >= desc->banks[i].base >> PAGE_SHIFT &&
		    pfn < (desc->banks[i].base + desc->banks[i].size) >> PAGE_SHIFT)
			return &desc->banks[i];
	return NULL;
}

static bool has_no_map;

static bool is_kept(unsigned long pfn)
{
	const struct dock_desc_resource *r;

	if (desc->mem_limit && pfn >= desc->mem_limit >> PAGE_SHIFT)
		return true;
	r = has_no_map ? dock_desc_next_no_map(desc, pfn << PAGE_SHIFT) : NULL;
	return r && pfn >= r->base >> PAGE_SHIFT;
}

bool dock_pfn_is_ram(unsigned long pfn)
{
	return bank_of(pfn) && !is_kept(pfn);
}

bool dock_pfn_is_memory(unsigned long pfn)
{
	return bank_of(pfn) != NULL;
}

/* The firmware's page and the ISA hole: they have pages, which are reserved. */
static bool is_isa_hole(unsigned long pfn)
{
	return pfn < ISA_END && has_isa_hole && !bank_of(pfn) &&
	       !DOCK_BREAK("simple-pages-of-the-isa-hole");
}

bool dock_pfn_has_page(unsigned long pfn)
{
	return dock_pfn_is_ram(pfn) || is_isa_hole(pfn);
}

bool dock_pfn_is_high(unsigned long pfn)
{
	return desc->high_start && pfn >= desc->high_start >> PAGE_SHIFT;
}

int dock_pfn_node(unsigned long pfn)
{
	const struct dock_desc_bank *b = bank_of(pfn);

	return b && nodes[b->node] ? b->node : first_node;
}

enum zone_type dock_pfn_zone(unsigned long pfn)
{
	unsigned long phys = pfn << PAGE_SHIFT;

	if (dock_pfn_is_high(pfn))
		return ZONE_HIGHMEM;
	if (phys < desc->zone_dma_end)
		return ZONE_DMA;
	return phys < desc->zone_dma32_end ? ZONE_DMA32 : ZONE_NORMAL;
}

/* RAM of one zone that was asked about last: nearly always what is asked next. */
static struct {
	struct range range;
	struct dock_zone *zone;
} last;

/* The area of CMA has a zone of its own, in which nobody looks for pages: those that
 * come back wait in its list of single pages. */
static struct dock_zone cma_zone;
static struct range cma;

static bool is_cma(unsigned long pfn)
{
	return pfn >= cma.start && pfn < cma.end;
}

static void bound(unsigned long pfn, unsigned long edge_bytes)
{
	unsigned long edge = edge_bytes >> PAGE_SHIFT;

	if (pfn < edge)
		last.range.end = min(last.range.end, edge);
	else
		last.range.start = max(last.range.start, edge);
}

static noinline struct dock_zone *find_zone(unsigned long pfn)
{
	const struct dock_desc_bank *b = bank_of(pfn);

	last.range = (struct range){ pfn, pfn + 1 };
	if (b)
		last.range = (struct range){ PFN_UP(b->base), (b->base + b->size) >> PAGE_SHIFT };
	bound(pfn, desc->zone_dma_end);
	bound(pfn, desc->zone_dma32_end);
	bound(pfn, desc->high_start);
	bound(pfn, cma.start << PAGE_SHIFT);
	bound(pfn, cma.end << PAGE_SHIFT);
	if (is_cma(pfn))
		return last.zone = &cma_zone;
	last.zone = &nodes[dock_pfn_node(pfn)]->zones[dock_pfn_zone(pfn)];
	return last.zone;
}

static struct dock_zone *zone_of(unsigned long pfn)
{
	if (likely(pfn >= last.range.start && pfn < last.range.end))
		return last.zone;
	return find_zone(pfn);
}

bool dock_node_has_memory(int nid)
{
	return nid >= 0 && nid < DOCK_MAX_NODES && nodes[nid];
}

int dock_first_node(void)
{
	return first_node;
}

/* --- free blocks --- */

static void block_add(struct dock_zone *z, struct page *page, unsigned int order)
{
	__set_bit(PG_buddy, &page->flags);
	page->buddy_order = (unsigned char)order;
	list_add(&page->lru, &z->free[order]);
	z->blocks[order]++;
	z->nr_free += 1UL << order;
}

static void block_del(struct dock_zone *z, struct page *page, unsigned int order)
{
	list_del(&page->lru);
	__clear_bit(PG_buddy, &page->flags);
	page->buddy_order = 0;
	z->blocks[order]--;
	z->nr_free -= 1UL << order;
}

/* Is the block at @pfn free as a whole, in the lists, and of this order? */
static bool buddy_is_free(struct dock_zone *z, unsigned long pfn, unsigned int order)
{
	struct page *page = pfn_to_page(pfn);

	return pfn < dock_max_pfn() && test_bit(PG_buddy, &page->flags) &&
	       page->buddy_order == order && zone_of(pfn) == z;
}

static void free_block(struct dock_zone *z, unsigned long pfn, unsigned int order)
{
	while (order < MAX_ORDER - 1 && buddy_is_free(z, pfn ^ (1UL << order), order)) {
		block_del(z, pfn_to_page(pfn ^ (1UL << order)), order);
		pfn &= ~(1UL << order);
		order++;
	}
	block_add(z, pfn_to_page(pfn), order);
}

void dock_zones_free(unsigned long pfn, unsigned int order)
{
	struct dock_zone *z = zone_of(pfn);

	if (order) {
		BUG_ON(z == &cma_zone); /* each of its pages is a block */
		free_block(z, pfn, order);
		return;
	}
	list_add(&pfn_to_page(pfn)->lru, &z->single);
	z->nr_free++;
}

static void join_singles(struct dock_zone *z)
{
	struct page *page, *next;

	list_for_each_entry_safe(page, next, &z->single, lru) {
		z->nr_free--; /* free_block counts it again */
		free_block(z, page_to_pfn(page), 0);
	}
	INIT_LIST_HEAD(&z->single);
}

static struct page *single_take(struct dock_zone *z)
{
	struct page *page = list_first_entry(&z->single, struct page, lru);

	list_del(&page->lru);
	z->nr_free--;
	return page;
}

/* Never handed out, or come back and not kept out of use. */
bool dock_cma_page_is_free(unsigned long pfn)
{
	const struct page *page = pfn_to_page(pfn);
	const struct dock_page_entry *e = dock_ledger_entry(page);

	return e->state == DOCK_PAGE_UNUSED ||
	       (e->state == DOCK_PAGE_FREED && !e->handed && !page->flags);
}

void dock_cma_page_take(unsigned long pfn)
{
	struct page *page = pfn_to_page(pfn);

	if (dock_ledger_entry(page)->state == DOCK_PAGE_FREED)
		list_del(&page->lru);
	cma_zone.nr_free--;
}

unsigned long dock_cma_free_pages(void)
{
	return cma_zone.nr_free;
}

/* The largest block that fresh memory begins with. */
static unsigned int fresh_order(const struct range *r)
{
	unsigned int order = MAX_ORDER - 1;

	while ((r->start & ((1UL << order) - 1)) || r->start + (1UL << order) > r->end)
		order--;
	return order;
}

/* Move the next piece of fresh memory into the lists; false: there is none. */
static bool zone_carve(struct dock_zone *z)
{
	struct range *r = &z->fresh[z->at];
	unsigned int order;

	if (z->at >= z->nr_fresh)
		return false;
	order = fresh_order(r);
	z->nr_free -= 1UL << order; /* counted as free since boot; free_block counts again */
	r->start += 1UL << order;
	free_block(z, r->start - (1UL << order), order);
	if (r->start == r->end)
		z->at++;
	return true;
}

static struct page *zone_alloc(struct dock_zone *z, unsigned int order)
{
	unsigned int o;
	struct page *page;

	if (!list_empty(&z->single)) {
		if (!order)
			return single_take(z);
		join_singles(z);
	}
	do {
		for (o = order; o < MAX_ORDER; o++)
			if (!list_empty(&z->free[o]))
				goto found;
	} while (zone_carve(z));
	return NULL;
found:
	page = list_first_entry(&z->free[o], struct page, lru);
	block_del(z, page, o);
	while (o > order) {
		o--;
		block_add(z, page + (1UL << o), o);
	}
	return page;
}

/* --- where a request is served --- */

/* The highest zone that is allowed. A machine without a zone has its memory in
 * the next one. */
static enum zone_type top_zone(gfp_t gfp)
{
	if ((gfp & __GFP_DMA) && desc->zone_dma_end && !DOCK_BREAK("zones-by-flags"))
		return ZONE_DMA;
	if ((gfp & (__GFP_DMA | __GFP_DMA32)) && desc->zone_dma32_end)
		return ZONE_DMA32;
	return gfp & __GFP_HIGHMEM ? ZONE_HIGHMEM : ZONE_NORMAL;
}

static struct page *node_alloc(struct node *n, enum zone_type top, unsigned int order)
{
	struct page *page = NULL;

	for (int z = top; z >= 0 && !page; z--)
		if (n->zones[z].nr_free)
			page = zone_alloc(&n->zones[z], order);
	return page;
}

struct page *dock_zones_alloc(int nid, gfp_t gfp, unsigned int order)
{
	enum zone_type top = top_zone(gfp);
	struct page *page = dock_node_has_memory(nid) ? node_alloc(nodes[nid], top, order) : NULL;

	if (likely(page) || (gfp & __GFP_THISNODE))
		return page;
	for (int i = 1; i < DOCK_MAX_NODES && !page; i++) {
		int n = (nid + i) % DOCK_MAX_NODES;

		if (nodes[n])
			page = node_alloc(nodes[n], top, order);
	}
	return page;
}

/* --- facts --- */

static void count_fresh(const struct dock_zone *z, unsigned long *blocks)
{
	for (int i = z->at; i < z->nr_fresh; i++) {
		struct range r = z->fresh[i];

		while (r.start < r.end) {
			unsigned int order = fresh_order(&r);
			/* Of the largest blocks there may be very many. */
			unsigned long n = order == MAX_ORDER - 1 ? (r.end - r.start) >> order : 1;

			blocks[order] += n;
			r.start += n << order;
		}
	}
}

void dock_zone_facts(int nid, enum zone_type type, struct dock_zone_facts *facts)
{
	static const char *const names[] = { "DMA", "DMA32", "Normal", "HighMem" };
	struct dock_zone *z = &nodes[nid]->zones[type];

	join_singles(z);
	*facts = (struct dock_zone_facts){ .name = names[type], .start = z->start, .end = z->end,
					   .present = z->present, .managed = z->managed,
					   .free = z->nr_free };
	memcpy(facts->blocks, z->blocks, sizeof(facts->blocks));
	count_fresh(z, facts->blocks);
}

/* --- boot --- */

static bool pfn_reserved(unsigned long pfn, unsigned long *end)
{
	for (int i = 0; i < desc->nr_resources; i++) {
		const struct dock_desc_resource *r = &desc->resources[i];

		if (r->reserved && pfn >= r->base >> PAGE_SHIFT &&
		    pfn << PAGE_SHIFT < r->base + r->size) {
			*end = PFN_UP(r->base + r->size);
			return true;
		}
	}
	return false;
}

/* The end of the stretch from @pfn that is free memory of one zone. */
static unsigned long stretch_end(unsigned long pfn, unsigned long end)
{
	const unsigned long edges[] = { desc->zone_dma_end, desc->zone_dma32_end,
					desc->high_start, desc->cma_base };

	for (int i = 0; i < desc->nr_resources; i++) {
		unsigned long base = desc->resources[i].base >> PAGE_SHIFT;

		if (desc->resources[i].reserved && base > pfn && base < end)
			end = base;
	}
	for (unsigned int i = 0; i < ARRAY_SIZE(edges); i++)
		if (edges[i] >> PAGE_SHIFT > pfn && edges[i] >> PAGE_SHIFT < end)
			end = edges[i] >> PAGE_SHIFT;
	return end;
}

static void span(struct dock_zone *z, unsigned long start, unsigned long end)
{
	z->start = z->end ? min(z->start, start) : start;
	z->end = max(z->end, end);
}

static void page_init_reserved(unsigned long pfn)
{
	struct page *page = pfn_to_page(pfn);

	SetPageReserved(page);
	atomic_set(&page->_refcount, 1);
	dock_ledger_entry(page)->state = DOCK_PAGE_LIVE;
	dock_ledger_entry(page)->own = 1;
}

static void reserve_page(unsigned long pfn)
{
	struct dock_zone *z = zone_of(pfn);

	page_init_reserved(pfn);
	z->present++;
	span(z, pfn, pfn + 1);
}

static void add_fresh(unsigned long start, unsigned long end)
{
	struct dock_zone *z = zone_of(start);

	if (z->nr_fresh == MAX_RANGES)
		host_die("too many stretches of memory in a zone");
	z->fresh[z->nr_fresh++] = (struct range){ start, end };
	z->nr_free += end - start;
	z->managed += end - start;
	z->present += end - start;
	span(z, start, end);
}

/* It counts as memory of its zone. */
static void cma_init(unsigned long pfn)
{
	struct dock_zone *z = &nodes[dock_pfn_node(pfn)]->zones[dock_pfn_zone(pfn)];

	INIT_LIST_HEAD(&cma_zone.single);
	cma_zone.nr_free = cma.end - cma.start;
	z->managed += cma_zone.nr_free;
	z->present += cma_zone.nr_free;
	span(z, cma.start, cma.end);
}

static void bank_init(const struct dock_desc_bank *b)
{
	unsigned long pfn = PFN_UP(b->base), end = (b->base + b->size) >> PAGE_SHIFT, stop;

	if (desc->mem_limit)
		end = min(end, desc->mem_limit >> PAGE_SHIFT);
	while (pfn < end) {
		if (is_cma(pfn)) {
			cma_init(pfn);
			pfn = cma.end;
			continue;
		}
		if (pfn_reserved(pfn, &stop)) {
			for (; pfn < stop && pfn < end; pfn++)
				if (!is_kept(pfn))
					reserve_page(pfn);
			continue;
		}
		stop = stretch_end(pfn, end);
		add_fresh(pfn, stop);
		pfn = stop;
	}
}

static void node_init(int nid)
{
	if (nodes[nid])
		return;
	nodes[nid] = host_alloc(sizeof(*nodes[nid]));
	for (int z = 0; z < MAX_NR_ZONES; z++) {
		INIT_LIST_HEAD(&nodes[nid]->zones[z].single);
		for (int o = 0; o < MAX_ORDER; o++)
			INIT_LIST_HEAD(&nodes[nid]->zones[z].free[o]);
	}
}

void dock_zones_init(const struct dock_machine_desc *d)
{
	desc = d;
	cma = (struct range){ d->cma_base >> PAGE_SHIFT,
			      (d->cma_base + d->cma_size) >> PAGE_SHIFT };
	has_no_map = dock_desc_next_no_map(d, 0);
	for (int i = 0; i < d->nr_banks; i++)
		if (!is_kept(d->banks[i].base >> PAGE_SHIFT))
			node_init(d->banks[i].node);
	while (!nodes[first_node])
		first_node++;
	for (int i = 0; i < d->nr_banks; i++)
		bank_init(&d->banks[i]);
	for (int i = 0; i < d->nr_banks; i++)
		has_isa_hole |= PFN_UP(d->banks[i].base) < ISA_END;
	for (unsigned long pfn = 0; pfn < ISA_END; pfn++)
		if (is_isa_hole(pfn))
			page_init_reserved(pfn);
}
