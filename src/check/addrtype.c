/* SPDX-License-Identifier: MIT */
/* Types of addresses: see addrtype.h. */
#include "check/addrtype.h"

#include <linux/compiler.h>
#include <linux/types.h>
#include "check/report.h"
#include "check/stack.h"
#include "machine/layout.h"

const char *dock_addr_type(unsigned long addr)
{
	if (addr < DOCK_PAGE_SIZE)
		return "a NULL pointer";
	if (addr < DOCK_PHYS_END)
		return "a physical or bus address";
	if (addr >= DOCK_USER_BASE && addr < DOCK_USER_END)
		return "a user virtual address";
	if (addr >= DOCK_LINEAR_BASE && addr < DOCK_LINEAR_END)
		return "a kernel logical address";
	if (addr >= DOCK_MODULES_CODE_END && addr < DOCK_PERCPU_END)
		return "a per-CPU address that is no processor's copy";
	if (addr >= DOCK_VMALLOC_BASE && addr < DOCK_KMAP_END)
		return "a kernel virtual address";
	if (addr >= DOCK_IOREMAP_BASE && addr < DOCK_IOREMAP_END)
		return "an __iomem address (a device register)";
	if (addr >= DOCK_MEMMAP_BASE && addr < DOCK_MEMMAP_END)
		return "a struct page pointer";
	if (addr >= 0x550000000000UL && addr < DOCK_TRACED_USER_END)
		return "a user virtual address";
	return "no address of this machine";
}

static void report(unsigned long addr, const char *function, const char *wants)
{
	unsigned long pcs[DOCK_STACK_MAX];
	struct dock_report *r = dock_report_begin("address-type", "0x%lx is %s; %s wants %s",
						  addr, dock_addr_type(addr), function, wants);

	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	dock_report_end(r);
}

void dock_want_logical(unsigned long addr, const char *function)
{
	if (unlikely(addr < DOCK_LINEAR_BASE || addr >= DOCK_LINEAR_END))
		report(addr, function, "a kernel logical address");
}

void dock_want_physical(unsigned long addr, const char *function)
{
	if (unlikely(addr >= DOCK_PHYS_END))
		report(addr, function, "a physical address");
}
