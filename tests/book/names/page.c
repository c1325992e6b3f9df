/* SPDX-License-Identifier: MIT */
/* struct page: its count, its flags, its fields. */
#include <linux/highmem.h>
#include <linux/pagemap.h>
#include "show.h"

static void run_count(void)
{
	int before = page_count(shown_page), during;

	get_page(shown_page);
	during = page_count(shown_page);
	put_page(shown_page);
	say("%d reference, %d with one more", before, during);
}

static void run_get_page(void)
{
	get_page(shown_page);
	say("%d references", page_count(shown_page));
	put_page(shown_page);
}

static void run_put_page(void)
{
	struct page *page = alloc_page(GFP_KERNEL), *next;

	put_page(page);
	next = alloc_page(GFP_KERNEL);
	say("the last one frees the page, and the next to ask has it: %d", next == page);
	__free_page(next);
}

static void run_atomic_t(void)
{
	atomic_t v = ATOMIC_INIT(3);

	int sum;

	atomic_inc(&v);
	sum = atomic_read(&v);
	say("3 and 1 are %d; the last to go sees 0: %d", sum, atomic_sub_and_test(4, &v));
}

static void run_virtual(void)
{
	say("low memory has its address for ever: %d", page_address(shown_page) != NULL);
}

static void run_flags(void)
{
	unsigned long before = shown_page->flags;

	SetPageUptodate(shown_page);
	say("PG_uptodate changes bit %d",
	    __ffs(before ^ shown_page->flags) == PG_uptodate ? PG_uptodate : -1);
	ClearPageUptodate(shown_page);
}

static void run_PG_locked(void)
{
	lock_page(shown_page);
	say("bit %d is %d while locked", PG_locked,
	    test_bit(PG_locked, &shown_page->flags));
	unlock_page(shown_page);
}

static void run_PG_reserved(void)
{
	SetPageReserved(shown_page);
	say("bit %d is %d", PG_reserved, test_bit(PG_reserved, &shown_page->flags));
	ClearPageReserved(shown_page);
}

static void run_PageReserved(void)
{
	int before = PageReserved(shown_page);

	SetPageReserved(shown_page);
	say("%d, then %d", before, PageReserved(shown_page));
	ClearPageReserved(shown_page);
}

static void run_SetPageDirty(void)
{
	int before = PageDirty(shown_page);

	SetPageDirty(shown_page);
	say("%d, then %d", before, PageDirty(shown_page));
	ClearPageDirty(shown_page);
}

static void run_set_page_dirty(void)
{
	int first = set_page_dirty(shown_page), second = set_page_dirty(shown_page);

	say("says %d where it was clean, %d where it was dirty", first, second);
	ClearPageDirty(shown_page);
}

static void run_set_page_dirty_lock(void)
{
	int first = set_page_dirty_lock(shown_page);

	say("%d, and the page is not locked afterwards: %d", first,
	    !PageLocked(shown_page));
	ClearPageDirty(shown_page);
}

static void run_TESTPAGEFLAG(void)
{
	struct page *page = shown_page;
	int locked = PageLocked(page), dirty = PageDirty(page);

	lock_page(page);
	SetPageDirty(page);
	say("made by it: PageLocked %d, then %d; PageDirty %d, then %d", locked,
	    PageLocked(page), dirty, PageDirty(page));
	ClearPageDirty(page);
	unlock_page(page);
}

static void run_page(void)
{
	unsigned long mapped = page_to_pfn(shown_page);

	say("one a frame: of frame and next frame they are %ld apart",
	    (long)(pfn_to_page(mapped + 1) - shown_page));
}

const struct show page_shows[] = {
	SHOW(count),	    SHOW(get_page),	  SHOW(put_page),
	SHOW(atomic_t),	    SHOW(virtual),	  SHOW(flags),
	SHOW(PG_locked),    SHOW(PG_reserved),	  SHOW(PageReserved),
	SHOW(SetPageDirty), SHOW(set_page_dirty), SHOW(set_page_dirty_lock),
	SHOW(TESTPAGEFLAG), SHOW(page),		  SHOWS_END,
};
