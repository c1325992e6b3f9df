/* SPDX-License-Identifier: MIT */
/* The count of a page: how many hold it. */
#ifndef _LINUX_PAGE_REF_H
#define _LINUX_PAGE_REF_H

#include <linux/compiler.h>
#include <linux/page-flags.h>

extern int page_count(const struct page *page) __dock(page_count);
extern void set_page_count(struct page *page, int v) __dock(set_page_count);
/* Adds to the page's own count, and gives what it is then. */
extern int dock_page_ref_add(struct page *page, int n);

#if DOCK_SINCE_4_6
static inline int page_ref_count(const struct page *page)
{
	return atomic_read(&page->__dock_refcount);
}
#endif

#if DOCK_SINCE_2_6_17
static inline void init_page_count(struct page *page)
{
	set_page_count(page, 1);
}
#endif

#if DOCK_SINCE_4_6
#define page_ref_add(page, n) ((void)dock_page_ref_add((page), (n)))
#define page_ref_sub(page, n) ((void)dock_page_ref_add((page), -(n)))
#define page_ref_inc(page) page_ref_add((page), 1)
#define page_ref_dec(page) page_ref_sub((page), 1)
#endif
#if DOCK_SINCE_4_8
#define page_ref_inc_return(page) dock_page_ref_add((page), 1)
#endif
#if DOCK_SINCE_4_6
#define page_ref_dec_return(page) dock_page_ref_add((page), -1)
#endif
#if DOCK_BOTH(DOCK_SINCE_5_7, DOCK_BEFORE_6_10)
#define page_ref_sub_return(page, n) dock_page_ref_add((page), -(n))
#endif
#if DOCK_SINCE_4_6
#define page_ref_dec_and_test(page) (dock_page_ref_add((page), -1) == 0)
#define page_ref_sub_and_test(page, n) (dock_page_ref_add((page), -(n)) == 0)
#endif

#if DOCK_SINCE_5_16
static inline int folio_ref_count(const struct folio *folio)
{
	return page_ref_count(&folio->page);
}

#define folio_ref_add(folio, n) page_ref_add(&(folio)->page, (n))
#define folio_ref_sub(folio, n) page_ref_sub(&(folio)->page, (n))
#define folio_ref_inc(folio) page_ref_inc(&(folio)->page)
#define folio_ref_dec(folio) page_ref_dec(&(folio)->page)
#endif

#endif
