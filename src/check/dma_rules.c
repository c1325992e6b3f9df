/* SPDX-License-Identifier: MIT */
/* The rules about accesses to mapped memory: who may touch which byte when. See
 * dma.h; each has a page in docs/rules/. */
#include <linux/kernel.h>
#include <linux/mm.h>
#include "check/addrtype.h"
#include "check/dma.h"
#include "check/dma_map.h"
#include "check/report.h"
#include "check/shadow.h"
#include "check/timeline.h"
#include "machine/bus.h"
#include "machine/cache.h"

#define RMW_CODE_BYTES 64 /* between the load and the store of one `|=` */
#define MASTERS	       8  /* whose transfers are followed at a time */

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
	dock_dma_report_map(r, m);
	dock_dma_report_end(r, m);
	dock_timeline_report(m, rule, (long)off, 1, pc);
}

/* The CPU's access to bytes [off, off+len) of a mapping; @addr is the first one's.
 * An access is reported once, for the first byte that is wrong. */
static void cpu_load(struct dock_dma_map *m, unsigned long addr, unsigned long off,
		     unsigned long len, unsigned long pc)
{
	unsigned long i, foreign = len;

	m->load_pc = pc;
	m->load_addr = addr;
	if (m->dir == DOCK_DIR_TO || (!m->bytes && m->cpu_owns))
		return;
	for (i = 0; i < len; i++) {
		u8 state = m->bytes ? m->bytes[off + i] : 0;

		if (state & DOCK_BYTE_DEV_WROTE) {
			report_cpu("dma-stale-load",
				   "the CPU loads a byte that the device has written since the last sync for the CPU",
				   m, addr + i, off + i, pc);
			return;
		}
		if (!(state & DOCK_BYTE_CPU) && foreign == len)
			foreign = i;
	}
	if (foreign < len)
		report_cpu("dma-cpu-load", "the CPU loads from a buffer that the device may write", m,
			   addr + foreign, off + foreign, pc);
}

/* A store that was no turn of the CPU's is a mistake by itself; that the device
 * then does not see it needs no report of its own. */
static void cpu_store(struct dock_dma_map *m, unsigned long addr, unsigned long off,
		      unsigned long len, unsigned long pc)
{
	bool rmw = m->load_addr == addr && pc - m->load_pc < RMW_CODE_BYTES;
	u8 *bytes = dock_dma_bytes(m);
	unsigned long i, foreign = len;

	for (i = 0; i < len; i++)
		if (bytes[off + i] & DOCK_BYTE_CPU)
			bytes[off + i] |= DOCK_BYTE_CPU_WROTE;
		else if (foreign == len)
			foreign = i;
	if (foreign == len)
		return;
	if (rmw)
		report_cpu("dma-cpu-rmw",
			   "the CPU reads, changes and writes a buffer that the device owns", m,
			   addr + foreign, off + foreign, pc);
	else
		report_cpu("dma-cpu-store", "the CPU stores into a buffer that the device owns", m,
			   addr + foreign, off + foreign, pc);
}

/* Small objects of kmalloc lie close together where that does no harm. */
static bool same_object(unsigned long a, unsigned long b)
{
	struct dock_shadow_object x, y;

	return !dock_shadow_find_object || !dock_shadow_find_object(a, &x) ||
	       !dock_shadow_find_object(b, &y) || x.start == y.start;
}

static bool device_owns(const struct dock_dma_map *m, unsigned long off)
{
	return !(m->bytes ? m->bytes[off] & DOCK_BYTE_CPU : m->cpu_owns);
}

