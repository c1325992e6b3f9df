/* SPDX-License-Identifier: MIT */
/* The life of DMA mappings, as records: see timeline.h. */
#include "check/timeline.h"

#include <linux/kernel.h>
#include <linux/stdarg.h>
#include "check/dma_map.h"
#include "check/stack.h"
#include "host/channel.h"
#include "machine/clock.h"

#define RECORD_MAX 512

bool dock_timeline_on;

static unsigned long nr_sent;

static __attribute__((format(printf, 1, 2))) void send(const char *fmt, ...)
{
	char record[RECORD_MAX];
	va_list args;
	int n;

	if (nr_sent >= DOCK_TIMELINE_MAX)
		return;
	n = scnprintf(record, sizeof(record), "T%lu ", dock_clock_now());
	if (++nr_sent == DOCK_TIMELINE_MAX) {
		n += scnprintf(record + n, sizeof(record) - (size_t)n, "full");
	} else {
		va_start(args, fmt);
		n += vscnprintf(record + n, sizeof(record) - (size_t)n, fmt, args);
		va_end(args);
	}
	host_channel_send(record, (unsigned long)n);
}

void dock_timeline_send_event(enum dock_timeline_kind kind, unsigned long id, unsigned long off,
			      unsigned long len, unsigned long pc)
{
	static const char *const names[] = { "unmap", "for-cpu", "for-device", "read", "write" };

	send("%s %lu %lu %lu %lx", names[kind], id, off, len, pc);
}

void dock_timeline_send_map(const struct dock_dma_map *m)
{
	static const char *const kinds[] = { "single", "page", "coherent" };

	send("map %lu 0 %lu %lx %d %s %s %lx %lx %s", m->id, m->size,
	     dock_stack_driver_pc(m->map_stack), m->dir, kinds[m->kind],
	     m->cpu_owns ? "cpu" : "device", m->bus, m->phys, m->name);
}

void dock_timeline_send_report(const struct dock_dma_map *m, const char *rule, long off,
			       unsigned long len, unsigned long pc)
{
	send("report %lu %ld %lu %lx %s", m->id, off, len,
	     pc ? pc : dock_stack_driver_pc(dock_stack_keep()), rule);
}
