/* SPDX-License-Identifier: MIT */
/*
 * The buddy allocator: blocks of 2^order pages, split on demand, joined when
 * both halves are free. The free lists run through struct page.
 */
#include "kernel/mm/page.h"
#include "kernel/mm/page_alloc.h"

#include <linux/bitops.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/string.h>
#include "check/dma.h"
#include "check/ledger.h"
#include "check/shadow.h"
#include "host/mem.h"
#include "kernel/sched/sched.h"
#include "machine/cache.h"
#include "machine/desc.h"
#include "machine/layout.h"

enum zone_type { ZONE_DMA, ZONE_DMA32, ZONE_NORMAL, NR_ZONES };

struct range {
	unsigned long start, end; /* pfn */
};

#define MAX_RANGES (2 * DOCK_DESC_MAX_BANKS)

struct zone {
	struct list_head free[MAX_ORDER];
	struct range fresh[MAX_RANGES]; /* never handed out, lowest first */
	int nr_fresh, at;
	unsigned long nr_free;
};

static struct zone zones[NR_ZONES];
static unsigned long max_pfn, total_pages;
static const struct dock_machine_desc *desc;

unsigned long dock_max_pfn(void)
{
	return max_pfn;
}

unsigned long dock_total_page_count(void)
{
	return total_pages;
}

bool dock_pfn_is_ram(unsigned long pfn)
{
	for (int i = 0; i < desc->nr_banks; i++)
		if (pfn >= desc->banks[i].base >> PAGE_SHIFT &&
		    pfn < (desc->banks[i].base + desc->banks[i].size) >> PAGE_SHIFT)
			return true;
	return false;
}

static struct zone *zone_of(unsigned long pfn)
{
	unsigned long phys = pfn << PAGE_SHIFT;

	if (phys < desc->zone_dma_end)
		return &zones[ZONE_DMA];
	if (phys < desc->zone_dma32_end)
		return &zones[ZONE_DMA32];
	return &zones[ZONE_NORMAL];
}

/* --- free blocks --- */

static void block_add(struct zone *z, struct page *page, unsigned int order)
{
	__set_bit(PG_buddy, &page->flags);
	page->buddy_order = (unsigned char)order;
	list_add(&page->lru, &z->free[order]);
	z->nr_free += 1UL << order;
}

static void block_del(struct zone *z, struct page *page, unsigned int order)
{
	list_del(&page->lru);
	__clear_bit(PG_buddy, &page->flags);
	page->buddy_order = 0;
	z->nr_free -= 1UL << order;
}

/* Is the block at @pfn free as a whole, in the lists, and of this order? */
static bool buddy_is_free(struct zone *z, unsigned long pfn, unsigned int order)
{
	struct page *page = pfn_to_page(pfn);

	return pfn < max_pfn && zone_of(pfn) == z && test_bit(PG_buddy, &page->flags) &&
	       page->buddy_order == order;
}

static void free_block(unsigned long pfn, unsigned int order)
{
	struct zone *z = zone_of(pfn);

	while (order < MAX_ORDER - 1 && buddy_is_free(z, pfn ^ (1UL << order), order)) {
		block_del(z, pfn_to_page(pfn ^ (1UL << order)), order);
		pfn &= ~(1UL << order);
		order++;
	}
	block_add(z, pfn_to_page(pfn), order);
}

/* Move the next piece of fresh memory into the lists; false: there is none. */
static bool zone_carve(struct zone *z)
{
	struct range *r = &z->fresh[z->at];
	unsigned int order = MAX_ORDER - 1;

	if (z->at >= z->nr_fresh)
		return false;
	while ((r->start & ((1UL << order) - 1)) || r->start + (1UL << order) > r->end)
		order--;
	z->nr_free -= 1UL << order; /* counted as free since boot; free_block counts again */
	r->start += 1UL << order;
	free_block(r->start - (1UL << order), order);
	if (r->start == r->end)
		z->at++;
	return true;
}

