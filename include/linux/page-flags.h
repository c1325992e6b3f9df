/* SPDX-License-Identifier: MIT */
/*
 * The flags of a page frame, and compound pages.
 *
 * A compound page is a block of pages that is counted and locked as one: most
 * flags are its first page's, whichever page is asked. A folio is a page that is
 * no tail.
 */
#ifndef _LINUX_PAGE_FLAGS_H
#define _LINUX_PAGE_FLAGS_H

#include <linux/bitops.h>
#include <linux/mm_types.h>
#include <linux/mmdebug.h>

enum pageflags {
	PG_locked,
	PG_referenced,
	PG_uptodate,
	PG_dirty,
	PG_lru,
	PG_active,
	PG_workingset,
	PG_waiters,
	PG_error,
	PG_slab,
	PG_owner_priv_1,
	PG_arch_1,
	PG_reserved,
	PG_private,
	PG_private_2,
	PG_writeback,
	PG_head,
	PG_mappedtodisk,
	PG_reclaim,
	PG_swapbacked,
	PG_unevictable,
	PG_mlocked,
	PG_uncached,
	PG_hwpoison,
	PG_young,
	PG_idle,
	PG_arch_2,
	PG_buddy,	/* Drydock's own: the page is in the free lists */
	PG_table,	/* Drydock's own: a page table */
	__NR_PAGEFLAGS,

	PG_readahead = PG_reclaim,
	PG_checked = PG_owner_priv_1,
	PG_fscache = PG_private_2,
};

static inline int PageTail(struct page *page)
{
	return page->compound_head & 1;
}

static inline struct page *compound_head(struct page *page)
{
	unsigned long head = page->compound_head;

	return head & 1 ? (struct page *)(head - 1) : page;
}

static inline int PageHead(struct page *page)
{
	return test_bit(PG_head, &page->flags);
}

static inline int PageCompound(struct page *page)
{
	return PageHead(page) || PageTail(page);
}

#define page_folio(p) ((struct folio *)compound_head((struct page *)(p)))
#define nth_page(page, n) ((page) + (n))
#define folio_page(folio, n) nth_page(&(folio)->page, n)

/* Whose flag it is: the page's own, or its compound page's. */
#define DOCK_PF_OWN(page) (page)
#define DOCK_PF_HEAD(page) compound_head(page)

