/* SPDX-License-Identifier: MIT */
/* The rules about coherent memory that a driver maps to users by itself. See dma.h;
 * each has a page in docs/rules/. */
#include <linux/kernel.h>
#include <linux/mm.h>
#include "check/dma.h"
#include "check/dma_map.h"
#include "check/report.h"
#include "check/shadow.h"
#include "machine/bus.h"
#include "machine/cache.h"

static struct dock_dma_map *coherent_at(unsigned long phys)
{
	struct dock_dma_map *m = NULL;

	while ((m = dock_dma_next_phys(phys, m)))
		if (dock_dma_is_coherent(m->kind))
			break;
	return m;
}

static void report(const char *rule, unsigned long addr, const char *what,
		   const char *function, const struct dock_dma_map *m)
{
	struct dock_report *r;

	if (dock_report_seen(rule, m->map_stack))
		return;
	r = dock_report_begin(rule, "%s", what);
	dock_report_fact(r, "call", "%s, page frame 0x%lx", function, addr >> PAGE_SHIFT);
	dock_dma_report_map(r, m);
	dock_dma_report_end(r, m);
}

void dock_dma_shown_to_user(unsigned long pfn, bool is_there, bool cached,
			    const char *function)
{
	unsigned long addr = pfn << PAGE_SHIFT;
	struct dock_dma_map *m;

	if (dock_no_check)
		return;
	m = cached && !dock_cache_coherent() ? coherent_at(addr) : NULL;
	if (m)
		report("dma-user-cached", addr,
		       "coherent memory is mapped to users through a cache that devices "
		       "do not see",
		       function, m);
	m = !is_there && dock_bus_offset() ? dock_dma_next_bus(NULL, addr, NULL) : NULL;
	if (m)
		report("address-type", addr,
		       "a bus address is taken for a physical one: nothing is there",
		       function, m);
}