static struct page *zone_alloc(struct zone *z, unsigned int order)
{
	unsigned int o;
	struct page *page;

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

/* --- the interface --- */

static void prepare(struct page *page, unsigned int order, gfp_t gfp)
{
	for (unsigned long i = 0; i < 1UL << order; i++) {
		struct page *p = page + i;

		memset(p, 0, sizeof(*p));
		if ((gfp & __GFP_COMP) && i)
			p->compound_head = (unsigned long)page | 1;
	}
	if ((gfp & __GFP_COMP) && order) {
		SetPageHead(page);
		page->compound_order = (unsigned char)order;
	}
	atomic_set(&page->_refcount, 1);
}

static struct page *alloc_block(gfp_t gfp, unsigned int order)
{
	/* A machine without a zone has its memory in the next one. */
	enum zone_type top = (gfp & __GFP_DMA) && desc->zone_dma_end ? ZONE_DMA :
			     (gfp & (__GFP_DMA | __GFP_DMA32)) && desc->zone_dma32_end
				     ? ZONE_DMA32 : ZONE_NORMAL;
	struct page *page = NULL;

	if (order >= MAX_ORDER)
		return NULL;
	if (gfpflags_allow_blocking(gfp))
		might_sleep();
	for (int z = top; z >= 0 && !page; z--)
		page = zone_alloc(&zones[z], order);
	if (!page)
		return NULL;
	prepare(page, order, gfp);
	if (gfp & __GFP_ZERO)
		memset(page_address(page), 0, PAGE_SIZE << order);
	return page;
}

struct page *alloc_pages(gfp_t gfp, unsigned int order)
{
	struct page *page;

	dock_switch_point(50);
	page = alloc_block(gfp, order);
	if (page) {
		dock_ledger_alloc(page, order);
		dock_ledger_get(page, 1);
	}
	return page;
}
EXPORT_SYMBOL(alloc_pages);

struct page *dock_alloc_own(gfp_t gfp, unsigned int order)
{
	struct page *page = alloc_block(gfp, order);

	if (page) {
		dock_ledger_alloc(page, order);
		dock_ledger_own(page, order);
	}
	return page;
}

void dock_free_own(struct page *page, unsigned int order)
{
	atomic_set(&page->_refcount, 0);
	dock_page_release(page, order);
}

/* The last reference of a block is gone. */
void dock_page_release(struct page *page, unsigned int order)
{
	dock_dma_freed(page_to_phys(page), PAGE_SIZE << order);
	if (dock_ledger_free(page, order))
		return; /* quarantined */
	for (unsigned long i = 0; i < 1UL << order; i++)
		page[i].flags = page[i].compound_head = 0;
	page->compound_order = 0;
	free_block(page_to_pfn(page), order);
}

void __free_pages(struct page *page, unsigned int order)
{
	dock_switch_point(30);
	if (dock_ledger_entry(page)->state != DOCK_PAGE_LIVE ||
	    atomic_read(&page->_refcount) <= 0) {
		dock_ledger_free_of_free(page, "__free_pages");
		return;
	}
	dock_ledger_get(page, -1);
	if (atomic_dec_and_test(&page->_refcount)) {
		dock_page_release(page, order);
	} else if (!PageHead(page)) {
		/* Someone holds the first page: the others go now, as in Linux. */
		while (order-- > 0)
			dock_page_release(page + (1UL << order), order);
	}
}
EXPORT_SYMBOL(__free_pages);

unsigned long __get_free_pages(gfp_t gfp, unsigned int order)
{
	struct page *page = alloc_pages(gfp & ~__GFP_HIGHMEM, order);

	return page ? (unsigned long)page_address(page) : 0;
}
EXPORT_SYMBOL(__get_free_pages);

unsigned long get_zeroed_page(gfp_t gfp)
{
	return __get_free_pages(gfp | __GFP_ZERO, 0);
}
EXPORT_SYMBOL(get_zeroed_page);

void free_pages(unsigned long addr, unsigned int order)
{
	if (addr)
		__free_pages(virt_to_page(addr), order);
}
EXPORT_SYMBOL(free_pages);

void split_page(struct page *page, unsigned int order)
{
	for (unsigned long i = 1; i < 1UL << order; i++)
		atomic_set(&page[i]._refcount, 1);
}
EXPORT_SYMBOL(split_page);

void *alloc_pages_exact(size_t size, gfp_t gfp)
{
	unsigned int order = (unsigned int)get_order(size);
	struct page *page = alloc_pages(gfp & ~__GFP_COMP, order);
	unsigned long used = PAGE_ALIGN(size) >> PAGE_SHIFT;

	if (!page)
		return NULL;
	split_page(page, order);
	for (unsigned long i = used; i < 1UL << order; i++)
		__free_pages(page + i, 0);
	return page_address(page);
}
EXPORT_SYMBOL(alloc_pages_exact);

void free_pages_exact(void *virt, size_t size)
{
	for (unsigned long i = 0; i < PAGE_ALIGN(size); i += PAGE_SIZE)
		free_pages((unsigned long)virt + i, 0);
}
EXPORT_SYMBOL(free_pages_exact);

unsigned long totalram_pages(void)
{
	return total_pages;
}
EXPORT_SYMBOL(totalram_pages);

unsigned long dock_num_physpages(void)
{
	return total_pages;
}
EXPORT_SYMBOL(dock_num_physpages);

void *high_memory;
EXPORT_SYMBOL(high_memory);

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
	for (int i = 0; i < desc->nr_resources; i++) {
		unsigned long base = desc->resources[i].base >> PAGE_SHIFT;

		if (desc->resources[i].reserved && base > pfn && base < end)
			end = base;
	}
	for (int i = 0; i < 2; i++) {
		unsigned long edge = (i ? desc->zone_dma32_end : desc->zone_dma_end) >> PAGE_SHIFT;

		if (edge > pfn && edge < end)
			end = edge;
	}
	return end;
}

