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

#define nth_page(page, n) ((page) + (n))
#if DOCK_SINCE_5_16
#define page_folio(p) ((struct folio *)compound_head((struct page *)(p)))
#define folio_page(folio, n) nth_page(&(folio)->page, n)
#endif

/* Whose flag it is: the page's own, or its compound page's. */
#define DOCK_PF_OWN(page) (page)
#define DOCK_PF_HEAD(page) compound_head(page)

/* A folio's half of each; and the page's, where both have the same life. */
#if DOCK_SINCE_5_16
#define DOCK_FOLIO_FN(proto, op, lname)							\
static inline proto(struct folio *folio)						\
{											\
	op(PG_##lname, &folio->page.flags);						\
}
#else
#define DOCK_FOLIO_FN(proto, op, lname)
#endif
#define DOCK_PAGE_FN(proto, op, lname, pf)						\
static inline proto(struct page *page)							\
{											\
	op(PG_##lname, &pf(page)->flags);						\
}

#define DOCK_FOLIO_TEST(lname) DOCK_FOLIO_FN(bool folio_test_##lname, return test_bit, lname)
#define DOCK_FOLIO_SET(lname)								\
	DOCK_FOLIO_FN(void folio_set_##lname, set_bit, lname)				\
	DOCK_FOLIO_FN(void folio_clear_##lname, clear_bit, lname)
#define DOCK_FOLIO_TESTSET(lname)							\
	DOCK_FOLIO_FN(bool folio_test_set_##lname, return test_and_set_bit, lname)
#define DOCK_FOLIO_TESTCLEAR(lname)							\
	DOCK_FOLIO_FN(bool folio_test_clear_##lname, return test_and_clear_bit, lname)

#define DOCK_PAGE_TEST(name, lname, pf) DOCK_PAGE_FN(int Page##name, return test_bit, lname, pf)
#define DOCK_PAGE_SET(name, lname, pf)							\
	DOCK_PAGE_FN(void SetPage##name, set_bit, lname, pf)				\
	DOCK_PAGE_FN(void ClearPage##name, clear_bit, lname, pf)
/* Where nobody else looks. */
#define DOCK_PAGE_SET_ALONE(name, lname, pf)						\
	DOCK_PAGE_FN(void __SetPage##name, __set_bit, lname, pf)			\
	DOCK_PAGE_FN(void __ClearPage##name, __clear_bit, lname, pf)
#define DOCK_PAGE_TESTSET(name, lname, pf)						\
	DOCK_PAGE_FN(int TestSetPage##name, return test_and_set_bit, lname, pf)
#define DOCK_PAGE_TESTCLEAR(name, lname, pf)						\
	DOCK_PAGE_FN(int TestClearPage##name, return test_and_clear_bit, lname, pf)

#define DOCK_PAGE_FLAG(name, lname, pf)							\
	DOCK_PAGE_TEST(name, lname, pf) DOCK_PAGE_SET(name, lname, pf)
#define DOCK_FOLIO_FLAG(lname) DOCK_FOLIO_TEST(lname) DOCK_FOLIO_SET(lname)
#define DOCK_TESTFLAG(name, lname, pf) DOCK_PAGE_TEST(name, lname, pf) DOCK_FOLIO_TEST(lname)
#define DOCK_TESTSETFLAG(name, lname, pf)						\
	DOCK_PAGE_TESTSET(name, lname, pf) DOCK_FOLIO_TESTSET(lname)
#define DOCK_TESTCLEARFLAG(name, lname, pf)						\
	DOCK_PAGE_TESTCLEAR(name, lname, pf) DOCK_FOLIO_TESTCLEAR(lname)
#define DOCK_PAGEFLAG(name, lname, pf) DOCK_PAGE_FLAG(name, lname, pf) DOCK_FOLIO_FLAG(lname)

DOCK_TESTFLAG(Locked, locked, DOCK_PF_HEAD)
DOCK_PAGEFLAG(Dirty, dirty, DOCK_PF_HEAD)
DOCK_TESTSETFLAG(Dirty, dirty, DOCK_PF_HEAD)
DOCK_TESTCLEARFLAG(Dirty, dirty, DOCK_PF_HEAD)
DOCK_PAGEFLAG(LRU, lru, DOCK_PF_HEAD)
DOCK_PAGEFLAG(Uptodate, uptodate, DOCK_PF_HEAD)
DOCK_TESTFLAG(Slab, slab, DOCK_PF_HEAD)
DOCK_PAGEFLAG(Checked, checked, DOCK_PF_OWN)
DOCK_PAGEFLAG(Reserved, reserved, DOCK_PF_OWN)
DOCK_PAGE_FN(void __ClearPageReserved, __clear_bit, reserved, DOCK_PF_OWN)
DOCK_PAGEFLAG(Private, private, DOCK_PF_OWN)
DOCK_TESTFLAG(Writeback, writeback, DOCK_PF_HEAD)
DOCK_TESTSETFLAG(Writeback, writeback, DOCK_PF_HEAD)
DOCK_TESTCLEARFLAG(Writeback, writeback, DOCK_PF_HEAD)
DOCK_PAGEFLAG(MappedToDisk, mappedtodisk, DOCK_PF_HEAD)
DOCK_PAGEFLAG(Reclaim, reclaim, DOCK_PF_HEAD)
#if DOCK_SINCE_4_5
DOCK_PAGE_SET_ALONE(Locked, locked, DOCK_PF_HEAD)
#endif
#if DOCK_SINCE_4_20
DOCK_PAGE_FN(void __SetPageReserved, __set_bit, reserved, DOCK_PF_OWN)
#endif
#if DOCK_BOTH(DOCK_SINCE_2_6_17, DOCK_BEFORE_6_10)
DOCK_PAGE_SET_ALONE(Slab, slab, DOCK_PF_OWN)
#endif
#if DOCK_SINCE_2_6_30
DOCK_PAGEFLAG(Private2, private_2, DOCK_PF_OWN)
DOCK_TESTSETFLAG(Private2, private_2, DOCK_PF_OWN)
DOCK_TESTCLEARFLAG(Private2, private_2, DOCK_PF_OWN)
#endif
#if DOCK_SINCE_2_6_32
DOCK_PAGEFLAG(HWPoison, hwpoison, DOCK_PF_OWN)
#endif

/* What only folios have today, or nobody. */
#if DOCK_BEFORE_6_10
DOCK_PAGE_FLAG(Referenced, referenced, DOCK_PF_HEAD)
DOCK_PAGE_TESTCLEAR(Referenced, referenced, DOCK_PF_HEAD)
#endif
DOCK_FOLIO_FLAG(referenced)
DOCK_FOLIO_TESTCLEAR(referenced)
#if DOCK_BEFORE_6_12
DOCK_PAGEFLAG(Error, error, DOCK_PF_HEAD)
DOCK_TESTCLEARFLAG(Error, error, DOCK_PF_HEAD)
DOCK_PAGE_FLAG(Active, active, DOCK_PF_HEAD)
#endif
DOCK_FOLIO_FLAG(active)
#if DOCK_BOTH(DOCK_SINCE_2_6_12, DOCK_BEFORE_6_12)
DOCK_PAGEFLAG(Uncached, uncached, DOCK_PF_OWN)
#endif
#if DOCK_BOTH(DOCK_SINCE_2_6_28, DOCK_BEFORE_6_12)
DOCK_PAGE_FLAG(SwapBacked, swapbacked, DOCK_PF_HEAD)
DOCK_PAGE_FLAG(Unevictable, unevictable, DOCK_PF_HEAD)
DOCK_PAGE_FLAG(Mlocked, mlocked, DOCK_PF_HEAD)
#endif
DOCK_FOLIO_FLAG(swapbacked)
DOCK_FOLIO_FLAG(unevictable)
DOCK_FOLIO_FLAG(mlocked)
#if DOCK_BOTH(DOCK_SINCE_2_6_30, DOCK_BEFORE_6_12)
DOCK_PAGEFLAG(OwnerPriv1, owner_priv_1, DOCK_PF_OWN)
DOCK_TESTCLEARFLAG(OwnerPriv1, owner_priv_1, DOCK_PF_OWN)
#endif

#if DOCK_SINCE_2_6_25
static inline void __SetPageUptodate(struct page *page)
{
	__set_bit(PG_uptodate, &page->flags);
}
#endif

#if DOCK_SINCE_5_16
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

#define folio_test_highmem(folio) PageHighMem(&(folio)->page)
#endif

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

/* A page that has one of these when it is freed is not handed out again. */
#define PAGE_FLAGS_CHECK_AT_FREE							\
	(1UL << PG_lru | 1UL << PG_locked | 1UL << PG_private | 1UL << PG_private_2 |	\
	 1UL << PG_writeback | 1UL << PG_reserved | 1UL << PG_slab | 1UL << PG_active |	\
	 1UL << PG_unevictable | 1UL << PG_mlocked)

#endif
