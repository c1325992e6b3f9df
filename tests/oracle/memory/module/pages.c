// SPDX-License-Identifier: MIT
/* Questions about pages: blocks, counts, flags, zones. */
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/pagemap.h>
#include <linux/string.h>

#include "memory.h"

static void tell_counts(const char *what, struct page *page, int nr)
{
	int i;

	for (i = 0; i < nr; i++)
		tell("%s, page %d: count %d", what, i, page_count(page + i));
}

static void block_of_pages(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, 2);

	tell("compound: %d", PageCompound(page));
	tell("aligned: %d", IS_ALIGNED(page_to_pfn(page), 4));
	tell_counts("block", page, 4);
	__free_pages(page, 2);
}

static void split_block(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, 2);
	int i;

	split_page(page, 2);
	tell_counts("split", page, 4);
	for (i = 0; i < 4; i++)
		__free_page(page + i);
}

/* The first page is freed by itself, as put_page() does; the others go by the way. */
static void block_with_two_references(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, 1);

	get_page(page);
	tell_counts("held", page, 2);
	__free_pages(page, 1);
	tell_counts("freed while held", page, 1);
	put_page(page);
}

static void compound_block(void)
{
	struct page *page = alloc_pages(GFP_KERNEL | __GFP_COMP, 2);
	int i;

	for (i = 0; i < 4; i++)
		tell("page %d: head %d, tail %d, its head is page %d", i,
		     PageHead(page + i), PageTail(page + i),
		     (int)(compound_head(page + i) - page));
	tell("order %u, %lu pages, %lu bytes", compound_order(page), compound_nr(page),
	     page_size(page));
	tell_counts("compound", page, 4);
	__free_pages(page, 2);
}

static void compound_reference_by_tail(void)
{
	struct page *page = alloc_pages(GFP_KERNEL | __GFP_COMP, 1);

	get_page(page + 1);
	tell_counts("got by tail", page, 2);
	put_page(page + 1);
	tell_counts("put by tail", page, 2);
	put_page(page);
}

static void folio_of_pages(void)
{
	struct folio *folio = folio_alloc(GFP_KERNEL, 2);

	tell("order %u, %ld pages, %zu bytes", folio_order(folio), folio_nr_pages(folio),
	     folio_size(folio));
	tell("of a tail: %d", page_folio(folio_page(folio, 3)) == folio);
	tell("large: %d", folio_test_large(folio));
	folio_get(folio);
	tell("references: %d", folio_ref_count(folio));
	folio_put(folio);
	folio_put(folio);
}

static void exact_pages(void)
{
	void *p = alloc_pages_exact(5 * PAGE_SIZE, GFP_KERNEL);

	tell("aligned to a block of 8: %d", IS_ALIGNED((unsigned long)p, 8 * PAGE_SIZE));
	tell("compound: %d", PageCompound(virt_to_page(p)));
	tell_counts("exact", virt_to_page(p), 6);
	free_pages_exact(p, 5 * PAGE_SIZE);
}

static void order_too_high(void)
{
	tell("order 10: %d", MAX_ORDER - 1);
	tell("one more: %s",
	     alloc_pages(GFP_KERNEL | __GFP_NOWARN, MAX_ORDER) ? "pages" : "none");
	tell("address: 0x%lx", __get_free_pages(GFP_KERNEL | __GFP_NOWARN, MAX_ORDER));
}

static void zeroed_pages(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned long addr;

	memset(page_address(page), 0x5a, PAGE_SIZE);
	__free_page(page);
	addr = get_zeroed_page(GFP_KERNEL);
	tell("zeros: %d", !memchr_inv((void *)addr, 0, PAGE_SIZE));
	free_page(addr);
	page = alloc_pages(GFP_KERNEL | __GFP_ZERO, 3);
	tell("block of zeros: %d", !memchr_inv(page_address(page), 0, 8 * PAGE_SIZE));
	__free_pages(page, 3);
}

static void tell_zone(const char *what, gfp_t gfp)
{
	struct page *page = alloc_page(gfp);

	tell("%s: %s, node %d", what, page_zone(page)->name, page_to_nid(page));
	__free_page(page);
}

static void zones_by_flags(void)
{
	tell_zone("GFP_DMA", GFP_KERNEL | GFP_DMA);
	tell_zone("GFP_DMA32", GFP_KERNEL | GFP_DMA32);
	tell_zone("GFP_KERNEL", GFP_KERNEL);
	tell_zone("GFP_HIGHUSER", GFP_HIGHUSER);
}

