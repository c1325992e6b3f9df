/* SPDX-License-Identifier: MIT */
/*
 * Bytes of RAM, as the machine itself (its processors' copies, its caches)
 * reaches them: all of RAM, whether the kernel has an address for it or not.
 * Drivers never see these addresses.
 */
#ifndef DOCK_MACHINE_RAM_H
#define DOCK_MACHINE_RAM_H

struct dock_machine_desc;

/* Where physical address 0 would be: the linear map, or a window of its own
 * where the linear map does not have all of RAM. */
extern unsigned long dock_ram_view;

/* RAM from this physical address on has no logical address; ~0: all of it has. */
extern unsigned long dock_ram_high_start;

/* Create RAM, the linear map of what is low memory, and the view of all. Returns
 * 0 or -errno. */
int dock_ram_init(const struct dock_machine_desc *desc, unsigned long ram_bytes);

static inline void *dock_ram(unsigned long phys)
{
	return (void *)(dock_ram_view + phys);
}

#endif
