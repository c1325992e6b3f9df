/* SPDX-License-Identifier: MIT */
/* The rules about the driver's calls: how a mapping is synced, and how it ends.
 * See dma.h; each has a page in docs/rules/. */
#include <linux/kernel.h>
#include <linux/string.h>
#include "check/addrtype.h"
#include "check/dma.h"
#include "check/dma_map.h"
#include "check/report.h"
#include "check/shadow.h"
#include "check/stack.h"
#include "check/timeline.h"
#include "machine/layout.h"

static void report_call(const char *rule, const char *what, const char *name, unsigned long bus,
			unsigned long size, int dir, const struct dock_dma_map *m)
{
	struct dock_report *r = dock_report_begin(rule, "%s", what);

	dock_report_fact(r, "call", "%s, bus 0x%lx, %lu bytes, %s", name, bus, size,
			 dock_dma_dir_name(dir));
	if (m)
		dock_dma_report_map(r, m);
	dock_dma_report_end(r, m);
	dock_timeline_report(m, rule, m ? (long)(bus - m->bus) : 0, size, 0);
}

/* --- unmap and free --- */

/* Several mappings may start at one address: the one that fits best. */
static struct dock_dma_map *find_start(void *dev, unsigned long bus, unsigned long size, int dir,
				       enum dock_dma_kind kind)
{
	struct dock_dma_map *m = NULL, *best = NULL;
	int best_score = -1;

	while ((m = dock_dma_next_bus(dev, bus, m))) {
		bool coherent = dock_dma_is_coherent(kind);
		int score = (m->size == size) * 4 + (m->dir == dir) * 2 +
			    ((dock_dma_is_coherent(m->kind)) == coherent);

		if (m->bus == bus && score > best_score) {
			best = m;
			best_score = score;
		}
	}
	return best;
}

static struct dock_dma_map *find_to_unmap(void *dev, const char *name, unsigned long bus,
					  unsigned long size, int dir, enum dock_dma_kind kind)
{
	struct dock_dma_map *m = find_start(dev, bus, size, dir, kind);

	if (m)
		return m;
	m = find_start(NULL, bus, size, dir, kind);
	if (m) {
		report_call("dma-unmap-mismatch", "a mapping of another device is unmapped", name, bus,
			    size, dir, m);
		return m;
	}
	m = dock_dma_next_bus(dev, bus, NULL);
	if (m) {
		report_call("dma-unmap-mismatch",
			    "unmapped with an address inside the mapping, not its start", name, bus,
			    size, dir, m);
		return NULL;
	}
	m = dock_dma_find_history(dev, bus);
	report_call(m ? "dma-unmap-twice" : "dma-unmap-unknown",
		    m ? "a mapping is unmapped that was unmapped already"
		      : "an address is unmapped that was never mapped",
		    name, bus, size, dir, m);
	return NULL;
}

bool dock_dma_unmapped(void *dev, const char *name, unsigned long bus, unsigned long size, int dir,
		       enum dock_dma_kind kind, bool skip_sync)
{
	struct dock_dma_map *m;

	if (dock_no_check) {
		m = find_start(dev, bus, size, dir, kind);
		if (m)
			dock_dma_forget(m);
		return true;
	}
	m = find_to_unmap(dev, name, bus, size, dir, kind);
	if (!m)
		return false;
	if (m->kind == DOCK_DMA_POOL || dock_dma_is_coherent(m->kind) != dock_dma_is_coherent(kind))
		report_call("dma-unmap-mismatch", "freed with the function for another kind of mapping",
			    name, bus, size, dir, m);
	else if (m->size != size)
		report_call("dma-unmap-mismatch", "unmapped with another size than it was mapped with",
			    name, bus, size, dir, m);
	else if (!dock_dma_is_coherent(m->kind) && m->dir != dir)
		report_call("dma-unmap-mismatch",
			    "unmapped with another direction than it was mapped with", name, bus, size,
			    dir, m);
	if (!dock_dma_is_coherent(m->kind) && !m->error_checked)
		report_call("dma-error-unchecked",
			    "the result of the mapping was never checked with dma_mapping_error()", name,
			    bus, size, dir, m);
	(void)skip_sync;
	if (m->kind == DOCK_DMA_POOL)
		return false; /* it is still the pool's */
	dock_dma_forget(m);
	return true;
}

static struct dock_dma_map *find_block(void *dev, unsigned long bus)
{
	struct dock_dma_map *m = NULL;

	while ((m = dock_dma_next_bus(dev, bus, m)))
		if (m->bus == bus && m->kind == DOCK_DMA_POOL)
			break;
	return m;
}

void dock_dma_block_freed(void *dev, unsigned long bus)
{
	struct dock_dma_map *m = find_block(dev, bus);

	if (m)
		dock_dma_forget(m);
}

void dock_dma_block_lost(void *dev, unsigned long bus)
{
	struct dock_dma_map *m = find_block(dev, bus);

	if (m)
		m->freed = true;
}

void dock_dma_error_checked(void *dev, unsigned long bus)
{
	struct dock_dma_map *m = NULL;

	/* Of several that start here: each check counts for one. */
	while ((m = dock_dma_next_bus(dev, bus, m)))
		if (m->bus == bus && !m->error_checked) {
			m->error_checked = true;
			return;
		}
}

