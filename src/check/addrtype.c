/* SPDX-License-Identifier: MIT */
/* Types of addresses: see addrtype.h. */
#include "check/addrtype.h"

#include <linux/compiler.h>
#include <linux/types.h>
#include "check/report.h"
#include "check/stack.h"
#include "machine/layout.h"
#include "machine/ram.h"

const char *dock_addr_type(unsigned long addr)
{
	if (addr < DOCK_PAGE_SIZE)
		return "a NULL pointer";
	if (addr < DOCK_PHYS_END)
		return addr < dock_ram_high_start ? "a physical or bus address"
						  : "a physical address, of high memory";
	if (addr >= DOCK_USER_BASE && addr < DOCK_USER_END)
		return "a user virtual address";
	if (addr >= DOCK_LINEAR_BASE && addr < DOCK_LINEAR_END)
		return addr - DOCK_LINEAR_BASE < dock_ram_high_start
			       ? "a kernel logical address"
			       : "what the logical address of high memory would be: it "
				 "has none";
	if (addr >= DOCK_MODULES_CODE_END && addr < DOCK_PERCPU_END)
		return "a per-CPU address that is no processor's copy";
	if (addr >= DOCK_VMALLOC_BASE && addr < DOCK_KMAP_END)
		return addr < DOCK_PKMAP_BASE
			       ? "a kernel virtual address"
			       : "a kernel virtual address, of kmap() or its kin";
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
	struct dock_report *r =
		dock_report_begin("address-type", "0x%lx is %s; %s wants %s", addr,
				  dock_addr_type(addr), function, wants);

	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	dock_report_end(r);
}

void dock_want_logical(unsigned long addr, const char *function)
{
	if (unlikely(addr < DOCK_LINEAR_BASE || addr >= DOCK_LINEAR_END ||
		     addr - DOCK_LINEAR_BASE >= dock_ram_high_start))
		report(addr, function, "a kernel logical address");
}

void dock_want_physical(unsigned long addr, const char *function)
{
	if (unlikely(addr >= DOCK_PHYS_END))
		report(addr, function, "a physical address");
}

void dock_want_low_physical(unsigned long addr, bool is_memory, const char *function)
{
	if (unlikely(addr >= DOCK_PHYS_END || addr >= dock_ram_high_start || !is_memory))
		report(addr, function,
		       addr >= DOCK_PHYS_END
			       ? "a physical address"
			       : "one of low memory: no other has a logical address");
}

void dock_want_bus(unsigned long addr, const char *function)
{
	if (unlikely(addr >= DOCK_PHYS_END))
		report(addr, function, "a bus address");
}

void dock_want_vmalloc(unsigned long addr, const char *function)
{
	if (unlikely(addr < DOCK_VMALLOC_BASE || addr >= DOCK_MODULES_END))
		report(addr, function, "a kernel virtual address of vmalloc()");
}

bool dock_want_page(unsigned long addr, const char *function)
{
	if (likely(addr >= DOCK_MEMMAP_BASE && addr < DOCK_MEMMAP_END))
		return true;
	report(addr, function, "a struct page pointer");
	return false;
}

/* A number above all page frames is most often an address that was not shifted, or
 * one of another kind that was. */
static void report_pfn(unsigned long pfn, const char *what, const char *function)
{
	unsigned long pcs[DOCK_STACK_MAX], addr = pfn << DOCK_PAGE_SHIFT;
	struct dock_report *r = dock_report_begin(
		"address-type", "0x%lx is no page frame of %s; %s wants one", pfn, what,
		function);

	if (pfn >= DOCK_PAGE_SIZE)
		dock_report_fact(r, "as an address", "0x%lx would be %s", pfn,
				 dock_addr_type(pfn));
	if (addr >= DOCK_PHYS_END)
		dock_report_fact(r, "shifted left", "0x%lx would be %s", addr,
				 dock_addr_type(addr));
	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	dock_report_end(r);
}

void dock_want_pfn(unsigned long pfn, bool is_ram, const char *function)
{
	if (unlikely(!is_ram))
		report_pfn(pfn, "memory", function);
}

void dock_want_frame(unsigned long pfn, bool is_address, const char *function)
{
	/* More than any address is no mix-up: an entry holds the lower bits. */
	if (unlikely((pfn >= DOCK_PHYS_END >> DOCK_PAGE_SHIFT && pfn < DOCK_TRACED_USER_END) ||
		     is_address))
		report_pfn(pfn, "the machine", function);
}
