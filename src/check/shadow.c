/* SPDX-License-Identifier: MIT */
/* The shadow: see shadow.h. */
#include "check/shadow.h"

#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/page-flags.h>
#include <linux/string.h>
#include "check/addrtype.h"
#include "check/context.h"
#include "check/dma.h"
#include "check/report.h"
#include "check/stack.h"
#include "host/mem.h"
#include "machine/layout.h"

#define GRANULE 8UL
#define SHADOW	((u8 *)DOCK_SHADOW_BASE)

bool dock_no_check;
bool (*dock_shadow_find_object)(unsigned long phys, struct dock_shadow_object *o);
bool (*dock_shadow_find_kmap)(unsigned long addr, unsigned long *phys);

static unsigned long ram_end;

int dock_shadow_init(unsigned long ram_bytes)
{
	ram_end = ram_bytes;
	return host_map_zero(DOCK_SHADOW_BASE, ALIGN(ram_bytes / GRANULE, 4096UL));
}

void dock_shadow_set(unsigned long phys, unsigned long len, u8 value)
{
	/* The host's is quicker for pages, and takes longer to begin. */
	if (len >= DOCK_PAGE_SIZE)
		host_memset(SHADOW + phys / GRANULE, value, len / GRANULE);
	else
		memset(SHADOW + phys / GRANULE, value, len / GRANULE);
}

void dock_shadow_object(unsigned long phys, unsigned long size, unsigned long room)
{
	unsigned long whole = size & ~(GRANULE - 1);

	dock_shadow_set(phys, whole, DOCK_SHADOW_LIVE);
	if (size > whole) {
		SHADOW[(phys + whole) / GRANULE] = DOCK_SHADOW_LIVE | DOCK_SHADOW_PARTIAL;
		whole += GRANULE;
	}
	if (room > whole)
		dock_shadow_set(phys + whole, room - whole, 0);
}

void dock_shadow_dma(unsigned long phys, unsigned long len, bool there)
{
	unsigned long g = phys / GRANULE, end = (phys + len - 1) / GRANULE + 1;
	const u64 eight = DOCK_SHADOW_DMA * 0x0101010101010101UL;

	while (g < end) {
		if (g % 8 == 0 && g + 8 <= end) {
			u64 *p = (u64 *)(SHADOW + g);

			*p = there ? *p | eight : *p & ~eight;
			g += 8;
		} else {
			SHADOW[g] = there ? SHADOW[g] | DOCK_SHADOW_DMA
					  : SHADOW[g] & (u8)~DOCK_SHADOW_DMA;
			g++;
		}
	}
}

/* --- the rules about memory that is not there --- */

static struct dock_report *begin(const char *rule, unsigned long addr, unsigned long len,
				 bool write, const char *what)
{
	struct dock_report *r = dock_report_begin(rule, "a %s of %lu byte%s %s",
						  write ? "store" : "load", len,
						  len == 1 ? "" : "s", what);

	dock_report_fact(r, "address", "0x%lx, %s", addr, dock_addr_type(addr));
	return r;
}

static void end(struct dock_report *r)
{
	unsigned long pcs[DOCK_STACK_MAX];

	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	dock_report_end(r);
}

static void not_live(unsigned long addr, unsigned long len, bool write, unsigned long phys)
{
	struct dock_shadow_object o;
	struct dock_report *r;

	if (!dock_shadow_find_object || !dock_shadow_find_object(phys, &o)) {
		r = begin("use-after-free", addr, len, write, "in a page that is free");
		end(r);
		return;
	}
	if (!o.live) {
		r = begin("use-after-free", addr, len, write, "in an object that was freed");
		dock_report_fact(r, "object", "%lu bytes, %lu from its start", o.size,
				 phys - o.start);
		dock_report_kept(r, "freed", o.free_stack);
	} else {
		r = begin("out-of-bounds", addr, len, write, "beyond the end of an object");
		dock_report_fact(r, "object", "%lu bytes; the access is at byte %lu", o.size,
				 phys - o.start);
	}
	dock_report_kept(r, "allocated", o.alloc_stack);
	end(r);
}

/* The end of an object inside these eight bytes. */
static bool beyond_end(unsigned long phys, unsigned long len)
{
	struct dock_shadow_object o;

	return dock_shadow_find_object && dock_shadow_find_object(phys, &o) &&
	       phys + len > o.start + o.size;
}

