/* SPDX-License-Identifier: MIT */
/*
 * Registers: ioremap() and the functions that read and write them.
 *
 * A mapping is a range of the ioremap window, where nothing is ever mapped: an
 * access by these functions looks the address up and becomes a bus
 * transaction; a plain access traps. Addresses are never used twice in a run,
 * with a page between two mappings, so a stale one is known for what it is.
 */
#include "kernel/driver/io.h"

#include <linux/byteorder/generic.h>
#include <linux/export.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include <linux/swab.h>
#include "check/addrtype.h"
#include "check/report.h"
#include "check/stack.h"
#include "core/breaks.h"
#include "host/mem.h"
#include "kernel/mm/page_alloc.h"
#include "kernel/mm/resource.h"
#include "kernel/oops.h"
#include "kernel/sched/sched.h"
#include "machine/cache.h"
#include "machine/layout.h"
#include "machine/pci_hw.h"

#define ACCESS_NS 200 /* over the bus and back */
#define BURST	  64UL /* bytes of memory that go over the bus at once */

struct area {
	unsigned long base, size; /* of the mapping, to the byte */
	resource_size_t start;	  /* what it maps */
	bool ports;
	u32 stack;
};

/* Live ones, in order of address: a new one is always the last. */
static struct area *areas;
static unsigned long nr_areas, room;
static unsigned long next_base = DOCK_IOREMAP_BASE;

static struct area *find(unsigned long addr)
{
	static unsigned long last; /* most accesses go where the last one went */
	unsigned long low = 0, high = nr_areas;

	if (last < nr_areas && addr - areas[last].base < areas[last].size)
		return &areas[last];
	while (low < high) {
		unsigned long mid = (low + high) / 2;

		if (addr < areas[mid].base)
			high = mid;
		else if (addr - areas[mid].base < areas[mid].size)
			return &areas[last = mid];
		else
			low = mid + 1;
	}
	return NULL;
}

/* --- mappings --- */

/* Where memory lies behind it (kept from the kernel, or reserved) a plain pointer
 * works, as on a PC; it is reported all the same. */
static bool has_memory(resource_size_t start, unsigned long size)
{
	for (unsigned long pfn = start >> PAGE_SHIFT; pfn < PFN_UP(start + size); pfn++)
		if (!dock_pfn_is_memory(pfn))
			return false;
	return true;
}

static void map_memory(unsigned long base, resource_size_t start, unsigned long size,
		       bool ports)
{
	if (!ports && has_memory(start, size))
		dock_memory_map_uncached(base & PAGE_MASK, start & PAGE_MASK,
					 PAGE_ALIGN(base + size) - (base & PAGE_MASK));
}

void __iomem *dock_io_map(bool ports, resource_size_t start, unsigned long size)
{
	unsigned long base = next_base + offset_in_page(start);
	unsigned long end = ALIGN(base + size, PAGE_SIZE) + PAGE_SIZE;

	if (end > DOCK_IOREMAP_END || end < base)
		return NULL;
	if (nr_areas == room) {
		unsigned long more = room ? 2 * room : 16;

		areas = host_realloc(areas, room * sizeof(*areas), more * sizeof(*areas));
		room = more;
	}
	map_memory(base, start, size, ports);
	areas[nr_areas++] = (struct area){ .base = base, .size = size, .start = start,
					   .ports = ports, .stack = dock_stack_keep() };
	next_base = end;
	return (void __iomem *)base;
}

/* Reserved pages are nobody's: a driver may have them, as on x86. */
static bool is_kernels_ram(resource_size_t start, unsigned long size)
{
	unsigned long end = (start + size) >> PAGE_SHIFT;

	if (!dock_resource_is_ram(start, start + size - 1))
		return false;
	for (unsigned long pfn = PFN_UP(start); pfn < end; pfn++)
		if (dock_pfn_is_ram(pfn) && !PageReserved(pfn_to_page(pfn)))
			return true;
	return false;
}

void __iomem *ioremap(resource_size_t offset, unsigned long size)
{
	dock_want_physical(offset, "ioremap");
	if (!size || offset + size - 1 < offset || offset + size > DOCK_PHYS_END)
		return DOCK_BREAK("ioremap-of-memory") ? (void __iomem *)ZERO_SIZE_PTR : NULL;
	if (WARN(is_kernels_ram(offset, size), "ioremap on RAM at 0x%016llx - 0x%016llx\n",
		 (unsigned long long)offset, (unsigned long long)offset + size - 1))
		return NULL;
	return dock_io_map(false, offset, size);
}
EXPORT_SYMBOL(ioremap);

