/* SPDX-License-Identifier: MIT */
/* What is mapped to users, against the buffer or the region that it begins in: see
 * map_bounds.h. */
#include "check/map_bounds.h"

#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include "check/dma.h"
#include "check/dma_map.h"
#include "check/ledger.h"
#include "check/report.h"
#include "check/shadow.h"
#include "check/stack.h"

#define ALL (~0UL) /* no end is known */

static unsigned long frames_from(unsigned long pfn, unsigned long phys_end)
{
	return (PAGE_ALIGN(phys_end) >> PAGE_SHIFT) - pfn;
}

/* The coherent memory that @pfn is of, as far as it was asked for. */
static struct dock_dma_map *coherent_buffer(unsigned long pfn)
{
	struct dock_dma_map *m = NULL, *longest = NULL;

	while ((m = dock_dma_next_phys(pfn << PAGE_SHIFT, m)))
		if (dock_dma_is_coherent(m->kind) &&
		    (!longest || m->phys + m->size > longest->phys + longest->size))
			longest = m;
	return longest;
}

static bool is_drivers(const struct dock_page_entry *e)
{
	return e->state == DOCK_PAGE_LIVE && !e->own;
}

/* Of @pages frames those that belong to one buffer: to an object of kmalloc(), or to
 * blocks of pages in a row, which a driver may have gathered by itself. */
static unsigned long frames_of_buffer(unsigned long pfn, unsigned long pages, u32 *stack)
{
	const struct dock_page_entry *e = dock_ledger_entry(pfn_to_page(pfn));
	struct dock_shadow_object o;
	unsigned long n = 0;

	*stack = e->alloc_stack;
	if (e->state == DOCK_PAGE_LIVE && e->own) {
		if (!dock_shadow_find_object(pfn << PAGE_SHIFT, &o) || !o.live)
			return ALL;
		*stack = o.alloc_stack;
		return frames_from(pfn, o.start + o.size);
	}
	if (!is_drivers(e))
		return ALL;
	while (n < pages && pfn_valid(pfn + n) && is_drivers(&e[n]))
		n++;
	return n;
}

static const char *who_has(unsigned long pfn)
{
	const struct dock_page_entry *e;

	if (!pfn_valid(pfn))
		return "no RAM";
	e = dock_ledger_entry(pfn_to_page(pfn));
	if (e->state != DOCK_PAGE_LIVE)
		return "a free page";
	return e->own ? "the kernel's own" : "other memory of a driver";
}

static struct dock_report *begin(unsigned long pfn, unsigned long pages, unsigned long is,
				 const char *what, const char *function)
{
	struct dock_report *r;

	r = dock_report_begin("map-beyond", "%s() maps %lu pages, of which the %s has %lu",
			      function, pages, what, is);
	dock_report_fact(r, "mapped", "frames 0x%lx to 0x%lx", pfn, pfn + pages - 1);
	return r;
}

static void end(struct dock_report *r, const char *title, u32 stack)
{
	unsigned long pcs[DOCK_STACK_MAX];

	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	if (stack)
		dock_report_kept(r, title, stack);
	dock_report_end(r);
}

void dock_map_bounds_ram(unsigned long pfn, unsigned long pages, const char *function)
{
	struct dock_dma_map *m = coherent_buffer(pfn);
	unsigned long is;
	struct dock_report *r;
	u32 stack;

	if (dock_no_check)
		return;
	if (m) {
		is = frames_from(pfn, m->phys + m->size);
		stack = m->map_stack;
	} else {
		is = frames_of_buffer(pfn, pages, &stack);
	}
	if (likely(is >= pages) || dock_report_seen("map-beyond", stack))
		return;
	r = begin(pfn, pages, is, "buffer", function);
	dock_report_fact(r, "behind it", "frame 0x%lx, %s", pfn + is, who_has(pfn + is));
	if (m)
		dock_dma_report_map(r, m);
	end(r, "allocated", stack);
}

void dock_map_bounds_device(unsigned long pfn, unsigned long pages,
			    const struct resource *region, const char *function)
{
	unsigned long is = frames_from(pfn, region->end + 1);
	struct dock_report *r;

	if (likely(is >= pages) || dock_no_check ||
	    dock_report_seen("map-beyond", region->start))
		return;
	r = begin(pfn, pages, is, "region", function);
	dock_report_fact(r, "region", "0x%llx-0x%llx, %s", (unsigned long long)region->start,
			 (unsigned long long)region->end, region->name);
	end(r, "", 0);
}