/* A store of [phys, phys+len) beside the buffer: in a cache line that it shares? */
static void neighbour_store(struct dock_dma_map *m, unsigned long addr, unsigned long phys,
			    unsigned long len, unsigned long pc)
{
	unsigned long line = dock_cache_line(), end = m->phys + m->size;
	bool before = phys < m->phys && phys + len > (m->phys & ~(line - 1)) &&
		      device_owns(m, 0);
	bool after = phys + len > end && phys < ALIGN(end, line) && device_owns(m, m->size - 1);
	struct dock_report *r;

	if (m->dir == DOCK_DIR_TO || !(before || after) ||
	    !same_object(before ? phys : phys + len - 1, m->phys) ||
	    dock_report_seen("dma-cacheline", pc))
		return;
	r = dock_report_begin("dma-cacheline",
			      "the CPU stores into a cache line of a buffer that the device writes");
	dock_report_fact(r, "access", "0x%lx, %s, %lu bytes %s the buffer", addr,
			 dock_addr_type(addr), before ? m->phys - phys : phys + len - end,
			 before ? "before" : "after");
	dock_report_fact(r, "cache line", "%lu bytes", line);
	dock_dma_report_map(r, m);
	dock_dma_report_end(r, m);
	dock_timeline_report(m, "dma-cacheline", (long)(phys - m->phys), len, pc);
}

/* An access inside one page: a line never lies in two. */
static void page_access(unsigned long addr, unsigned long phys, unsigned long len, bool write,
			unsigned long pc)
{
	struct dock_dma_map *m = NULL;

	while ((m = dock_dma_next_phys(phys, m))) {
		unsigned long first = max(phys, m->phys), end = min(phys + len, m->phys + m->size);

		if (dock_dma_is_coherent(m->kind))
			continue;
		if (first >= end && write)
			neighbour_store(m, addr, phys, len, pc);
		else if (first < end && write)
			cpu_store(m, addr + (first - phys), first - m->phys, end - first, pc);
		else if (first < end)
			cpu_load(m, addr + (first - phys), first - m->phys, end - first, pc);
	}
}

void dock_dma_cpu_access(unsigned long addr, unsigned long phys, unsigned long len, bool write,
			 unsigned long pc)
{
	while (len) {
		unsigned long part = min(len, PAGE_SIZE - phys % PAGE_SIZE);

		page_access(addr, phys, part, write, pc);
		addr += part;
		phys += part;
		len -= part;
	}
}

/* --- cache lines of two mappings --- */

static bool lines_meet(const struct dock_dma_map *a, const struct dock_dma_map *b)
{
	unsigned long line = dock_cache_line();

	return (a->phys & ~(line - 1)) < ALIGN(b->phys + b->size, line) &&
	       (b->phys & ~(line - 1)) < ALIGN(a->phys + a->size, line);
}

static void report_lines(const struct dock_dma_map *m, const struct dock_dma_map *other)
{
	bool overlap = m->phys < other->phys + other->size && other->phys < m->phys + m->size;
	struct dock_report *r;

	if (dock_report_seen("dma-cacheline", m->map_stack))
		return;
	r = dock_report_begin("dma-cacheline",
			      overlap ? "memory is mapped that the device may write through another mapping"
				      : "a mapping shares a cache line with another that the device may write");
	dock_report_fact(r, "cache line", "%u bytes", dock_cache_line());
	dock_report_fact(r, "other mapping", "%lu bytes at bus 0x%lx, %s", other->size, other->bus,
			 dock_dma_dir_name(other->dir));
	dock_dma_report_map(r, m);
	dock_report_kept(r, "now", m->map_stack);
	dock_report_kept(r, "mapped", other->map_stack);
	dock_report_end(r);
	dock_timeline_report(m, "dma-cacheline", 0, m->size, 0);
}

