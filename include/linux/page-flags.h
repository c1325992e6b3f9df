/* SPDX-License-Identifier: MIT */
/* The flags of a page frame. */
#ifndef _LINUX_PAGE_FLAGS_H
#define _LINUX_PAGE_FLAGS_H

#include <linux/bitops.h>
#include <linux/mm_types.h>

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
	PG_buddy,	/* Drydock's own: the page is in the free lists */
	PG_table,	/* Drydock's own: a page table */
};

#define DOCK_PAGE_FLAG(name, bit)						\
static inline int Page##name(struct page *page)					\
{										\
	return test_bit(bit, &page->flags);					\
}										\
static inline void SetPage##name(struct page *page)				\
{										\
	set_bit(bit, &page->flags);						\
}										\
static inline void ClearPage##name(struct page *page)				\
{										\
	clear_bit(bit, &page->flags);						\
}

DOCK_PAGE_FLAG(Locked, PG_locked)
DOCK_PAGE_FLAG(Referenced, PG_referenced)
DOCK_PAGE_FLAG(Uptodate, PG_uptodate)
DOCK_PAGE_FLAG(Dirty, PG_dirty)
DOCK_PAGE_FLAG(Error, PG_error)
DOCK_PAGE_FLAG(Slab, PG_slab)
DOCK_PAGE_FLAG(Reserved, PG_reserved)
DOCK_PAGE_FLAG(Private, PG_private)
DOCK_PAGE_FLAG(Head, PG_head)

/* High memory: the page has no address unless it is mapped (kmap). */
extern int dock_page_is_high(const struct page *page);
#define PageHighMem(page) dock_page_is_high(page)

static inline int PageTail(struct page *page)
{
	return page->compound_head & 1;
}

static inline int PageCompound(struct page *page)
{
	return PageHead(page) || PageTail(page);
}

static inline struct page *compound_head(struct page *page)
{
	unsigned long head = page->compound_head;

	return head & 1 ? (struct page *)(head - 1) : page;
}

#endif
