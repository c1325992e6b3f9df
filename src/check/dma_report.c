/* SPDX-License-Identifier: MIT */
/* What the reports about DMA mappings share: see dma_map.h. */
#include <linux/kernel.h>
#include "check/dma.h"
#include "check/dma_map.h"
#include "check/report.h"
#include "check/stack.h"
#include "machine/layout.h"

const char *dock_dma_dir_name(int dir)
{
	static const char *const names[] = { "DMA_BIDIRECTIONAL", "DMA_TO_DEVICE",
					     "DMA_FROM_DEVICE", "DMA_NONE" };

	return dir >= 0 && dir <= 3 ? names[dir] : "no direction";
}

static const char *kind_name(enum dock_dma_kind kind)
{
	static const char *const names[] = { "single", "page", "coherent", "block of a pool" };

	return names[kind];
}

void dock_dma_report_map(struct dock_report *r, const struct dock_dma_map *m)
{
	dock_report_fact(r, "mapping", "%s, %lu bytes, %s, of %s", kind_name(m->kind), m->size,
			 dock_dma_dir_name(m->dir), m->name);
	dock_report_fact(r, "addresses", "bus 0x%lx, physical 0x%lx, logical 0x%lx", m->bus, m->phys,
			 DOCK_LOGICAL(m->phys));
	if (m->synced)
		dock_report_fact(r, "last sync", "for the %s, bytes %lu to %lu",
				 m->sync_for_cpu ? "CPU" : "device", m->sync_off,
				 m->sync_off + m->sync_len - 1);
}

void dock_dma_report_end(struct dock_report *r, const struct dock_dma_map *m)
{
	unsigned long pcs[DOCK_STACK_MAX];

	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	if (m) {
		if (m->synced)
			dock_report_kept(r, "synced", m->sync_stack);
		dock_report_kept(r, "mapped", m->map_stack);
		dock_report_kept(r, "unmapped", m->unmap_stack);
	}
	dock_report_end(r);
}