#define DOCK_TESTFLAG(name, lname, pf)							\
static inline int Page##name(struct page *page)						\
{											\
	return test_bit(PG_##lname, &pf(page)->flags);					\
}											\
static inline bool folio_test_##lname(struct folio *folio)				\
{											\
	return test_bit(PG_##lname, &folio->page.flags);				\
}

#define DOCK_SETFLAG(name, lname, pf)							\
static inline void SetPage##name(struct page *page)					\
{											\
	set_bit(PG_##lname, &pf(page)->flags);						\
}											\
static inline void ClearPage##name(struct page *page)					\
{											\
	clear_bit(PG_##lname, &pf(page)->flags);					\
}											\
static inline void folio_set_##lname(struct folio *folio)				\
{											\
	set_bit(PG_##lname, &folio->page.flags);					\
}											\
static inline void folio_clear_##lname(struct folio *folio)				\
{											\
	clear_bit(PG_##lname, &folio->page.flags);					\
}

/* Where nobody else looks. */
#define DOCK_SETFLAG_ALONE(name, lname, pf)						\
static inline void __SetPage##name(struct page *page)					\
{											\
	__set_bit(PG_##lname, &pf(page)->flags);					\
}											\
static inline void __ClearPage##name(struct page *page)				\
{											\
	__clear_bit(PG_##lname, &pf(page)->flags);					\
}

#define DOCK_TESTSETFLAG(name, lname, pf)						\
static inline int TestSetPage##name(struct page *page)					\
{											\
	return test_and_set_bit(PG_##lname, &pf(page)->flags);				\
}											\
static inline bool folio_test_set_##lname(struct folio *folio)				\
{											\
	return test_and_set_bit(PG_##lname, &folio->page.flags);			\
}

#define DOCK_TESTCLEARFLAG(name, lname, pf)						\
static inline int TestClearPage##name(struct page *page)				\
{											\
	return test_and_clear_bit(PG_##lname, &pf(page)->flags);			\
}											\
static inline bool folio_test_clear_##lname(struct folio *folio)			\
{											\
	return test_and_clear_bit(PG_##lname, &folio->page.flags);			\
}

#define DOCK_PAGEFLAG(name, lname, pf) DOCK_TESTFLAG(name, lname, pf) DOCK_SETFLAG(name, lname, pf)

DOCK_TESTFLAG(Locked, locked, DOCK_PF_HEAD)
DOCK_SETFLAG_ALONE(Locked, locked, DOCK_PF_HEAD)
DOCK_PAGEFLAG(Error, error, DOCK_PF_HEAD)
DOCK_TESTCLEARFLAG(Error, error, DOCK_PF_HEAD)
DOCK_PAGEFLAG(Referenced, referenced, DOCK_PF_HEAD)
DOCK_TESTCLEARFLAG(Referenced, referenced, DOCK_PF_HEAD)
DOCK_PAGEFLAG(Dirty, dirty, DOCK_PF_HEAD)
DOCK_TESTSETFLAG(Dirty, dirty, DOCK_PF_HEAD)
DOCK_TESTCLEARFLAG(Dirty, dirty, DOCK_PF_HEAD)
DOCK_PAGEFLAG(LRU, lru, DOCK_PF_HEAD)
DOCK_PAGEFLAG(Active, active, DOCK_PF_HEAD)
DOCK_PAGEFLAG(Uptodate, uptodate, DOCK_PF_HEAD)
DOCK_TESTFLAG(Slab, slab, DOCK_PF_HEAD)
DOCK_SETFLAG_ALONE(Slab, slab, DOCK_PF_OWN)
DOCK_PAGEFLAG(Checked, checked, DOCK_PF_OWN)
DOCK_PAGEFLAG(Reserved, reserved, DOCK_PF_OWN)
DOCK_SETFLAG_ALONE(Reserved, reserved, DOCK_PF_OWN)
DOCK_PAGEFLAG(SwapBacked, swapbacked, DOCK_PF_HEAD)
DOCK_PAGEFLAG(Private, private, DOCK_PF_OWN)
DOCK_PAGEFLAG(Private2, private_2, DOCK_PF_OWN)
DOCK_TESTSETFLAG(Private2, private_2, DOCK_PF_OWN)
DOCK_TESTCLEARFLAG(Private2, private_2, DOCK_PF_OWN)
DOCK_PAGEFLAG(OwnerPriv1, owner_priv_1, DOCK_PF_OWN)
DOCK_TESTCLEARFLAG(OwnerPriv1, owner_priv_1, DOCK_PF_OWN)
DOCK_TESTFLAG(Writeback, writeback, DOCK_PF_HEAD)
DOCK_TESTSETFLAG(Writeback, writeback, DOCK_PF_HEAD)
DOCK_TESTCLEARFLAG(Writeback, writeback, DOCK_PF_HEAD)
DOCK_PAGEFLAG(MappedToDisk, mappedtodisk, DOCK_PF_HEAD)
DOCK_PAGEFLAG(Reclaim, reclaim, DOCK_PF_HEAD)
DOCK_PAGEFLAG(Unevictable, unevictable, DOCK_PF_HEAD)
DOCK_PAGEFLAG(Mlocked, mlocked, DOCK_PF_HEAD)
DOCK_PAGEFLAG(Uncached, uncached, DOCK_PF_OWN)
DOCK_PAGEFLAG(HWPoison, hwpoison, DOCK_PF_OWN)

static inline void __SetPageUptodate(struct page *page)
{
	__set_bit(PG_uptodate, &page->flags);
}

static inline void folio_mark_uptodate(struct folio *folio)
{
	folio_set_uptodate(folio);
}

static inline bool folio_test_head(struct folio *folio)
{
	return PageHead(&folio->page);
}

static inline bool folio_test_large(struct folio *folio)
{
	return folio_test_head(folio);
}

static inline int PageBuddy(struct page *page)
{
	return test_bit(PG_buddy, &page->flags);
}

static inline int PageTable(struct page *page)
{
	return test_bit(PG_table, &page->flags);
}

/* High memory: the page has no address unless it is mapped (kmap). */
extern int dock_page_is_high(const struct page *page);
#define PageHighMem(page) dock_page_is_high(page)
#define folio_test_highmem(folio) PageHighMem(&(folio)->page)

/* A page that has one of these when it is freed is not handed out again. */
#define PAGE_FLAGS_CHECK_AT_FREE							\
	(1UL << PG_lru | 1UL << PG_locked | 1UL << PG_private | 1UL << PG_private_2 |	\
	 1UL << PG_writeback | 1UL << PG_reserved | 1UL << PG_slab | 1UL << PG_active |	\
	 1UL << PG_unevictable | 1UL << PG_mlocked)

#endif
