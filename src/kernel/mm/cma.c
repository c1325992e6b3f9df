// SPDX-License-Identifier: MIT
/*
 * Memory in a row: an area from which any number of pages can be had. Here it is kept
 * for that alone, where Linux lends it to pages that it can move away.
 *
 * A bit says that a page was given out by cma_alloc() and not released; a page may
 * be in use longer than that, as long as somebody holds a reference.
 */
#include "kernel/mm/cma.h"

#include <linux/bitmap.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include "check/ledger.h"
#include "host/mem.h"
#include "kernel/mm/zone.h"
#include "kernel/sched/sched.h"
#include "machine/desc.h"

#define CMA_NS 1000

struct cma {
	unsigned long base_pfn, count;
	unsigned long *bitmap;
	const char *name;
};

static struct cma area = { .name = "reserved" };
unsigned long totalcma_pages;
DOCK_EXPORT_SYMBOL_BUILTIN(totalcma_pages);

void dock_cma_init(const struct dock_machine_desc *desc)
{
	area.base_pfn = desc->cma_base >> PAGE_SHIFT;
	area.count = totalcma_pages = desc->cma_size >> PAGE_SHIFT;
	if (area.count)
		area.bitmap = host_alloc(BITS_TO_LONGS(area.count) * sizeof(long));
}

struct cma *dock_cma_area(void)
{
	return area.count ? &area : NULL;
}

phys_addr_t cma_get_base(const struct cma *cma)
{
	return (phys_addr_t)cma->base_pfn << PAGE_SHIFT;
}
DOCK_EXPORT_SYMBOL_BUILTIN(cma_get_base);

unsigned long cma_get_size(const struct cma *cma)
{
	return cma->count << PAGE_SHIFT;
}
DOCK_EXPORT_SYMBOL_BUILTIN(cma_get_size);

const char *cma_get_name(const struct cma *cma)
{
	return cma->name;
}
DOCK_EXPORT_SYMBOL_BUILTIN(cma_get_name);

static bool all_free(unsigned long pfn, unsigned long count)
{
	while (count && dock_cma_page_is_free(pfn)) {
		pfn++;
		count--;
	}
	return !count;
}

/* Each page is a block of its own, with one reference. */
static void take(unsigned long pfn, unsigned long count)
{
	for (; count--; pfn++) {
		struct page *page = pfn_to_page(pfn);

		dock_cma_page_take(pfn);
		*page = (struct page){ 0 };
		atomic_set(&page->_refcount, 1);
		dock_ledger_alloc(page, 0);
		dock_ledger_get(page, 1);
	}
}

/* The lowest place, aligned in memory, not in the area. *@err: 0, or why there is none. */
static unsigned long find_place(struct cma *cma, unsigned long count, unsigned int align, int *err)
{
	unsigned long mask = (1UL << align) - 1, at = 0;

	*err = -ENOMEM;
	for (;; at += mask + 1) {
		at = bitmap_find_next_zero_area_off(cma->bitmap, cma->count, at,
						    (unsigned int)count, mask,
						    cma->base_pfn & mask);
		if (at >= cma->count)
			return 0;
		if (all_free(cma->base_pfn + at, count)) {
			*err = 0;
			return at;
		}
		*err = -EBUSY;
	}
}

struct page *cma_alloc(struct cma *cma, unsigned long count, unsigned int align, bool no_warn)
{
	unsigned long at = 0;
	int err = -ENOMEM;

	if (!cma || !count)
		return NULL;
	might_sleep();
	dock_switch_point(CMA_NS);
	if (count <= cma->count && align < BITS_PER_LONG - PAGE_SHIFT)
		at = find_place(cma, count, align, &err);
	if (err) {
		if (!no_warn)
			pr_err("cma: %s: %s: alloc failed, req-size: %lu pages, ret: %d\n",
			       __func__, cma->name, count, err);
		return NULL;
	}
	bitmap_set(cma->bitmap, (unsigned int)at, (unsigned int)count);
	take(cma->base_pfn + at, count);
	return pfn_to_page(cma->base_pfn + at);
}
DOCK_EXPORT_SYMBOL_BUILTIN(cma_alloc);

/* Gives back what cma_alloc() has given out; the first page that it has not, or that
 * is released again, is reported, and none of these is touched. */
static void give_back(struct cma *cma, unsigned long at, unsigned long count)
{
	unsigned long in_use = 0;
	bool is_told = false;

	for (; count--; at++) {
		struct page *page = pfn_to_page(cma->base_pfn + at);

		if (!test_and_clear_bit((long)at, cma->bitmap)) {
			if (!is_told)
				dock_ledger_free_of_free(page, "cma_release");
			is_told = true;
			continue;
		}
		in_use += page_count(page) != 1;
		__free_pages(page, 0);
	}
	WARN(in_use, "%lu pages are still in use!\n", in_use);
}

bool cma_release(struct cma *cma, const struct page *pages, unsigned long count)
{
	unsigned long pfn;

	if (!cma || !pages)
		return false;
	pfn = page_to_pfn(pages);
	if (pfn < cma->base_pfn || pfn >= cma->base_pfn + cma->count)
		return false;
	VM_BUG_ON(pfn + count > cma->base_pfn + cma->count);
	give_back(cma, pfn - cma->base_pfn, count);
	return true;
}
DOCK_EXPORT_SYMBOL_BUILTIN(cma_release);
