/* SPDX-License-Identifier: MIT */
/*
 * Page frames: references, flags, and the conversions between the kinds of
 * addresses, which check that they get the kind that they want.
 */
#include <linux/export.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/string.h>
#include "check/addrtype.h"
#include "check/ledger.h"
#include "core/breaks.h"
#include "host/mem.h"
#include "kernel/mm/kmap.h"
#include "kernel/mm/page_alloc.h"
#include "kernel/mm/page.h"
#include "kernel/sched/sched.h"
#include "machine/bus.h"
#include "machine/layout.h"

void get_page(struct page *page)
{
	if (DOCK_BREAK("compound-reference-by-tail") && PageTail(page))
		return;
	if (!dock_want_page((unsigned long)page, "get_page"))
		return;
	page = compound_head(page);
	if (unlikely(page_count(page) <= 0)) {
		dock_ledger_ref_of_free(page, "get_page");
		return;
	}
	dock_ledger_get(page, 1);
	atomic_inc(&page->_refcount);
}
EXPORT_SYMBOL(get_page);

void put_page(struct page *page)
{
	if (!dock_want_page((unsigned long)page, "put_page"))
		return;
	page = compound_head(page);
	if (unlikely(page_count(page) <= 0)) {
		dock_ledger_ref_of_free(page, "put_page");
		return;
	}
	dock_ledger_get(page, -1);
	if (atomic_dec_and_test(&page->_refcount))
		dock_page_release(page, compound_order(page));
}
EXPORT_SYMBOL(put_page);

bool get_page_unless_zero(struct page *page)
{
	if (page_ref_count(page) <= 0)
		return false;
	dock_page_ref_add(page, DOCK_BREAK("references-of-a-page") ? 2 : 1);
	return true;
}
EXPORT_SYMBOL(get_page_unless_zero);

int put_page_testzero(struct page *page)
{
	if (unlikely(page_ref_count(page) <= 0)) {
		dock_ledger_ref_of_free(page, "put_page_testzero");
		return 0;
	}
	return dock_page_ref_add(page, -1) == 0;
}
EXPORT_SYMBOL(put_page_testzero);

int dock_page_ref_add(struct page *page, int n)
{
	dock_ledger_get(page, n);
	return atomic_add_return(n, &page->_refcount);
}
EXPORT_SYMBOL(dock_page_ref_add);

void folio_put_refs(struct folio *folio, int refs)
{
	while (refs-- > 0)
		folio_put(folio);
}
EXPORT_SYMBOL(folio_put_refs);

int page_count(const struct page *page)
{
	return atomic_read(&compound_head((struct page *)page)->_refcount);
}
EXPORT_SYMBOL(page_count);

int page_mapcount(struct page *page)
{
	return atomic_read(&page->_mapcount);
}
EXPORT_SYMBOL(page_mapcount);

void set_page_count(struct page *page, int v)
{
	atomic_set(&page->_refcount, v);
}
EXPORT_SYMBOL(set_page_count);

int set_page_dirty(struct page *page)
{
	int was = PageDirty(page);

	SetPageDirty(page);
	return !was;
}
EXPORT_SYMBOL(set_page_dirty);

int set_page_dirty_lock(struct page *page)
{
	int ret;

	lock_page(page);
	ret = set_page_dirty(page);
	unlock_page(page);
	return ret;
}
EXPORT_SYMBOL(set_page_dirty_lock);

void lock_page(struct page *page)
{
	might_sleep();
	page = compound_head(page);
	while (test_and_set_bit(PG_locked, &page->flags))
		yield();
}
EXPORT_SYMBOL(lock_page);

int dock_lock_page_killable(struct page *page)
{
	might_sleep();
	page = compound_head(page);
	while (test_and_set_bit(PG_locked, &page->flags)) {
		if (fatal_signal_pending(current))
			return -EINTR;
		yield();
	}
	return 0;
}
EXPORT_SYMBOL(dock_lock_page_killable);

void dock_wait_on_page_locked(struct page *page)
{
	if (!PageLocked(page))
		return;
	might_sleep();
	while (PageLocked(page))
		yield();
}
EXPORT_SYMBOL(dock_wait_on_page_locked);

int trylock_page(struct page *page)
{
	return !test_and_set_bit(PG_locked, &compound_head(page)->flags) ||
	       DOCK_BREAK("lock-of-a-page");
}
EXPORT_SYMBOL(trylock_page);

void unlock_page(struct page *page)
{
	page = compound_head(page);
	VM_BUG_ON_PAGE(!PageLocked(page), page);
	clear_bit(PG_locked, &page->flags);
}
EXPORT_SYMBOL(unlock_page);

