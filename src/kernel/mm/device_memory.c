/* SPDX-License-Identifier: MIT */
/* Loads and stores of what is no RAM: see device_memory.h. */
#include "kernel/mm/device_memory.h"

#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/string.h>
#include "core/breaks.h"
#include "kernel/mm/page_alloc.h"
#include "kernel/sched/sched.h"
#include "machine/pci_hw.h"

#define ACCESS_NS 200 /* over the bus and back */

unsigned long dock_pfn_frame(unsigned long pfn)
{
	unsigned long at;

	if (dock_pfn_is_memory(pfn))
		return pfn;
	return dock_pci_memory(pfn << PAGE_SHIFT, &at) ? at >> PAGE_SHIFT : DOCK_NO_FRAME;
}

/* The next word: as long as its address is aligned to, and there is. */
static int word(phys_addr_t phys, unsigned long len)
{
	int size = DOCK_BREAK("regs-long-words") ? 4 : 8;

	while ((phys & (phys_addr_t)(size - 1)) || (unsigned long)size > len)
		size /= 2;
	return size;
}

void dock_device_load(phys_addr_t phys, void *to, unsigned long len)
{
	for (int size; len;
	     len -= (unsigned long)size, to += size, phys += (phys_addr_t)size) {
		unsigned long value;

		size = word(phys, len);
		dock_switch_point(ACCESS_NS);
		value = dock_pci_load(0, phys, size);
		if (DOCK_BREAK("regs-at-once") && value == 0xffffffff)
			value = 0;
		memcpy(to, &value, (unsigned long)size);
	}
}

void dock_device_store(phys_addr_t phys, const void *from, unsigned long len)
{
	for (int size; len;
	     len -= (unsigned long)size, from += size, phys += (phys_addr_t)size) {
		unsigned long value = 0;

		size = word(phys, len);
		memcpy(&value, from, (unsigned long)size);
		if (DOCK_BREAK("regs-work") && offset_in_page(phys) == 8)
			value--;
		dock_switch_point(ACCESS_NS);
		dock_pci_store(0, phys, size, value);
	}
}
