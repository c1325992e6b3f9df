/* SPDX-License-Identifier: MIT */
/* The rules about DMA mappings: who may touch which byte when, and how a mapping
 * ends. See dma.h; each has a page in docs/rules/. */
#include <linux/kernel.h>
#include <linux/string.h>
#include "check/addrtype.h"
#include "check/dma.h"
#include "check/dma_map.h"
#include "check/report.h"
#include "check/shadow.h"
#include "check/stack.h"
#include "machine/bus.h"
#include "machine/cache.h"
#include "machine/layout.h"

static const char *dir_name(int dir)
{
	static const char *const names[] = { "DMA_BIDIRECTIONAL", "DMA_TO_DEVICE",
					     "DMA_FROM_DEVICE", "DMA_NONE" };

	return dir >= 0 && dir <= 3 ? names[dir] : "no direction";
}

static const char *kind_name(enum dock_dma_kind kind)
{
	return kind == DOCK_DMA_COHERENT ? "coherent" : kind == DOCK_DMA_PAGE ? "page" : "single";
}

static void add_kept(struct dock_report *r, const char *title, u32 stack)
{
	const unsigned long *pcs;
	int n = dock_stack_get(stack, &pcs);

	dock_report_stack(r, title, pcs, n);
}

static void add_now(struct dock_report *r)
{
	unsigned long pcs[DOCK_STACK_MAX];

	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
}

static void add_map(struct dock_report *r, const struct dock_dma_map *m)
{
	dock_report_fact(r, "mapping", "%s, %lu bytes, %s, of %s", kind_name(m->kind), m->size,
			 dir_name(m->dir), m->name);
	dock_report_fact(r, "addresses", "bus 0x%lx, physical 0x%lx, logical 0x%lx", m->bus, m->phys,
			 DOCK_LOGICAL(m->phys));
	if (m->synced)
		dock_report_fact(r, "last sync", "for the %s, bytes %lu to %lu",
				 m->sync_for_cpu ? "CPU" : "device", m->sync_off,
				 m->sync_off + m->sync_len - 1);
}

static void end(struct dock_report *r, const struct dock_dma_map *m)
{
	add_now(r);
	if (m) {
		if (m->synced)
			add_kept(r, "synced", m->sync_stack);
		add_kept(r, "mapped", m->map_stack);
		add_kept(r, "unmapped", m->unmap_stack);
	}
	dock_report_end(r);
}

/* --- the CPU's accesses --- */

static void report_cpu(const char *rule, const char *what, struct dock_dma_map *m,
		       unsigned long addr, unsigned long off, unsigned long pc)
{
	struct dock_report *r;

	if (dock_report_seen(rule, pc))
		return;
	r = dock_report_begin(rule, "%s", what);
	dock_report_fact(r, "access", "byte %lu of the buffer, at 0x%lx, %s", off, addr,
			 dock_addr_type(addr));
	add_map(r, m);
	end(r, m);
}

static void cpu_load(struct dock_dma_map *m, unsigned long addr, unsigned long off,
		     unsigned long pc)
{
	u8 state = m->bytes ? m->bytes[off] : m->cpu_owns ? DOCK_BYTE_CPU : 0;

	m->load_pc = pc;
	m->load_addr = addr;
	if (m->dir == DOCK_DIR_TO)
		return;
	if (state & DOCK_BYTE_DEV_WROTE)
		report_cpu("dma-stale-load",
			   "the CPU loads a byte that the device has written since the last sync for the CPU",
			   m, addr, off, pc);
	else if (!(state & DOCK_BYTE_CPU))
		report_cpu("dma-cpu-load", "the CPU loads from a buffer that the device may write",
			   m, addr, off, pc);
}

static void cpu_store(struct dock_dma_map *m, unsigned long addr, unsigned long off,
		      unsigned long pc)
{
	u8 *bytes = dock_dma_bytes(m);

	if (!(bytes[off] & DOCK_BYTE_CPU)) {
		if (m->load_addr == addr && m->dir != DOCK_DIR_TO)
			report_cpu("dma-cpu-rmw",
				   "the CPU reads, changes and writes a buffer that the device owns", m,
				   addr, off, pc);
		else
			report_cpu("dma-cpu-store", "the CPU stores into a buffer that the device owns",
				   m, addr, off, pc);
	}
	bytes[off] |= DOCK_BYTE_CPU_WROTE;
}

