/* SPDX-License-Identifier: MIT */
/* The bus: see bus.h. */
#include "machine/bus.h"

#include <linux/string.h>
#include <linux/types.h>
#include "machine/cache.h"
#include "machine/desc.h"

static const struct dock_machine_desc *desc;
static const struct dock_bus_watch *watch;

void dock_bus_init(const struct dock_machine_desc *d)
{
	desc = d;
}

unsigned long dock_bus_offset(void)
{
	return desc->bus_offset;
}

void dock_bus_set_watch(const struct dock_bus_watch *w)
{
	watch = w;
}

/* How many of @len bytes at @phys are RAM, from the first one on. Banks are in order,
 * and may touch. */
static unsigned long ram_stretch(unsigned long phys, unsigned long len)
{
	unsigned long at = phys;

	for (int i = 0; i < desc->nr_banks && at - phys < len; i++) {
		unsigned long base = desc->banks[i].base, end = base + desc->banks[i].size;

		if (at >= base && at < end)
			at = end;
	}
	return at - phys < len ? at - phys : len;
}

static void complain(struct dock_bus_master *m, unsigned long bus_addr, unsigned long len,
		     int write, const char *why)
{
	if (watch && watch->error)
		watch->error(m, bus_addr, len, write, why);
}

/* Checks a transfer and tells the watcher; returns how many bytes may move. */
static unsigned long begin(struct dock_bus_master *m, unsigned long bus_addr, unsigned long len,
			   int write, unsigned long *phys)
{
	unsigned long n;

	if (!m->enabled) {
		complain(m, bus_addr, len, write, "bus mastering is off");
		return 0;
	}
	*phys = bus_addr + desc->bus_offset;
	n = ram_stretch(*phys, len);
	if (n < len)
		complain(m, bus_addr + n, len - n, write, "nothing answers there");
	if (n && watch && watch->access)
		watch->access(m, bus_addr, *phys, n, write);
	return n;
}

unsigned long dock_bus_read(struct dock_bus_master *m, unsigned long bus_addr, void *to,
			    unsigned long len)
{
	unsigned long phys, n = begin(m, bus_addr, len, 0, &phys);

	if (n)
		dock_memory_read(phys, to, n);
	memset((char *)to + n, 0xff, len - n);
	return n;
}

unsigned long dock_bus_write(struct dock_bus_master *m, unsigned long bus_addr,
			     const void *from, unsigned long len)
{
	unsigned long phys, n = begin(m, bus_addr, len, 1, &phys);

	if (n)
		dock_memory_write(phys, from, n);
	return n;
}
