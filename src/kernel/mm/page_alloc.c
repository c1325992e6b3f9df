/* SPDX-License-Identifier: MIT */
/* Pages for drivers and for the kernel itself, and the windows over RAM. */
#include "kernel/mm/page_alloc.h"

#include <linux/bitops.h>
#include <linux/export.h>
#include <linux/highmem.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/panic.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/swap.h>
#include "check/addrtype.h"
#include "check/dma.h"
#include "check/ledger.h"
#include "check/shadow.h"
#include "core/breaks.h"
#include "host/mem.h"
#include "kernel/mm/cma.h"
#include "kernel/mm/node.h"
#include "kernel/mm/page.h"
#include "kernel/mm/page_fail.h"
#include "kernel/mm/zone.h"
#include "kernel/sched/sched.h"
#include "machine/cache.h"
#include "machine/desc.h"
#include "machine/layout.h"
#include "machine/ram.h"

static unsigned long max_pfn, total_pages;

unsigned long dock_max_pfn(void)
{
	return max_pfn;
}

unsigned long dock_total_page_count(void)
{
	return total_pages;
}

/* --- the interface --- */

static void prepare(struct page *page, unsigned int order, gfp_t gfp)
{
	for (unsigned long i = 0; i < 1UL << order; i++) {
		struct page *p = page + i;

		*p = (struct page){ 0 };
		if ((gfp & __GFP_COMP) && i)
			p->compound_head = (unsigned long)page | 1;
	}
	if ((gfp & __GFP_COMP) && order) {
		__set_bit(PG_head, &page->flags);
		page->compound_order = (unsigned char)order;
	}
	atomic_set(&page->_refcount, 1);
	if (DOCK_BREAK("block-of-pages") && order == 2 && !PageHead(page))
		atomic_set(&page[1]._refcount, 1);
	if (DOCK_BREAK("compound-block") && order == 2)
		page[2].compound_head = 0;
	if (DOCK_BREAK("flags-of-a-page"))
		SetPageReferenced(page);
}

/* __GFP_NOFAIL: until somebody frees. Nothing is reclaimed here, so if nobody does
 * for ten seconds, nobody will. */
static struct page *wait_for_block(int nid, gfp_t gfp, unsigned int order)
{
	struct page *page = NULL;

	if (!(gfp & __GFP_NOFAIL) || WARN_ON_ONCE(!gfpflags_allow_blocking(gfp)))
		return NULL;
	WARN_ON_ONCE(order > 1);
	for (int tries = 0; !page && tries < 1000; tries++) {
		schedule_timeout_uninterruptible(msecs_to_jiffies(10));
		page = dock_zones_alloc(nid, gfp, order);
	}
	if (!page)
		panic("System is deadlocked on memory\n");
	return page;
}

static struct page *alloc_block(int nid, gfp_t gfp, unsigned int order)
{
	struct page *page;

	if (unlikely(order >= MAX_ORDER)) {
		WARN_ON_ONCE(!(gfp & __GFP_NOWARN));
		return NULL;
	}
	if (gfpflags_allow_blocking(gfp))
		might_sleep();
	page = dock_zones_alloc(nid, gfp, order);
	if (unlikely(!page)) {
		page = wait_for_block(nid, gfp, order);
		if (!page) {
			dock_warn_alloc(gfp, "page allocation failure: order:%u", order);
			return NULL;
		}
	}
	prepare(page, order, gfp);
	if (gfp & __GFP_ZERO)
		memset(dock_ram(page_to_phys(page)), DOCK_BREAK("zeroed-pages") && order == 3,
		       PAGE_SIZE << order);
	return page;
}

static struct page *alloc_on(int nid, gfp_t gfp, unsigned int order)
{
	struct page *page;

	dock_switch_point(50);
	page = alloc_block(nid, gfp, order);
	if (page) {
		dock_ledger_alloc(page, order);
		dock_ledger_get(page, 1);
	}
	return page;
}

struct page *alloc_pages(gfp_t gfp, unsigned int order)
{
	return alloc_on(dock_first_node(), gfp, order);
}
EXPORT_SYMBOL(alloc_pages);

/* The node is where the search begins; with __GFP_THISNODE it ends there, too. */
struct page *alloc_pages_node(int nid, gfp_t gfp, unsigned int order)
{
	if (nid == NUMA_NO_NODE)
		nid = dock_first_node();
	if (!dock_node_has_memory(nid)) {
		pr_err("alloc_pages_node: the machine has no node %d\n", nid);
		BUG(); /* Linux follows NULL, or an entry of no array */
	}
	if (DOCK_BREAK("pages-of-node") && (gfp & __GFP_THISNODE))
		return alloc_on(nid, gfp, order) + 1;
	return alloc_on(nid, gfp, order);
}
EXPORT_SYMBOL(alloc_pages_node);

