/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_PAGEMAP_H
#define _LINUX_PAGEMAP_H

#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/uaccess.h>

#if DOCK_BEFORE_4_6
#define PAGE_CACHE_SHIFT	PAGE_SHIFT
#define PAGE_CACHE_SIZE		PAGE_SIZE
#define PAGE_CACHE_MASK		PAGE_MASK
#define PAGE_CACHE_ALIGN(addr)	PAGE_ALIGN(addr)
#define page_cache_get(page)	get_page(page)
#define page_cache_release(page) put_page(page)
#endif

/* Where in its file a page lies. */
static inline loff_t page_offset(struct page *page)
{
	return (loff_t)page->index << PAGE_SHIFT;
}

#if DOCK_SINCE_5_16
static inline loff_t folio_pos(struct folio *folio)
{
	return page_offset(&folio->page);
}
#endif

/* Until nobody has it locked: soon another may. */
#define wait_on_page_locked(page) dock_wait_on_page_locked(page)
#if DOCK_BOTH(DOCK_SINCE_2_6_30, DOCK_BEFORE_6_3)
/* 0, or -EINTR: the caller is being killed. */
#define lock_page_killable(page) dock_lock_page_killable(page)
#endif

#endif