/* --- syncs --- */

/* A sync to the device gives the CPU nothing of the device's, nor the other way
 * round: that is what the direction of a sync says for a mapping of both. */
static void sync_bytes(struct dock_dma_map *m, unsigned long off, unsigned long len, int dir,
		       bool for_cpu)
{
	bool both = m->dir == DOCK_DIR_BOTH;
	u8 set = for_cpu ? DOCK_BYTE_CPU : 0;
	u8 clear = for_cpu ? DOCK_BYTE_DEV_WROTE : DOCK_BYTE_CPU | DOCK_BYTE_CPU_WROTE;
	u8 *bytes = dock_dma_bytes(m);

	if (both && for_cpu && dir == DOCK_DIR_TO)
		clear = 0;
	else if (both && !for_cpu && dir == DOCK_DIR_FROM)
		clear = DOCK_BYTE_CPU;
	for (unsigned long i = off; i < off + len; i++)
		bytes[i] = (u8)((bytes[i] & ~clear) | set);
	m->synced = true;
	m->sync_for_cpu = for_cpu;
	m->sync_off = off;
	m->sync_len = len;
	m->sync_stack = dock_stack_keep();
	dock_timeline_event(for_cpu ? DOCK_TIMELINE_FOR_CPU : DOCK_TIMELINE_FOR_DEVICE, m->id, off,
			    len, dock_stack_driver_pc(m->sync_stack));
}

/* Where no mapping fits: what is wrong with the one that is there, if any. */
static void sync_misfit(void *dev, const char *name, unsigned long bus, unsigned long size, int dir,
			bool for_cpu)
{
	struct dock_dma_map *m = dock_dma_next_bus(dev, bus, NULL);

	if (!m || bus + size > m->bus + m->size) {
		report_call("dma-sync-outside",
			    m ? "a sync reaches past the end of its mapping"
			      : "a sync of an address that is not mapped",
			    name, bus, size, dir, m);
		if (!m)
			return;
		size = m->bus + m->size - bus;
	}
	if (!dock_dma_is_coherent(m->kind) && m->dir != dir && m->dir != DOCK_DIR_BOTH)
		report_call("dma-sync-mismatch", "synced with another direction than it was mapped with",
			    name, bus, size, dir, m);
	sync_bytes(m, bus - m->bus, size, dir, for_cpu);
}

void dock_dma_synced(void *dev, const char *name, unsigned long bus, unsigned long size, int dir,
		     bool for_cpu)
{
	struct dock_dma_map *m = NULL;
	bool fits = false;

	if (dock_no_check || !size)
		return;
	/* Of overlapping mappings nobody can say which one is meant: all that fit. */
	while ((m = dock_dma_next_bus(dev, bus, m)))
		if (bus + size <= m->bus + m->size && (m->dir == dir || m->dir == DOCK_DIR_BOTH)) {
			sync_bytes(m, bus - m->bus, size, dir, for_cpu);
			fits = true;
		}
	if (!fits)
		sync_misfit(dev, name, bus, size, dir, for_cpu);
}

/* --- what is left --- */

static void freed_mapped(struct dock_dma_map *m, unsigned long phys, unsigned long len)
{
	struct dock_report *r;

	m->freed = true;
	r = dock_report_begin("dma-leak", "memory is freed that is still mapped for a device");
	dock_report_fact(r, "memory", "%lu bytes at 0x%lx, %s", len, DOCK_LOGICAL(phys),
			 dock_addr_type(DOCK_LOGICAL(phys)));
	dock_dma_report_map(r, m);
	dock_dma_report_end(r, m);
	dock_timeline_report(m, "dma-leak", (long)(phys - m->phys), len, 0);
}

void dock_dma_freed(unsigned long phys, unsigned long len)
{
	if (likely(!dock_dma_live()) || dock_no_check)
		return;
	for (unsigned long page = phys & ~4095UL; page < phys + len; page += 4096) {
		struct dock_dma_map *m = NULL;

		while ((m = dock_dma_next_phys(page, m)))
			if (!dock_dma_is_coherent(m->kind) && !m->freed && m->phys < phys + len &&
			    phys < m->phys + m->size)
				freed_mapped(m, phys, len);
	}
}

void dock_dma_unbound(void *dev, const char *name)
{
	struct dock_dma_map *m = dock_dma_first(), *next, *first = NULL;
	unsigned long n = 0;
	struct dock_report *r;

	for (struct dock_dma_map *i = m; i; i = i->next)
		if (i->dev == dev && !i->freed) { /* else it was reported then */
			first = i;
			n++;
		}
	if (n && !dock_no_check) {
		r = dock_report_begin("dma-leak", "the driver left %s with %lu mapping%s in place",
				      name, n, n == 1 ? "" : "s");
		dock_dma_report_map(r, first);
		dock_report_kept(r, "mapped", first->map_stack);
		dock_report_end(r);
		dock_timeline_report(first, "dma-leak", 0, first->size, 0);
	}
	for (; m; m = next) {
		next = m->next;
		if (m->dev == dev)
			dock_dma_forget(m);
	}
}