/* A store beside the buffer, in a cache line that it shares. */
static void neighbour_store(struct dock_dma_map *m, unsigned long addr, unsigned long phys,
			    unsigned long pc)
{
	unsigned long line = dock_cache_line();
	struct dock_shadow_object a, b;
	bool device_owns = !(m->bytes ? m->bytes[phys < m->phys ? 0 : m->size - 1] & DOCK_BYTE_CPU
				      : m->cpu_owns);
	struct dock_report *r;

	if (m->dir == DOCK_DIR_TO || !device_owns ||
	    phys < (m->phys & ~(line - 1)) || phys >= ALIGN(m->phys + m->size, line))
		return;
	/* Other objects of kmalloc keep their distance where it matters. */
	if (dock_shadow_find_object && dock_shadow_find_object(phys, &a) &&
	    dock_shadow_find_object(m->phys, &b) && a.start != b.start)
		return;
	if (dock_report_seen("dma-cacheline", pc))
		return;
	r = dock_report_begin("dma-cacheline",
			      "the CPU stores into a cache line of a buffer that the device writes");
	dock_report_fact(r, "access", "0x%lx, %s, %lu bytes %s the buffer", addr,
			 dock_addr_type(addr),
			 phys < m->phys ? m->phys - phys : phys - (m->phys + m->size) + 1,
			 phys < m->phys ? "before" : "after");
	dock_report_fact(r, "cache line", "%lu bytes", line);
	add_map(r, m);
	end(r, m);
}

void dock_dma_cpu_access(unsigned long addr, unsigned long phys, unsigned long len, bool write,
			 unsigned long pc)
{
	struct dock_dma_map *m = NULL;

	/* The end of a line may lie in the next page: objects do not, lines neither. */
	while ((m = dock_dma_next_phys(phys, m))) {
		bool outside = false;

		if (m->kind == DOCK_DMA_COHERENT)
			continue;
		for (unsigned long i = 0; i < len; i++) {
			unsigned long off = phys + i - m->phys;

			if (phys + i < m->phys || off >= m->size)
				outside = true;
			else if (write)
				cpu_store(m, addr + i, off, pc);
			else
				cpu_load(m, addr + i, off, pc);
		}
		if (write && outside)
			neighbour_store(m, addr, phys, pc);
	}
}

/* --- the device's accesses --- */

static void report_device(const char *rule, const char *what, struct dock_bus_master *master,
			  unsigned long bus, unsigned long len, const struct dock_dma_map *m)
{
	struct dock_report *r;

	if (dock_report_seen(rule, m ? m->map_stack : 0))
		return;
	r = dock_report_begin(rule, "%s", what);
	dock_report_fact(r, "device", "%s", master->name);
	dock_report_fact(r, "access", "%lu bytes at bus address 0x%lx", len, bus);
	if (m)
		add_map(r, m);
	end(r, m);
}

static void outside(struct dock_bus_master *master, unsigned long bus, unsigned long len,
		    bool write, const struct dock_dma_map *beside)
{
	struct dock_dma_map *old = dock_dma_find_history(master->device, bus);

	if (beside)
		report_device("dma-device-outside",
			      write ? "the device writes past the end of a mapping"
				    : "the device reads past the end of a mapping",
			      master, bus, len, beside);
	else if (old)
		report_device("dma-device-after-unmap",
			      write ? "the device writes to memory that was unmapped"
				    : "the device reads memory that was unmapped",
			      master, bus, len, old);
	else
		report_device("dma-device-outside",
			      write ? "the device writes to memory that nobody mapped for it"
				    : "the device reads memory that nobody mapped for it",
			      master, bus, len, NULL);
}

static void device_byte(struct dock_bus_master *master, struct dock_dma_map *m, unsigned long bus,
			unsigned long len, unsigned long off, bool write)
{
	u8 *bytes = dock_dma_bytes(m);

	if (write)
		bytes[off] |= DOCK_BYTE_DEV_WROTE;
	else if (bytes[off] & DOCK_BYTE_CPU_WROTE)
		report_device("dma-stale-device-read",
			      "the device reads a byte that the CPU has written since the last sync for the device",
			      master, bus, len, m);
}

static void device_access(struct dock_bus_master *master, unsigned long bus, unsigned long phys,
			  unsigned long len, int write)
{
	struct dock_dma_map *before = NULL;
	unsigned long done = 0;

	if (dock_no_check)
		return;
	while (done < len) {
		struct dock_dma_map *m = dock_dma_find_bus(master->device, bus + done);
		unsigned long off, n;

		if (!m) {
			outside(master, bus + done, len - done, write, before);
			return;
		}
		off = bus + done - m->bus;
		n = min(len - done, m->size - off);
		if (m->kind != DOCK_DMA_COHERENT) {
			if (m->dir == (write ? DOCK_DIR_TO : DOCK_DIR_FROM))
				report_device("dma-device-direction",
					      write ? "the device writes to a buffer that was mapped for reading"
						    : "the device reads a buffer that was mapped for writing",
					      master, bus + done, n, m);
			for (unsigned long i = 0; i < n; i++)
				device_byte(master, m, bus + done, n, off + i, write);
		}
		before = m;
		done += n;
	}
}