static void bank_init(const struct dock_desc_bank *b)
{
	unsigned long pfn = PFN_UP(b->base), end = (b->base + b->size) >> PAGE_SHIFT, stop;

	while (pfn < end) {
		if (pfn_reserved(pfn, &stop)) {
			for (; pfn < stop && pfn < end; pfn++) {
				SetPageReserved(pfn_to_page(pfn));
				atomic_set(&pfn_to_page(pfn)->_refcount, 1);
				dock_ledger_entry(pfn_to_page(pfn))->state = DOCK_PAGE_LIVE;
				dock_ledger_entry(pfn_to_page(pfn))->own = 1;
			}
			continue;
		}
		stop = stretch_end(pfn, end);
		if (zone_of(pfn)->nr_fresh == MAX_RANGES)
			host_die("too many stretches of memory in a zone");
		zone_of(pfn)->fresh[zone_of(pfn)->nr_fresh++] = (struct range){ pfn, stop };
		zone_of(pfn)->nr_free += stop - pfn;
		total_pages += stop - pfn;
		pfn = stop;
	}
}

static int windows_init(void)
{
	int err = host_ram_create(max_pfn << PAGE_SHIFT);

	if (!err)
		err = host_reserve(DOCK_USER_BASE, DOCK_USER_END - DOCK_USER_BASE);
	if (!err)
		err = host_reserve(DOCK_VMALLOC_BASE, DOCK_IOREMAP_END - DOCK_VMALLOC_BASE);
	if (!err)
		err = host_map_zero(DOCK_MEMMAP_BASE, PAGE_ALIGN(max_pfn * sizeof(struct page)));
	for (int i = 0; i < desc->nr_banks && !err; i++)
		err = host_ram_map(DOCK_LINEAR_BASE + desc->banks[i].base, desc->banks[i].base,
				   desc->banks[i].size, HOST_PROT_READ | HOST_PROT_WRITE);
	dock_hook_ram_end = max_pfn << PAGE_SHIFT;
	if (!err)
		err = dock_shadow_init(max_pfn << PAGE_SHIFT);
	if (!err)
		err = dock_cache_init(desc->dma_coherent, desc->cache_line, max_pfn << PAGE_SHIFT);
	return err ? err : dock_ledger_init(max_pfn);
}

int dock_mm_init(const struct dock_machine_desc *d)
{
	int err;

	desc = d;
	for (int i = 0; i < d->nr_banks; i++)
		max_pfn = max(max_pfn, (d->banks[i].base + d->banks[i].size) >> PAGE_SHIFT);
	high_memory = (void *)(PAGE_OFFSET + (max_pfn << PAGE_SHIFT));
	for (int z = 0; z < NR_ZONES; z++)
		for (int o = 0; o < MAX_ORDER; o++)
			INIT_LIST_HEAD(&zones[z].free[o]);
	err = windows_init();
	if (err)
		return err;
	for (int i = 0; i < d->nr_banks; i++)
		bank_init(&d->banks[i]);
	return 0;
}