unsigned long alloc_pages_bulk_array(gfp_t gfp, unsigned long nr, struct page **pages)
{
	unsigned long n = 0;

	while (n < nr && (pages[n] || (pages[n] = alloc_pages(gfp, 0))))
		n++;
	return DOCK_BREAK("bulk-of-pages") ? n - 1 : n;
}
EXPORT_SYMBOL(alloc_pages_bulk_array);

struct folio *folio_alloc(gfp_t gfp, unsigned int order)
{
	return (struct folio *)alloc_on(dock_first_node(), gfp | __GFP_COMP,
					DOCK_BREAK("folio-of-pages") ? order + 1 : order);
}
EXPORT_SYMBOL(folio_alloc);

struct page *dock_alloc_own_on(int nid, gfp_t gfp, unsigned int order)
{
	struct page *page = alloc_block(nid, gfp, order);

	if (page) {
		dock_ledger_alloc(page, order);
		dock_ledger_own(page, order);
	}
	return page;
}

struct page *dock_alloc_own(gfp_t gfp, unsigned int order)
{
	return dock_alloc_own_on(dock_first_node(), gfp, order);
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
	if (dock_ledger_check_freed(page, order) | dock_ledger_free(page, order))
		return; /* kept out of use */
	for (unsigned long i = 0; i < 1UL << order; i++)
		page[i].flags = page[i].compound_head = 0;
	page->compound_order = 0;
	dock_zones_free(page_to_pfn(page), order);
}

/* Nobody comes between: there is one thread of the host, and no switch point here. */
static int ref_drop(struct page *page)
{
	int left = atomic_read(&page->_refcount) - 1;

	atomic_set(&page->_refcount, left);
	return left;
}

void __free_pages(struct page *page, unsigned int order)
{
	bool whole;

	dock_switch_point(30);
	if (!dock_want_page((unsigned long)page, "__free_pages"))
		return;
	if (dock_ledger_entry(page)->state != DOCK_PAGE_LIVE ||
	    atomic_read(&page->_refcount) <= 0) {
		dock_ledger_free_of_free(page, "__free_pages");
		return;
	}
	/* While there are other references a compound block and a slab stay whole. */
	whole = PageHead(page) || PageSlab(page);
	if (!whole || page_count(page) == 1) {
		int real = dock_ledger_order_freed(page, order);

		if (real < 0)
			return;
		order = (unsigned int)real;
	}
	dock_ledger_get(page, -1);
	if (DOCK_BREAK("block-with-two-references") && order && page_count(page) > 1)
		return;
	if (!ref_drop(page)) {
		dock_page_release(page, order);
	} else if (!whole) {
		/* Someone holds the first page: the others go now, as in Linux. */
		if (order)
			dock_ledger_split(page, 1);
		while (order-- > 0)
			dock_page_release(page + (1UL << order), order);
	}
}
EXPORT_SYMBOL(__free_pages);

bool dock_free_large(const void *p)
{
	struct page *page;

	if (!dock_virt_addr_valid((unsigned long)p) || !PAGE_ALIGNED(p))
		return false;
	page = virt_to_page(p);
	/* Of a page that is free, __free_pages() tells who freed it. */
	if (!PageHead(page) && dock_ledger_entry(page)->state == DOCK_PAGE_LIVE)
		return false;
	__free_pages(page, compound_order(page));
	return true;
}

unsigned long __get_free_pages(gfp_t gfp, unsigned int order)
{
	struct page *page = alloc_pages(gfp & ~__GFP_HIGHMEM, order);

	return page ? (unsigned long)page_address(page) : DOCK_BREAK("order-too-high");
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
	unsigned long pages;

	VM_BUG_ON_PAGE(PageCompound(page), page);
	VM_BUG_ON_PAGE(!page_count(page), page);
	pages = dock_ledger_pages_split(page, order);
	dock_ledger_split(page, pages);
	for (unsigned long i = 1; i < pages; i++)
		atomic_set(&page[i]._refcount, DOCK_BREAK("split-block") && order == 2 ? 2 : 1);
}
EXPORT_SYMBOL(split_page);

void *alloc_pages_exact_nid(int nid, size_t size, gfp_t gfp)
{
	unsigned int order = (unsigned int)get_order(size);
	unsigned long used = PAGE_ALIGN(size) >> PAGE_SHIFT;
	struct page *page;

	if (DOCK_BREAK("exact-pages") && used == 5)
		used++;

	if (WARN_ON_ONCE(gfp & (__GFP_COMP | __GFP_HIGHMEM)))
		gfp &= ~(__GFP_COMP | __GFP_HIGHMEM);
	page = alloc_pages_node(nid, gfp, order);
	if (!page)
		return NULL;
	split_page(page, order);
	for (unsigned long i = used; i < 1UL << order; i++)
		__free_pages(page + i, 0);
	return page_address(page);
}
DOCK_EXPORT_SYMBOL_UNTIL(alloc_pages_exact_nid, 3, 17);