static void check_ram(unsigned long addr, unsigned long phys, unsigned long len, bool write,
		      unsigned long pc)
{
	unsigned long first = phys / GRANULE;
	unsigned long last = (phys + len - 1) / GRANULE;
	u8 seen = 0;

	for (unsigned long g = first; g <= last; g++) {
		if (unlikely(!(SHADOW[g] & DOCK_SHADOW_LIVE))) {
			if (PageReserved(pfn_to_page(phys / DOCK_PAGE_SIZE)))
				return; /* kept from the allocator since boot */
			if (!dock_report_seen("memory", pc))
				not_live(addr, len, write, max(phys, g * GRANULE));
			return;
		}
		seen |= SHADOW[g];
	}
	if ((seen & DOCK_SHADOW_PARTIAL) && beyond_end(phys, len) &&
	    !dock_report_seen("memory", pc))
		not_live(addr, len, write, phys);
	if (seen & DOCK_SHADOW_DMA)
		dock_dma_cpu_access(addr, phys, len, write, pc);
}

/* --- what is no RAM --- */

/* Variables of ours that modules may use by name, as platform_bus, lie where
 * programs' memory may lie, too. */
extern char __executable_start[], _end[];
extern const struct dock_ksym __start_dock_ksymtab[], __stop_dock_ksymtab[];
#define EXPORT_MAX_BYTES 1024

static bool is_image(unsigned long addr)
{
	return addr >= (unsigned long)__executable_start && addr < (unsigned long)_end;
}

static bool is_exported(unsigned long addr)
{
	for (const struct dock_ksym *k = __start_dock_ksymtab; k < __stop_dock_ksymtab; k++)
		if (addr - (unsigned long)k->addr < EXPORT_MAX_BYTES)
			return true;
	return false;
}

/* Must not be touched by drivers: an access would be made, and harm the machine. */
static bool is_drydocks(unsigned long addr, bool write)
{
	if (is_image(addr))
		return write && !is_exported(addr);
	if (addr < DOCK_LEDGER_BASE)
		return false;
	return addr < DOCK_WINDOWS_END || host_is_mapped(addr);
}

static bool is_foreign(unsigned long addr)
{
	if (is_image(addr))
		return false;
	return (addr >= DOCK_IOREMAP_BASE && addr < DOCK_IOREMAP_END) ||
	       (addr >= DOCK_USER_BASE && addr < DOCK_USER_END) ||
	       (addr >= 0x550000000000UL && addr < DOCK_TRACED_USER_END);
}

static void foreign(unsigned long addr, unsigned long len, bool write)
{
	struct dock_report *r;

	r = begin("address-type", addr, len, write,
		  addr < DOCK_IOREMAP_END && addr >= DOCK_IOREMAP_BASE
			  ? "by dereferencing an __iomem address: use readl() and its kin"
			  : "by dereferencing a user virtual address: use copy_from_user() and its kin");
	end(r);
}

static bool is_kmap(unsigned long addr)
{
	return addr >= DOCK_PKMAP_BASE && addr < DOCK_KMAP_END;
}

void dock_shadow_slow(unsigned long addr, unsigned long len, bool write, unsigned long pc)
{
	unsigned long phys;

	if (dock_no_check || !len)
		return;
	if (!pc)
		pc = dock_stack_driver_pc(dock_stack_keep());
	if (addr >= DOCK_LINEAR_BASE && addr - DOCK_LINEAR_BASE + len <= ram_end)
		check_ram(addr, addr - DOCK_LINEAR_BASE, len, write, pc);
	else if (is_kmap(addr) && dock_shadow_find_kmap && dock_shadow_find_kmap(addr, &phys))
		check_ram(addr, phys, min(len, DOCK_PAGE_SIZE - phys % DOCK_PAGE_SIZE), write, pc);
	else if (is_drydocks(addr, write))
		dock_context->wild(addr, len, write, pc);
	else if (is_foreign(addr) && !dock_context->user_mode() &&
		 !dock_report_seen("address-type", pc))
		foreign(addr, len, write); /* a task may touch its own memory */
}

void dock_shadow_check(unsigned long addr, unsigned long len, bool write, unsigned long pc)
{
	unsigned long a = addr - DOCK_LINEAR_BASE, last;

	if (!len)
		return;
	if (a < ram_end && len <= ram_end - a) {
		last = (a + len - 1) / GRANULE;
		for (unsigned long g = a / GRANULE; g <= last; g++)
			if (SHADOW[g] != DOCK_SHADOW_LIVE)
				goto slow;
		return;
	}
slow:
	dock_shadow_slow(addr, len, write, pc);
}