static void pages_of_node(void)
{
	struct page *page = alloc_pages_node(0, GFP_KERNEL | __GFP_THISNODE, 0);

	tell("node %d", page_to_nid(page));
	tell_counts("its own", page, 1);
	__free_page(page);
	page = alloc_pages_node(NUMA_NO_NODE, GFP_KERNEL, 0);
	tell("any: node %d", page_to_nid(page));
	__free_page(page);
}

static void bulk_of_pages(void)
{
	struct page *pages[4] = {NULL}, *own = alloc_page(GFP_KERNEL);
	int i;

	pages[1] = own;
	tell("filled: %lu", alloc_pages_bulk_array(GFP_KERNEL, 4, pages));
	tell("kept: %d", pages[1] == own);
	for (i = 0; i < 4; i++) {
		tell_counts("bulk", pages[i], 1);
		__free_page(pages[i]);
	}
}

static void flags_of_a_page(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	tell("fresh: locked %d, reserved %d, dirty %d, uptodate %d, referenced %d, "
	     "private %d",
	     PageLocked(page), PageReserved(page), PageDirty(page), PageUptodate(page),
	     PageReferenced(page), PagePrivate(page));
	SetPageReserved(page);
	tell("reserved: %d", PageReserved(page));
	ClearPageReserved(page);
	SetPageUptodate(page);
	SetPageReferenced(page);
	tell("uptodate %d, referenced %d, reserved %d", PageUptodate(page),
	     PageReferenced(page), PageReserved(page));
	tell("cleared, it was: %d", TestClearPageReferenced(page));
	tell("cleared, it was: %d", TestClearPageReferenced(page));
	ClearPageUptodate(page);
	__free_page(page);
}

static void lock_of_a_page(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	tell("try: %d", trylock_page(page));
	tell("again: %d", trylock_page(page));
	tell("locked: %d", PageLocked(page));
	unlock_page(page);
	lock_page(page);
	tell("locked: %d", PageLocked(page));
	unlock_page(page);
	tell("unlocked: %d", PageLocked(page));
	__free_page(page);
}

static void references_of_a_page(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	tell("count %d, mapped %d, private 0x%lx", page_count(page), page_mapcount(page),
	     page_private(page));
	tell("unless zero: %d", get_page_unless_zero(page));
	tell("last: %d", put_page_testzero(page));
	tell("count %d", page_count(page));
	__free_page(page);
	tell("NULL is freed, too");
	free_page(0);
}

static void zero_page(void)
{
	struct page *page = ZERO_PAGE(0);

	tell("zeros: %d", !memchr_inv(page_address(page), 0, PAGE_SIZE));
	tell("reserved: %d", PageReserved(page));
	tell("valid: %d", pfn_valid(page_to_pfn(page)));
}

static void kmap_of_low_pages(void)
{
	struct page *page = alloc_page(GFP_HIGHUSER), *other = alloc_page(GFP_HIGHUSER);
	char *p = kmap(page), *local, *atomic;

	tell("high: %d, at its address: %d", PageHighMem(page), p == page_address(page));
	tell("its page: %d", kmap_to_page(p) == page);
	strscpy(p, "mapped", 8);
	kunmap(page);
	local = kmap_local_page(page);
	atomic = kmap_atomic(other);
	memcpy(atomic, local, 8);
	kunmap_atomic(atomic);
	kunmap_local(local);
	tell("'%s'", (char *)page_address(other));
	__free_page(other);
	__free_page(page);
}

static void parts_of_pages(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	char text[16] = "";

	memset_page(page, 0, 'x', PAGE_SIZE);
	zero_user_segments(page, 4, 8, 12, 16);
	memcpy_to_page(page, 6, "ab", 2);
	memcpy_from_page(text, page, 0, 16);
	tell("%*ph", 16, text);
	__free_page(page);
}

const struct memory_question page_questions[] = {
	{"block-of-pages", block_of_pages},
	{"split-block", split_block},
	{"block-with-two-references", block_with_two_references},
	{"compound-block", compound_block},
	{"compound-reference-by-tail", compound_reference_by_tail},
	{"folio-of-pages", folio_of_pages},
	{"exact-pages", exact_pages},
	{"order-too-high", order_too_high},
	{"zeroed-pages", zeroed_pages},
	{"zones-by-flags", zones_by_flags},
	{"pages-of-node", pages_of_node},
	{"bulk-of-pages", bulk_of_pages},
	{"flags-of-a-page", flags_of_a_page},
	{"lock-of-a-page", lock_of_a_page},
	{"references-of-a-page", references_of_a_page},
	{"zero-page", zero_page},
	{"kmap-of-low-pages", kmap_of_low_pages},
	{"parts-of-pages", parts_of_pages},
	{NULL, NULL},
};