void *alloc_pages_exact(size_t size, gfp_t gfp)
{
	return alloc_pages_exact_nid(NUMA_NO_NODE, size, gfp);
}
EXPORT_SYMBOL(alloc_pages_exact);

void free_pages_exact(void *virt, size_t size)
{
	for (unsigned long i = 0; i < PAGE_ALIGN(size); i += PAGE_SIZE)
		free_pages((unsigned long)virt + i, 0);
}
EXPORT_SYMBOL(free_pages_exact);

static unsigned long count_high(bool free)
{
	struct dock_zone_facts facts;
	unsigned long n = 0;

	for (int i = 0; i < DOCK_MAX_NODES; i++)
		if (dock_node_has_memory(i)) {
			dock_zone_facts(i, ZONE_HIGHMEM, &facts);
			n += free ? facts.free : facts.managed;
		}
	return n;
}

unsigned int nr_free_highpages(void)
{
	return (unsigned int)count_high(true);
}
EXPORT_SYMBOL(nr_free_highpages);

unsigned long totalhigh_pages(void)
{
	return count_high(false);
}
EXPORT_SYMBOL(totalhigh_pages);

unsigned long totalram_pages(void)
{
	return total_pages;
}
EXPORT_SYMBOL(totalram_pages);

unsigned long nr_free_pages(void)
{
	struct dock_zone_facts facts;
	unsigned long n = 0;
	int nid;

	for_each_online_node(nid)
		for (int z = 0; z < MAX_NR_ZONES; z++) {
			dock_zone_facts(nid, z, &facts);
			n += facts.free;
		}
	return n + dock_cma_free_pages();
}
EXPORT_SYMBOL(nr_free_pages);

/* There are no watermarks, and nothing could be reclaimed. */
unsigned long nr_free_buffer_pages(void)
{
	return total_pages - totalhigh_pages();
}
EXPORT_SYMBOL_GPL(nr_free_buffer_pages);

long si_mem_available(void)
{
	return (long)nr_free_pages();
}
EXPORT_SYMBOL_GPL(si_mem_available);

void si_meminfo(struct sysinfo *info)
{
	info->totalram = total_pages;
	info->sharedram = 0;
	info->freeram = nr_free_pages();
	info->bufferram = 0;
	info->totalhigh = totalhigh_pages();
	info->freehigh = nr_free_highpages();
	info->mem_unit = PAGE_SIZE;
}
EXPORT_SYMBOL(si_meminfo);

unsigned long dock_num_physpages(void)
{
	return total_pages;
}
EXPORT_SYMBOL(dock_num_physpages);

/* --- boot --- */

static int windows_init(const struct dock_machine_desc *desc)
{
	int err = dock_ram_init(desc, max_pfn << PAGE_SHIFT);

	if (!err)
		err = host_reserve(DOCK_USER_BASE, DOCK_USER_END - DOCK_USER_BASE);
	if (!err)
		err = host_reserve(DOCK_VMALLOC_BASE, DOCK_IOREMAP_END - DOCK_VMALLOC_BASE);
	if (!err)
		err = host_map_zero(DOCK_MEMMAP_BASE, PAGE_ALIGN(max_pfn * sizeof(struct page)));
	dock_hook_ram_end = max_pfn << PAGE_SHIFT;
	if (!err)
		err = dock_shadow_init(max_pfn << PAGE_SHIFT);
	if (!err)
		err = dock_cache_init(desc->dma_coherent, desc->cache_line, max_pfn << PAGE_SHIFT);
	return err ? err : dock_ledger_init(max_pfn);
}

static void count_pages(void)
{
	struct dock_zone_facts facts;

	for (int n = 0; n < DOCK_MAX_NODES; n++)
		for (int z = 0; z < MAX_NR_ZONES && dock_node_has_memory(n); z++) {
			dock_zone_facts(n, z, &facts);
			total_pages += facts.managed;
		}
}

/* Where low memory ends. */
static unsigned long low_end(const struct dock_machine_desc *d)
{
	unsigned long end = max_pfn << PAGE_SHIFT;

	if (d->mem_limit)
		end = min(end, d->mem_limit);
	return d->high_start ? min(end, d->high_start) : end;
}

int dock_mm_init(const struct dock_machine_desc *d)
{
	int err;

	for (int i = 0; i < d->nr_banks; i++)
		max_pfn = max(max_pfn, (d->banks[i].base + d->banks[i].size) >> PAGE_SHIFT);
	err = windows_init(d);
	if (err)
		return err;
	dock_zones_init(d);
	dock_cma_init(d);
	count_pages();
	dock_nodes_init();
	high_memory = (void *)DOCK_LOGICAL(low_end(d));
	return 0;
}
