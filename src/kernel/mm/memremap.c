/* SPDX-License-Identifier: MIT */
/* memremap: memory that the kernel does not use, by plain pointers. */
#include <linux/export.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/pfn.h>
#include <linux/vmalloc.h>
#include "check/addrtype.h"
#include "kernel/mm/page_alloc.h"
#include "kernel/mm/vmalloc.h"
#include "machine/layout.h"

enum kind { NO_RAM, ALL_RAM, MIXED };

/* What the kernel uses of a range. */
static enum kind kind_of(resource_size_t offset, size_t size)
{
	unsigned long first = offset >> PAGE_SHIFT, end = PFN_UP(offset + size), nr = 0;

	for (unsigned long pfn = first; pfn < end; pfn++)
		nr += dock_pfn_is_ram(pfn);
	if (!nr)
		return NO_RAM;
	return nr == end - first ? ALL_RAM : MIXED;
}

static bool is_memory(resource_size_t offset, size_t size)
{
	for (unsigned long pfn = offset >> PAGE_SHIFT; pfn < PFN_UP(offset + size); pfn++)
		if (!dock_pfn_is_memory(pfn))
			return false;
	return true;
}

/* Registers answer no plain loads and stores here. */
static void *map_kept(resource_size_t offset, size_t size, bool uncached)
{
	unsigned long start = offset & PAGE_MASK;
	void *p;

	if (!is_memory(offset, size)) {
		pr_warn("memremap of 0x%llx: no memory, use ioremap()\n",
			(unsigned long long)offset);
		return NULL;
	}
	p = dock_vmap_frames(start, PAGE_ALIGN(offset + size) - start, uncached);
	return p ? p + offset_in_page(offset) : NULL;
}

void *memremap(resource_size_t offset, size_t size, unsigned long flags)
{
	enum kind kind;

	dock_want_physical(offset, "memremap");
	if (!flags || !size || offset + size - 1 < offset ||
	    offset + size > DOCK_PHYS_END)
		return NULL;
	kind = kind_of(offset, size);
	if (WARN_ONCE(kind == MIXED,
		      "memremap attempted on mixed range 0x%llx size: %#lx\n",
		      (unsigned long long)offset, size))
		return NULL;
	if (kind == ALL_RAM && (flags & MEMREMAP_WB) &&
	    !dock_pfn_is_high(offset >> PAGE_SHIFT))
		return __va(offset);
	if (WARN_ONCE(kind == ALL_RAM, "memremap attempted on ram 0x%llx size: %#lx\n",
		      (unsigned long long)offset, size))
		return NULL;
	return map_kept(offset, size, !(flags & MEMREMAP_WB));
}
EXPORT_SYMBOL(memremap);

void memunmap(void *addr)
{
	if (is_vmalloc_addr(addr))
		dock_vunmap_frames((void *)((unsigned long)addr & PAGE_MASK));
}
EXPORT_SYMBOL(memunmap);
