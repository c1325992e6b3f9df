/* SPDX-License-Identifier: MIT */
/* RAM and its mappings: see ram.h. */
#include "machine/ram.h"

#include "host/mem.h"
#include "machine/desc.h"
#include "machine/layout.h"

#define RW (HOST_PROT_READ | HOST_PROT_WRITE)

unsigned long dock_ram_view = DOCK_LINEAR_BASE, dock_ram_high_start = ~0UL;

/* The part of a bank below @end. */
static unsigned long below(const struct dock_desc_bank *b, unsigned long end)
{
	if (b->base >= end)
		return 0;
	return b->size < end - b->base ? b->size : end - b->base;
}

/* The linear map of [@at, @end), but for what is kept from the kernel. */
static int map_low(const struct dock_machine_desc *desc, unsigned long at, unsigned long end)
{
	int err = 0;

	while (at < end && !err) {
		const struct dock_desc_resource *hole = dock_desc_next_no_map(desc, at);
		unsigned long stop = hole && hole->base < end ? hole->base : end;

		if (stop > at)
			err = host_ram_map(DOCK_LINEAR_BASE + at, at, stop - at, RW);
		at = stop < end ? hole->base + hole->size : end;
	}
	return err;
}

int dock_ram_init(const struct dock_machine_desc *desc, unsigned long ram_bytes)
{
	unsigned long low_end = desc->high_start ? desc->high_start : ram_bytes;
	int err = host_ram_create(ram_bytes);

	if (desc->mem_limit && desc->mem_limit < low_end)
		low_end = desc->mem_limit;
	if (low_end < ram_bytes || dock_desc_next_no_map(desc, 0))
		dock_ram_view = DOCK_RAM_VIEW_BASE;
	if (desc->high_start)
		dock_ram_high_start = desc->high_start;
	for (int i = 0; i < desc->nr_banks && !err; i++) {
		const struct dock_desc_bank *b = &desc->banks[i];
		unsigned long low = below(b, low_end);

		if (low)
			err = map_low(desc, b->base, b->base + low);
		if (!err && dock_ram_view != DOCK_LINEAR_BASE)
			err = host_ram_map(dock_ram_view + b->base, b->base, b->size, RW);
	}
	return err;
}