static void bus_error(struct dock_bus_master *master, unsigned long bus, unsigned long len,
		      int write, const char *why)
{
	struct dock_report *r;

	if (dock_no_check || dock_report_seen("dma-bus-error", (unsigned long)master))
		return;
	r = dock_report_begin("dma-bus-error", "a %s of the device ends in a bus error: %s",
			      write ? "write" : "read", why);
	dock_report_fact(r, "device", "%s", master->name);
	dock_report_fact(r, "access", "%lu bytes at bus address 0x%lx", len, bus);
	dock_report_end(r);
}

static const struct dock_bus_watch watch = { device_access, bus_error };

void dock_dma_watch_init(void)
{
	dock_bus_set_watch(&watch);
}

/* --- the driver's calls --- */

static void report_call(const char *rule, const char *what, const char *name, unsigned long bus,
			unsigned long size, int dir, const struct dock_dma_map *m)
{
	struct dock_report *r = dock_report_begin(rule, "%s", what);

	dock_report_fact(r, "call", "%s, bus 0x%lx, %lu bytes, %s", name, bus, size, dir_name(dir));
	if (m)
		add_map(r, m);
	end(r, m);
}

static struct dock_dma_map *find_to_unmap(void *dev, const char *name, unsigned long bus,
					  unsigned long size, int dir)
{
	struct dock_dma_map *m = dock_dma_find_start(dev, bus);

	if (m)
		return m;
	m = dock_dma_find_start(NULL, bus);
	if (m) {
		report_call("dma-unmap-mismatch", "a mapping of another device is unmapped", name, bus,
			    size, dir, m);
		return m;
	}
	m = dock_dma_find_bus(dev, bus);
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

	if (dock_no_check)
		return true;
	m = find_to_unmap(dev, name, bus, size, dir);
	if (!m)
		return false;
	if (m->size != size)
		report_call("dma-unmap-mismatch", "unmapped with another size than it was mapped with",
			    name, bus, size, dir, m);
	else if (m->kind != DOCK_DMA_COHERENT && m->dir != dir)
		report_call("dma-unmap-mismatch",
			    "unmapped with another direction than it was mapped with", name, bus, size,
			    dir, m);
	else if ((m->kind == DOCK_DMA_COHERENT) != (kind == DOCK_DMA_COHERENT))
		report_call("dma-unmap-mismatch", "freed with the function for another kind of mapping",
			    name, bus, size, dir, m);
	if (m->kind != DOCK_DMA_COHERENT && !m->error_checked)
		report_call("dma-error-unchecked",
			    "the result of the mapping was never checked with dma_mapping_error()", name,
			    bus, size, dir, m);
	dock_dma_forget(m);
	(void)skip_sync;
	return true;
}

static void sync_bytes(struct dock_dma_map *m, unsigned long off, unsigned long len, bool for_cpu)
{
	u8 *bytes = dock_dma_bytes(m);

	for (unsigned long i = off; i < off + len; i++)
		if (for_cpu)
			bytes[i] = (bytes[i] & ~DOCK_BYTE_DEV_WROTE) | DOCK_BYTE_CPU;
		else
			bytes[i] &= (u8)~(DOCK_BYTE_CPU | DOCK_BYTE_CPU_WROTE);
}

void dock_dma_synced(void *dev, const char *name, unsigned long bus, unsigned long size, int dir,
		     bool for_cpu)
{
	struct dock_dma_map *m;

	if (dock_no_check || !size)
		return;
	m = dock_dma_find_bus(dev, bus);
	if (!m || bus + size > m->bus + m->size) {
		report_call("dma-sync-outside",
			    m ? "a sync reaches past the end of its mapping"
			      : "a sync of an address that is not mapped",
			    name, bus, size, dir, m);
		if (!m)
			return;
		size = m->bus + m->size - bus;
	}
	if (m->dir != dir && m->dir != DOCK_DIR_BOTH)
		report_call("dma-sync-mismatch", "synced with another direction than it was mapped with",
			    name, bus, size, dir, m);
	sync_bytes(m, bus - m->bus, size, for_cpu);
	m->synced = true;
	m->sync_for_cpu = for_cpu;
	m->sync_off = bus - m->bus;
	m->sync_len = size;
	m->sync_stack = dock_stack_keep();
}

void dock_dma_error_checked(void *dev, unsigned long bus)
{
	struct dock_dma_map *m = dock_dma_find_start(dev, bus);

	if (m)
		m->error_checked = true;
}

void dock_dma_unbound(void *dev, const char *name)
{
	struct dock_dma_map *m = dock_dma_first(), *next, *first = NULL;
	unsigned long n = 0;
	struct dock_report *r;

	for (struct dock_dma_map *i = m; i; i = i->next)
		if (i->dev == dev) {
			first = i;
			n++;
		}
	if (!n)
		return;
	r = dock_report_begin("dma-leak", "the driver left %s with %lu mapping%s in place", name, n,
			      n == 1 ? "" : "s");
	add_map(r, first);
	add_kept(r, "mapped", first->map_stack);
	dock_report_end(r);
	for (; m; m = next) {
		next = m->next;
		if (m->dev == dev)
			dock_dma_forget(m);
	}
}