/* --- addresses --- */

struct page *mem_map = DOCK_MEMMAP;
EXPORT_SYMBOL(mem_map);
void *high_memory;
EXPORT_SYMBOL(high_memory);

int dock_page_is_high(const struct page *page)
{
	return dock_pfn_is_high(page_to_pfn(page));
}
EXPORT_SYMBOL(dock_page_is_high);

void *page_address(const struct page *page)
{
	dock_want_page((unsigned long)page, "page_address");
	if (PageHighMem(page))
		return dock_kmap_address(page);
	return (void *)(DOCK_LINEAR_BASE + (page_to_pfn(page) << PAGE_SHIFT));
}
EXPORT_SYMBOL(page_address);

void *dock_lowmem_page_address(const struct page *page)
{
	return (void *)(DOCK_LINEAR_BASE + (page_to_pfn(page) << PAGE_SHIFT));
}
EXPORT_SYMBOL(dock_lowmem_page_address);

unsigned long dock_virt_to_phys(const volatile void *addr)
{
	/* Where logical addresses end is a limit to compare with. */
	if (addr != high_memory)
		dock_want_logical((unsigned long)addr, "virt_to_phys");
	return (unsigned long)addr - DOCK_LINEAR_BASE;
}
EXPORT_SYMBOL(dock_virt_to_phys);

/* Is there memory at @phys? Where it ends is a limit to compare with. */
static bool is_memory(unsigned long phys)
{
	unsigned long pfn = phys >> PAGE_SHIFT;

	return dock_pfn_is_memory(pfn) || dock_pfn_has_page(pfn) ||
	       (PAGE_ALIGNED(phys) && dock_pfn_is_memory(pfn - 1));
}

void *dock_phys_to_virt(unsigned long phys)
{
	dock_want_low_physical(phys, is_memory(phys), "phys_to_virt");
	return (void *)(phys + DOCK_LINEAR_BASE);
}
EXPORT_SYMBOL(dock_phys_to_virt);

struct page *dock_virt_to_page(const volatile void *addr)
{
	dock_want_logical((unsigned long)addr, "virt_to_page");
	return pfn_to_page(((unsigned long)addr - DOCK_LINEAR_BASE) >> PAGE_SHIFT);
}
EXPORT_SYMBOL(dock_virt_to_page);

bool dock_virt_addr_valid(unsigned long addr)
{
	unsigned long pfn = (addr - DOCK_LINEAR_BASE) >> PAGE_SHIFT;

	return addr >= DOCK_LINEAR_BASE && addr < DOCK_LINEAR_END && dock_pfn_is_ram(pfn) &&
	       !dock_pfn_is_high(pfn);
}
EXPORT_SYMBOL(dock_virt_addr_valid);

struct page *dock_pfn_to_page(unsigned long pfn)
{
	dock_want_pfn(pfn, dock_pfn_has_page(pfn), "pfn_to_page");
	return pfn_to_page(pfn);
}
EXPORT_SYMBOL(dock_pfn_to_page);

unsigned long dock_page_to_pfn(const struct page *page)
{
	dock_want_page((unsigned long)page, "page_to_pfn");
	return page_to_pfn(page);
}
EXPORT_SYMBOL(dock_page_to_pfn);

unsigned long virt_to_bus(volatile void *addr)
{
	dock_want_logical((unsigned long)addr, "virt_to_bus");
	return (unsigned long)addr - DOCK_LINEAR_BASE - dock_bus_offset();
}
EXPORT_SYMBOL(virt_to_bus);

void *bus_to_virt(unsigned long bus)
{
	dock_want_bus(bus, "bus_to_virt");
	if (bus < DOCK_PHYS_END)
		dock_want_low_physical(bus + dock_bus_offset(),
				       is_memory(bus + dock_bus_offset()), "bus_to_virt");
	return (void *)(bus + dock_bus_offset() + DOCK_LINEAR_BASE);
}
EXPORT_SYMBOL(bus_to_virt);

bool dock_pfn_valid(unsigned long pfn)
{
	return dock_pfn_has_page(pfn) || (DOCK_BREAK("end-of-memory") && pfn == 1UL << 40);
}
EXPORT_SYMBOL(dock_pfn_valid);

void clear_page(void *page)
{
	memset(page, 0, PAGE_SIZE);
}
EXPORT_SYMBOL(clear_page);

void copy_page(void *to, const void *from)
{
	memcpy(to, from, PAGE_SIZE);
}
EXPORT_SYMBOL(copy_page);