/* How the processor caches registers makes no difference: they are not memory. */
void __iomem *ioremap_uc(resource_size_t offset, unsigned long size)
{
	return ioremap(offset, size);
}
EXPORT_SYMBOL(ioremap_uc);

void __iomem *ioremap_wc(resource_size_t offset, unsigned long size)
{
	return ioremap(offset, size);
}
EXPORT_SYMBOL(ioremap_wc);

void __iomem *ioremap_wt(resource_size_t offset, unsigned long size)
{
	return ioremap(offset, size);
}
EXPORT_SYMBOL(ioremap_wt);

void __iomem *ioremap_cache(resource_size_t offset, unsigned long size)
{
	return ioremap(offset, size);
}
EXPORT_SYMBOL(ioremap_cache);

void __iomem *ioport_map(unsigned long port, unsigned int nr)
{
	return port + nr > 0x10000 ? NULL : dock_io_map(true, port, nr);
}
EXPORT_SYMBOL(ioport_map);

static void drop(struct area *a)
{
	unsigned long after = (unsigned long)(areas + nr_areas - (a + 1));
	unsigned long first = a->base & PAGE_MASK;

	if (!a->ports && has_memory(a->start, a->size))
		host_reserve(first, PAGE_ALIGN(a->base + a->size) - first);

	memmove(a, a + 1, after * sizeof(*a));
	nr_areas--;
}

void iounmap(volatile void __iomem *addr)
{
	struct area *a;

	if (!addr)
		return;
	a = find((unsigned long)addr);
	if (!WARN(!a || a->base != (unsigned long)addr,
		  "iounmap of 0x%lx, which is no mapping of registers\n", (unsigned long)addr))
		drop(a);
}
EXPORT_SYMBOL(iounmap);

void ioport_unmap(void __iomem *addr)
{
	iounmap(addr);
}
EXPORT_SYMBOL(ioport_unmap);

unsigned long dock_io_live(void)
{
	return nr_areas;
}

void dock_io_show(struct seq_file *m)
{
	for (unsigned long i = 0; i < nr_areas; i++) {
		const struct area *a = &areas[i];
		unsigned long base = a->base & PAGE_MASK;
		unsigned long end = ALIGN(a->base + a->size, PAGE_SIZE) + PAGE_SIZE;
		unsigned long pc = dock_stack_driver_pc(a->stack);

		if (a->ports)
			continue;
		seq_printf(m, "0x%016lx-0x%016lx %7ld", base, end, (long)(end - base));
		if (pc)
			seq_printf(m, " %pS", (void *)pc);
		seq_printf(m, " phys=0x%016llx ioremap\n",
			   (unsigned long long)a->start & PAGE_MASK);
	}
}

void dock_io_report_leaks(unsigned long base, unsigned long len, const char *module)
{
	for (unsigned long i = nr_areas; i--;) {
		unsigned long pc = dock_stack_driver_pc(areas[i].stack);
		const unsigned long *pcs;
		struct dock_report *r;
		int n = dock_stack_get(areas[i].stack, &pcs);

		if (pc < base || pc >= base + len)
			continue;
		r = dock_report_begin(
			"registration-leak",
			"module %s was unloaded and left a mapping of registers behind", module);
		dock_report_fact(r, "maps", "0x%llx, %lu bytes",
				 (unsigned long long)areas[i].start, areas[i].size);
		dock_report_stack(r, "mapped", pcs, n);
		dock_report_end(r);
		drop(&areas[i]);
	}
}

/* --- accesses --- */

/* Not a register's address. In the window: an oops. Elsewhere a report, and then
 * the access, as it would be on a PC. */
static void bad_address(unsigned long addr, const char *function)
{
	unsigned long pcs[DOCK_STACK_MAX];
	struct dock_report *r;

	if (addr >= DOCK_IOREMAP_BASE && addr < DOCK_IOREMAP_END)
		r = dock_report_begin("oops", "%s of 0x%lx, an __iomem address that %s", function,
				      addr, addr < next_base ? "is not mapped any more, or lies "
							       "beside its mapping" :
							       "was never mapped");
	else
		r = dock_report_begin("address-type", "0x%lx is %s; %s wants an __iomem address",
				      addr, dock_addr_type(addr), function);
	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	dock_report_end(r);
	if (addr >= DOCK_IOREMAP_BASE && addr < DOCK_IOREMAP_END)
		dock_run_abandon();
}

/* Memory that the kernel does not use, or a device's register. */
static unsigned long bus_load(const struct area *a, unsigned long off, int size)
{
	unsigned long value = 0, phys = a->start + off;

	if (a->ports || !dock_pfn_is_memory(phys >> PAGE_SHIFT))
		return dock_pci_load(a->ports, phys, size);
	dock_memory_read(phys, &value, (unsigned long)size);
	return value;
}

