/* SPDX-License-Identifier: MIT */
/*
 * The ledger of pages: for each page frame, who took it, who gave it away and
 * who freed it; and the rules about references that follow from it.
 *
 * A fault handler that hands a page to the fault path gives a reference away.
 * It may have taken one for that, or give up one that it had before: both are
 * legal, and which it was shows only later. So a page that is handed over
 * without a reference of the handler's own is remembered; the report comes
 * when the books cannot balance any more: more PTEs than references, or the
 * driver uses or frees a page that the last unmap freed under it.
 *
 * Entries lie beside the memory map, zero meaning "never touched". Pages that
 * were freed while suspect are kept out of use (quarantine), so that a later
 * use of them is seen as what it is.
 */
#ifndef DOCK_CHECK_LEDGER_H
#define DOCK_CHECK_LEDGER_H

#include <linux/mm_types.h>
#include "machine/layout.h"

enum dock_page_state {
	DOCK_PAGE_UNUSED, /* never allocated */
	DOCK_PAGE_LIVE,
	DOCK_PAGE_FREED,
};

#define DOCK_PAGE_INSIDE 0xff /* of a block: not its first page */

struct dock_page_entry {
	u8 state;
	u8 own;			/* the kernel's own: slabs, tables, stacks */
	u8 handed : 1;		/* given to the fault path without a new reference */
	u8 reported : 1;	/* its user was told: once is enough */
	u8 split : 1;		/* no part of the block any more that was allocated */
	u8 order;		/* of the block that begins here, or DOCK_PAGE_INSIDE */
	u32 alloc_stack, free_stack;
	int freed_by;		/* pid of the task that dropped the last reference */
	char freed_comm[16];
	unsigned long handler;	/* the fault handler that did so */
	unsigned long handed_pc; /* where in it, if known; else 0 */
};

int dock_ledger_init(unsigned long end_pfn);
static inline struct dock_page_entry *dock_ledger_entry(const struct page *page)
{
	return (struct dock_page_entry *)DOCK_LEDGER_BASE +
	       (page - (const struct page *)DOCK_MEMMAP_BASE);
}

void dock_ledger_alloc(struct page *page, unsigned int order);
/* The pages are blocks of their own from now on. */
void dock_ledger_split(struct page *page, unsigned long pages);
/* A driver splits @page as a block of @order: reports if it has fewer pages. Returns
 * how many of them are its own. */
unsigned long dock_ledger_pages_split(struct page *page, unsigned int order);
/* A driver frees @page as a block of @order: reports if it is none. Returns the
 * order of the block that it is, or -1 if it must not be freed. */
int dock_ledger_order_freed(struct page *page, unsigned int order);
/* The block leaves the allocator's users. Returns true if it must be kept out
 * of use. */
bool dock_ledger_free(struct page *page, unsigned int order);
/* The last reference of the block is gone: reports if a page of it is not fit to
 * be freed. Returns true if it must be kept out of use. */
bool dock_ledger_check_freed(struct page *page, unsigned int order);
/* Mark a live block as the kernel's own: it is no leak of a driver. */
void dock_ledger_own(struct page *page, unsigned int order);

/* References that are taken and dropped while a fault handler runs. */
void dock_ledger_get(struct page *page, int delta);
void dock_ledger_fault_begin(void);
void dock_ledger_fault_over(void); /* after each begin, once the handler has returned */
/* @handler returned @page, which it stored at @store_pc (0: unknown). As in
 * Linux the page is mapped whatever is wrong with it. */
void dock_ledger_fault_end(unsigned long handler, unsigned long store_pc, struct page *page);

/* Somebody frees @page, which is not allocated. Always reports. */
void dock_ledger_free_of_free(struct page *page, const char *function);
/* Somebody takes or drops a reference of @page, which has none. Reports. */
void dock_ledger_ref_of_free(struct page *page, const char *function);
/* The kernel copies between a user and [addr, addr+len) for a driver: reports
 * if a page of it is free, and returns true then. */
bool dock_ledger_use(const void *addr, unsigned long len, const char *function);

/* Pages in use that are not the kernel's own, and those whose allocation a
 * module in [text, text+len) asked for: reported as leaks. */
unsigned long dock_ledger_live(void);
void dock_ledger_report_leaks(unsigned long base, unsigned long len, const char *module);

#endif