/* Two devices may use one page in turn; and one that only sends does no harm. */
void dock_dma_check_lines(struct dock_dma_map *m)
{
	unsigned long last = m->phys + m->size - 1;

	for (unsigned long p = m->phys & PAGE_MASK; p <= last; p += PAGE_SIZE) {
		struct dock_dma_map *o = NULL;

		while ((o = dock_dma_next_phys(p, o)))
			if (o != m && o->dev == m->dev && !dock_dma_is_coherent(o->kind) &&
			    o->dir != DOCK_DIR_TO && lines_meet(m, o) &&
			    same_object(m->phys, o->phys)) {
				report_lines(m, o);
				return;
			}
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
		dock_dma_report_map(r, m);
	dock_dma_report_end(r, m);
	dock_timeline_report(m, rule, m ? (long)(bus - m->bus) : 0, len, 0);
}

/* Mappings may overlap: one that allows the access, if there is one. */
static struct dock_dma_map *find_for_device(void *dev, unsigned long bus, bool write)
{
	struct dock_dma_map *m = NULL, *any = NULL;

	while ((m = dock_dma_next_bus(dev, bus, m))) {
		if (dock_dma_is_coherent(m->kind) || m->dir != (write ? DOCK_DIR_TO : DOCK_DIR_FROM))
			return m;
		any = m;
	}
	return any;
}

/* A transfer comes in pieces: where the one that a master is at began. */
static struct transfer {
	const struct dock_bus_master *master;
	unsigned long begin, end;
	bool write;
} transfers[MASTERS];

static const struct transfer *go_on(const struct dock_bus_master *master, unsigned long bus,
				    unsigned long len, bool write)
{
	static unsigned int next;
	struct transfer *t = NULL;

	for (int i = 0; i < MASTERS && !t; i++)
		if (transfers[i].master == master)
			t = &transfers[i];
	if (!t)
		t = &transfers[next++ % MASTERS];
	if (t->master != master || t->end != bus || t->write != write)
		*t = (struct transfer){ .master = master, .begin = bus, .write = write };
	t->end = bus + len;
	return t;
}

static void outside(struct dock_bus_master *master, unsigned long bus, unsigned long len,
		    bool write, const struct transfer *t)
{
	struct dock_dma_map *old = dock_dma_find_history(master->device, bus);
	struct dock_dma_map *beside = find_for_device(master->device, t->begin, write);

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

	if (bytes[off] & DOCK_BYTE_CPU_WROTE) {
		if (!write)
			report_device("dma-stale-device-read",
				      "the device reads a byte that the CPU has written since the last sync for the device",
				      master, bus, len, m);
		else if (m->dir != DOCK_DIR_TO)
			report_device("dma-lost-store",
				      "the device writes a byte that the CPU has written since the last sync for the device",
				      master, bus, len, m);
	}
	if (write)
		bytes[off] |= DOCK_BYTE_DEV_WROTE;
}

/* One access that goes from a pool's block into the next: memory side by side, and
 * two mappings all the same. */
static void check_crossing(struct dock_bus_master *master, const struct dock_dma_map *from,
			   const struct dock_dma_map *to, unsigned long bus, unsigned long len,
			   bool write)
{
	if (from && from != to && (from->kind == DOCK_DMA_POOL || to->kind == DOCK_DMA_POOL))
		report_device("dma-device-outside",
			      write ? "the device writes past the end of a mapping"
				    : "the device reads past the end of a mapping",
			      master, bus, len, from);
}

static void device_access(struct dock_bus_master *master, unsigned long bus, unsigned long phys,
			  unsigned long len, int write)
{
	struct dock_dma_map *before = NULL;
	const struct transfer *t;
	unsigned long done = 0;

	if (dock_no_check)
		return;
	t = go_on(master, bus, len, write);
	while (done < len) {
		struct dock_dma_map *m = find_for_device(master->device, bus + done, write);
		unsigned long off, n;

		if (!m) {
			outside(master, bus + done, len - done, write, t);
			return;
		}
		check_crossing(master, before, m, bus + done, len - done, write);
		before = m;
		off = bus + done - m->bus;
		n = min(len - done, m->size - off);
		dock_timeline_event(write ? DOCK_TIMELINE_WRITE : DOCK_TIMELINE_READ, m->id, off, n,
				    0);
		if (!dock_dma_is_coherent(m->kind)) {
			if (m->dir == (write ? DOCK_DIR_TO : DOCK_DIR_FROM))
				report_device("dma-device-direction",
					      write ? "the device writes to a buffer that was mapped for reading"
						    : "the device reads a buffer that was mapped for writing",
					      master, bus + done, n, m);
			for (unsigned long i = 0; i < n; i++)
				device_byte(master, m, bus + done, n, off + i, write);
		}
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