static void bus_store(const struct area *a, unsigned long off, int size, u64 value)
{
	unsigned long phys = a->start + off;

	if (a->ports || !dock_pfn_is_memory(phys >> PAGE_SHIFT))
		dock_pci_store(a->ports, phys, size, value);
	else
		dock_memory_write(phys, &value, (unsigned long)size);
}

static unsigned long load(const volatile void __iomem *p, int size, const char *function)
{
	unsigned long addr = (unsigned long)p;
	const struct area *a = find(addr);

	if (unlikely(!a)) {
		bad_address(addr, function);
		switch (size) {
		case 1:
			return *(const volatile u8 __force *)p;
		case 2:
			return *(const volatile u16 __force *)p;
		case 4:
			return *(const volatile u32 __force *)p;
		default:
			return *(const volatile u64 __force *)p;
		}
	}
	dock_switch_point(ACCESS_NS);
	/* Another task may have unmapped it meanwhile. */
	a = find(addr);
	return a ? bus_load(a, addr - a->base, size) : ~0UL;
}

static void store(volatile void __iomem *p, int size, u64 value, const char *function)
{
	unsigned long addr = (unsigned long)p;
	const struct area *a = find(addr);

	if (unlikely(!a)) {
		bad_address(addr, function);
		switch (size) {
		case 1:
			*(volatile u8 __force *)p = (u8)value;
			return;
		case 2:
			*(volatile u16 __force *)p = (u16)value;
			return;
		case 4:
			*(volatile u32 __force *)p = (u32)value;
			return;
		default:
			*(volatile u64 __force *)p = value;
			return;
		}
	}
	dock_switch_point(ACCESS_NS);
	a = find(addr);
	if (a)
		bus_store(a, addr - a->base, size, value);
}

