/* SPDX-License-Identifier: MIT */
/* Claims: flags and counts of pages, compound pages, folios, split blocks. */
#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include "claims.h"

static void a_fresh_page_has_one_reference_and_no_flags(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	EXPECT_EQ(page_count(page), 1);
	EXPECT_EQ(page_mapcount(page), 0);
	EXPECT(!page_mapped(page));
	EXPECT_EQ(page->flags, 0);
	EXPECT(!PageCompound(page) && !PageBuddy(page) && !PageSlab(page));
	EXPECT(compound_head(page) == page);
	EXPECT_EQ(page_size(page), PAGE_SIZE);
	__free_page(page);
	EXPECT(PageBuddy(page) || page_count(page) == 0);
}

#define FLAG(name)					\
do {							\
	EXPECT(!Page##name(page));			\
	SetPage##name(page);				\
	EXPECT(Page##name(page));			\
	ClearPage##name(page);				\
	EXPECT(!Page##name(page));			\
} while (0)

static void flags_are_set_and_cleared_alone(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	FLAG(Referenced);
	FLAG(Uptodate);
	FLAG(Dirty);
	FLAG(Error);
	FLAG(Reserved);
	FLAG(Private);
	FLAG(Active);
	EXPECT(!TestSetPageDirty(page));
	EXPECT(TestSetPageDirty(page));
	EXPECT(TestClearPageDirty(page));
	EXPECT(!TestClearPageDirty(page));
	EXPECT(set_page_dirty(page));
	EXPECT(!set_page_dirty(page));
	EXPECT(trylock_page(page));
	EXPECT(PageLocked(page));
	EXPECT(!trylock_page(page));
	unlock_page(page);
	EXPECT(!PageLocked(page));
	set_page_private(page, 77);
	EXPECT_EQ(page_private(page), 77);
	ClearPageDirty(page);
	EXPECT_EQ(page->flags, 0);
	__free_page(page);
}

static void only_the_first_page_of_a_block_is_counted(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, 3);

	EXPECT(!PageCompound(page));
	EXPECT_EQ(page_count(page), 1);
	for (int i = 1; i < 8; i++) {
		EXPECT_EQ(page_count(page + i), 0);
		EXPECT(compound_head(page + i) == page + i);
	}
	__free_pages(page, 3);
}

static void split_pages_are_counted_each(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, 2);

	split_page(page, 2);
	for (int i = 0; i < 4; i++)
		EXPECT_EQ(page_count(page + i), 1);
	get_page(page + 2);
	for (int i = 3; i >= 0; i--)
		__free_page(page + i);
	EXPECT_EQ(page_count(page + 2), 1); /* somebody holds it */
	put_page(page + 2);
}

static void a_compound_page_is_one(void)
{
	struct page *page = alloc_pages(GFP_KERNEL | __GFP_COMP, 3), *tail = page + 5;

	EXPECT(PageHead(page) && !PageTail(page));
	EXPECT(PageTail(tail) && !PageHead(tail));
	EXPECT(PageCompound(page) && PageCompound(tail));
	EXPECT(compound_head(tail) == page);
	EXPECT_EQ(compound_order(page), 3);
	EXPECT_EQ(compound_nr(page), 8);
	EXPECT_EQ(page_size(page), 8 * PAGE_SIZE);
	EXPECT_EQ(compound_order(tail), 0);
	get_page(tail);
	EXPECT_EQ(page_count(page), 2);
	EXPECT_EQ(page_count(tail), 2);
	EXPECT_EQ(page_ref_count(tail), 0);
	SetPageDirty(tail);
	EXPECT(PageDirty(page) && PageDirty(page + 1));
	lock_page(tail);
	EXPECT(PageLocked(page));
	unlock_page(page);
	put_page(tail);
	ClearPageDirty(page);
	__free_pages(page, 3);
	EXPECT(!PageTail(tail));
}

static void the_last_put_frees_a_compound_page(void)
{
	struct page *page = alloc_pages(GFP_KERNEL | __GFP_COMP, 2);

	get_page(page + 3);
	__free_pages(page, 2);
	EXPECT(PageHead(page));
	EXPECT_EQ(page_count(page + 1), 1);
	put_page(page + 1);
	EXPECT(!PageHead(page));
}

static void folios_are_pages_that_are_no_tail(void)
{
	struct folio *folio = folio_alloc(GFP_HIGHUSER, 2);
	struct page *page = &folio->page;

	EXPECT(page_folio(page + 3) == folio);
	EXPECT(folio_page(folio, 3) == page + 3);
	EXPECT(folio_test_large(folio));
	EXPECT_EQ(folio_order(folio), 2);
	EXPECT_EQ(folio_nr_pages(folio), 4);
	EXPECT_EQ(folio_size(folio), 4 * PAGE_SIZE);
	EXPECT_EQ(folio_shift(folio), PAGE_SHIFT + 2);
	EXPECT_EQ(folio_pfn(folio), page_to_pfn(page));
	EXPECT(pfn_folio(folio_pfn(folio) + 1) == folio);
	EXPECT(virt_to_folio(folio_address(folio) + 9000) == folio);
	EXPECT(folio_next(folio) == (struct folio *)(page + 4));
	folio_get(folio);
	EXPECT_EQ(folio_ref_count(folio), 2);
	EXPECT(folio_try_get(folio));
	folio_put_refs(folio, 2);
	EXPECT_EQ(folio_ref_count(folio), 1);
	folio_mark_uptodate(folio);
	EXPECT(folio_test_uptodate(folio) && PageUptodate(page + 2));
	EXPECT(folio_trylock(folio) && folio_test_locked(folio));
	folio_unlock(folio);
	EXPECT(folio->flags & 1UL << PG_uptodate);
	memset(folio_address(folio), 0xff, folio_size(folio));
	folio_zero_range(folio, PAGE_SIZE - 2, 4);
	EXPECT(!memcmp(folio_address(folio) + PAGE_SIZE - 3, "\377\0\0\0\0\377", 6));
	folio_put(folio);
	EXPECT(!get_page_unless_zero(page));
}

static void exact_pages_can_be_of_a_node_and_are_given_back_exactly(void)
{
	char *p = alloc_pages_exact_nid(0, 5 * PAGE_SIZE + 1, GFP_KERNEL);

	for (int i = 0; i < 6; i++)
		EXPECT_EQ(page_count(virt_to_page(p + i * PAGE_SIZE)), 1);
	EXPECT_EQ(page_count(virt_to_page(p + 6 * PAGE_SIZE)), 0);
	free_pages_exact(p, 5 * PAGE_SIZE + 1);
}

static void families_of_allocators_agree(void)
{
	struct kmem_cache *c = kmem_cache_create("agree", 40, 0, 0, NULL);
	struct page *pages[4] = { NULL };
	void *p[5];
	char *v;

	pages[1] = alloc_page(GFP_KERNEL);
	EXPECT_EQ(alloc_pages_bulk_array(GFP_KERNEL, 4, pages), 4);
	for (int i = 0; i < 4; i++)
		__free_page(pages[i]);
	EXPECT_EQ(kmem_cache_alloc_bulk(c, GFP_KERNEL, 5, p), 5);
	EXPECT(p[0] && p[4] && p[0] != p[4]);
	kmem_cache_free_bulk(c, 5, p);
	EXPECT_EQ(kmem_cache_shrink(c), 0);
	kmem_cache_destroy(c);
	v = kvcalloc(3, 3 << 20, GFP_KERNEL);
	EXPECT(is_vmalloc_addr(v) && !v[0] && !v[(9 << 20) - 1]);
	v[0] = 'a';
	v = kvrealloc(v, 9 << 20, 10 << 20, GFP_KERNEL);
	EXPECT_EQ(v[0], 'a');
	kvfree(v);
	kvfree_sensitive(NULL, 5);
	v = __vmalloc(3 * PAGE_SIZE, GFP_KERNEL | __GFP_ZERO);
	EXPECT(!v[2 * PAGE_SIZE + 5]);
	kvfree_sensitive(v, 3 * PAGE_SIZE);
	v = krealloc_array(kmalloc_array(2, 4, GFP_KERNEL), 200, 4, GFP_KERNEL);
	EXPECT(ksize(v) >= 800);
	kfree(v);
	EXPECT(!vmalloc_array(1UL << 40, 1UL << 40));
	EXPECT(!kvmalloc_array(~0UL, 2, GFP_KERNEL));
	EXPECT(!krealloc_array(NULL, ~0UL, 2, GFP_KERNEL));
	v = vcalloc(100, 100);
	EXPECT(v && !v[9999]);
	vfree(v);
}

static const struct claim claims[] = {
	CLAIM(a_fresh_page_has_one_reference_and_no_flags),
	CLAIM(flags_are_set_and_cleared_alone),
	CLAIM(only_the_first_page_of_a_block_is_counted),
	CLAIM(split_pages_are_counted_each),
	CLAIM(a_compound_page_is_one),
	CLAIM(the_last_put_frees_a_compound_page),
	CLAIM(folios_are_pages_that_are_no_tail),
	CLAIM(families_of_allocators_agree),
	CLAIM(exact_pages_can_be_of_a_node_and_are_given_back_exactly),
};
CLAIMS_MODULE(claims);