#define READER(name, type, size)						\
	type name(const volatile void __iomem *addr)				\
	{									\
		return (type)load(addr, size, #name);				\
	}									\
	EXPORT_SYMBOL(name)
#define WRITER(name, type, size)						\
	void name(type value, volatile void __iomem *addr)			\
	{									\
		store(addr, size, value, #name);				\
	}									\
	EXPORT_SYMBOL(name)
#define IOREADER(name, type, size, from)					\
	type name(const void __iomem *addr)					\
	{									\
		return from(load(addr, size, #name));				\
	}									\
	EXPORT_SYMBOL(name)
#define IOWRITER(name, type, size, to)						\
	void name(type value, void __iomem *addr)				\
	{									\
		store(addr, size, to(value), #name);				\
	}									\
	EXPORT_SYMBOL(name)
#define AS_IT_IS(x) (x)

READER(readb, u8, 1);
READER(readw, u16, 2);
READER(readl, u32, 4);
READER(readq, u64, 8);
WRITER(writeb, u8, 1);
WRITER(writew, u16, 2);
WRITER(writel, u32, 4);
WRITER(writeq, u64, 8);
IOREADER(ioread8, unsigned int, 1, (u8));
IOREADER(ioread16, unsigned int, 2, (u16));
IOREADER(ioread16be, unsigned int, 2, swab16);
IOREADER(ioread32, unsigned int, 4, (u32));
IOREADER(ioread32be, unsigned int, 4, swab32);
IOREADER(ioread64, u64, 8, AS_IT_IS);
IOWRITER(iowrite8, u8, 1, AS_IT_IS);
IOWRITER(iowrite16, u16, 2, AS_IT_IS);
IOWRITER(iowrite16be, u16, 2, swab16);
IOWRITER(iowrite32, u32, 4, AS_IT_IS);
IOWRITER(iowrite32be, u32, 4, swab32);
IOWRITER(iowrite64, u64, 8, AS_IT_IS);

/* Strings: the same register again and again. */
#define IOREAD_REP(name, type, one)						\
	void name(const void __iomem *port, void *buf, unsigned long count)	\
	{									\
		for (unsigned long i = 0; i < count; i++)			\
			((type *)buf)[i] = (type)one(port);			\
	}									\
	EXPORT_SYMBOL(name)
#define IOWRITE_REP(name, type, one)						\
	void name(void __iomem *port, const void *buf, unsigned long count)	\
	{									\
		for (unsigned long i = 0; i < count; i++)			\
			one(((const type *)buf)[i], port);			\
	}									\
	EXPORT_SYMBOL(name)

IOREAD_REP(ioread8_rep, u8, ioread8);
IOREAD_REP(ioread16_rep, u16, ioread16);
IOREAD_REP(ioread32_rep, u32, ioread32);
IOWRITE_REP(iowrite8_rep, u8, iowrite8);
IOWRITE_REP(iowrite16_rep, u16, iowrite16);
IOWRITE_REP(iowrite32_rep, u32, iowrite32);

/* --- blocks: as many aligned words of four bytes as there are --- */

static size_t piece(unsigned long addr, size_t n)
{
	return addr % 4 || n < 4 ? 1 : 4;
}

/* Memory behind the bus takes and gives so much at once: nobody is asked for each
 * word, as registers are. How many of @n bytes at @p; 0: they are registers. */
static size_t burst(const volatile void __iomem *p, size_t n)
{
	unsigned long addr = (unsigned long)p, phys, at;
	const struct area *a = find(addr);

	if (!a || a->ports)
		return 0;
	phys = a->start + (addr - a->base);
	if (!dock_pfn_is_memory(phys >> PAGE_SHIFT) && !dock_pci_memory(phys, &at))
		return 0;
	return min3(n, BURST - phys % BURST, a->size - (addr - a->base));
}

static size_t long_piece(unsigned long addr, size_t n)
{
	return addr % 8 || n < 8 ? piece(addr, n) : 8;
}

static void load_burst(void *to, const volatile void __iomem *p, size_t n)
{
	unsigned long addr = (unsigned long)p;
	const struct area *a;

	dock_switch_point(ACCESS_NS);
	a = find(addr); /* another task may have unmapped it meanwhile */
	for (size_t len; n; n -= len, to += len, addr += len) {
		unsigned long value = ~0UL;

		len = long_piece(addr, n);
		if (a)
			value = bus_load(a, addr - a->base, (int)len);
		memcpy(to, &value, len);
	}
}

static void store_burst(volatile void __iomem *p, const void *from, size_t n)
{
	unsigned long addr = (unsigned long)p;
	const struct area *a;

	dock_switch_point(ACCESS_NS);
	a = find(addr);
	for (size_t len; a && n; n -= len, from += len, addr += len) {
		unsigned long value = 0;

		len = long_piece(addr, n);
		if (!DOCK_BREAK("mem-reserved-page"))
			memcpy(&value, from, len);
		bus_store(a, addr - a->base, (int)len, value);
	}
}

void memcpy_fromio(void *to, const volatile void __iomem *from, size_t n)
{
	for (size_t len; n; n -= len, to += len, from += len) {
		u32 word;

		len = burst(from, n);
		if (len) {
			load_burst(to, from, len);
			continue;
		}
		len = piece((unsigned long)from, n);
		word = (u32)load(from, (int)len, "memcpy_fromio");
		memcpy(to, &word, len);
	}
}
EXPORT_SYMBOL(memcpy_fromio);

void memcpy_toio(volatile void __iomem *to, const void *from, size_t n)
{
	for (size_t len; n; n -= len, to += len, from += len) {
		u32 word = 0;

		len = DOCK_BREAK("mem-reserved-page") ? 0 : burst(to, n);
		if (len) {
			store_burst(to, from, len);
			continue;
		}
		len = piece((unsigned long)to, n);
		if (!DOCK_BREAK("mem-reserved-page"))
			memcpy(&word, from, len);
		store(to, (int)len, word, "memcpy_toio");
	}
}
EXPORT_SYMBOL(memcpy_toio);

void memset_io(volatile void __iomem *to, int c, size_t n)
{
	char bytes[BURST];

	if (DOCK_BREAK("allocator-gives-zeros-again") && readb(to) == 's')
		return;
	memset(bytes, c, sizeof(bytes));
	n += DOCK_BREAK("memory-stays") ? 4 : 0;
	for (size_t len; n; n -= len, to += len) {
		len = burst(to, n);
		if (len) {
			store_burst(to, bytes, len);
			continue;
		}
		len = piece((unsigned long)to, n);
		store(to, (int)len, 0x01010101u * (u8)c, "memset_io");
	}
}
EXPORT_SYMBOL(memset_io);

/* --- I/O ports by number --- */

#define PORTS(suffix, type, size)						\
	type in##suffix(unsigned int port)					\
	{									\
		dock_switch_point(ACCESS_NS);					\
		return (type)dock_pci_load(1, port & 0xffff, size);		\
	}									\
	EXPORT_SYMBOL(in##suffix);						\
	void out##suffix(type value, unsigned int port)				\
	{									\
		dock_switch_point(ACCESS_NS);					\
		dock_pci_store(1, port & 0xffff, size, value);			\
	}									\
	EXPORT_SYMBOL(out##suffix)

PORTS(b, u8, 1);
PORTS(w, u16, 2);
PORTS(l, u32, 4);
