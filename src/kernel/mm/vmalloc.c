/* SPDX-License-Identifier: MIT */
/* vmalloc, vmap and kernel stacks: see vmalloc.h. */
#include "kernel/mm/vmalloc.h"

#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/nodemask.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include "check/addrtype.h"
#include "check/report.h"
#include "check/stack.h"
#include "core/breaks.h"
#include "host/mem.h"
#include "kernel/mm/page.h"
#include "kernel/mm/page_fail.h"
#include "kernel/mm/page_alloc.h"
#include "kernel/mm/zone.h"
#include "machine/cache.h"
#include "machine/layout.h"

/* Stacks have the top of the vmalloc window. */
#define STACKS_BASE 0x37f000000000UL
#define RW (HOST_PROT_READ | HOST_PROT_WRITE)

struct area {
	struct list_head list; /* by address */
	unsigned long addr, nr; /* pages; a guard page follows */
	struct page **pages;
	bool owns_pages; /* vmalloc, not vmap */
	bool for_users;	 /* vmalloc_user: may be mapped by remap_vmalloc_range */
	bool uncached;	 /* of memory, beside the cache */
	bool remapped;	 /* by memremap() */
	u32 alloc_stack;
};

static LIST_HEAD(areas);
static unsigned long nr_areas;

static struct area *area_of(unsigned long addr)
{
	struct area *a;

	list_for_each_entry(a, &areas, list)
		if (addr >= a->addr && addr < a->addr + (a->nr << PAGE_SHIFT))
			return a;
	return NULL;
}

/* The first gap of @nr pages and a guard page. */
static struct area *area_new(unsigned long nr)
{
	unsigned long at = DOCK_VMALLOC_BASE;
	struct list_head *before = &areas;
	struct area *a, *n;

	list_for_each_entry(a, &areas, list) {
		if (a->addr - at >= (nr + 1) << PAGE_SHIFT)
			break;
		at = a->addr + ((a->nr + 1) << PAGE_SHIFT);
		before = &a->list;
	}
	if (at + ((nr + 1) << PAGE_SHIFT) > STACKS_BASE)
		return NULL;
	n = host_alloc(sizeof(*n));
	n->addr = at;
	n->nr = nr;
	n->pages = host_alloc(nr * sizeof(*n->pages));
	n->alloc_stack = dock_stack_keep();
	list_add(&n->list, before);
	nr_areas++;
	return n;
}

static void area_free(struct area *a)
{
	host_reserve(a->addr, a->nr << PAGE_SHIFT);
	for (unsigned long i = 0; a->owns_pages && i < a->nr; i++)
		if (a->pages[i] && page_count(a->pages[i]) > 1) {
			put_page(a->pages[i]); /* users have it mapped, or somebody holds it */
		} else if (a->pages[i]) {
			atomic_set(&a->pages[i]->_refcount, 0);
			dock_page_release(a->pages[i], 0);
		}
	list_del(&a->list);
	host_free(a->pages);
	host_free(a);
	nr_areas--;
}

void *dock_vmalloc_on(unsigned long size, gfp_t gfp, int nid)
{
	unsigned long nr = PAGE_ALIGN(size) >> PAGE_SHIFT;
	struct area *a;

	might_sleep();
	if (WARN_ON_ONCE(!size))
		return NULL;
	/* Near the end of all numbers, aligning wraps. */
	if (size >> PAGE_SHIFT > dock_total_page_count() || nr > dock_total_page_count()) {
		dock_warn_alloc(gfp, "vmalloc error: size %lu, exceeds total pages", size);
		return NULL;
	}
	a = area_new(nr);
	if (!a)
		return NULL;
	a->owns_pages = true;
	if (!(gfp & (__GFP_DMA | __GFP_DMA32)))
		gfp |= __GFP_HIGHMEM;
	if (!dock_node_has_memory(nid))
		nid = dock_first_node();
	for (unsigned long i = 0; i < nr; i++) {
		a->pages[i] = dock_alloc_own_on(nid, gfp | __GFP_NOWARN, 0);
		if (!a->pages[i]) {
			dock_warn_alloc(gfp, "vmalloc error: size %lu, page order 0, failed to allocate pages",
					nr << PAGE_SHIFT);
			area_free(a);
			return NULL;
		}
	}
	return (void *)a->addr;
}

void *vmalloc(unsigned long size)
{
	return dock_vmalloc_on(size, GFP_KERNEL, NUMA_NO_NODE);
}
EXPORT_SYMBOL(vmalloc);

void *vzalloc(unsigned long size)
{
	return dock_vmalloc_on(size, DOCK_BREAK("zeros-of-vmalloc") && size == 4 * PAGE_SIZE
					     ? GFP_KERNEL : GFP_KERNEL | __GFP_ZERO, NUMA_NO_NODE);
}
EXPORT_SYMBOL(vzalloc);

static void *for_users(void *p)
{
	if (p)
		area_of((unsigned long)p)->for_users = true;
	return p;
}

void *vmalloc_user(unsigned long size)
{
	return for_users(dock_vmalloc_on(size, GFP_KERNEL | __GFP_ZERO, NUMA_NO_NODE));
}
EXPORT_SYMBOL(vmalloc_user);

void *vmalloc_32_user(unsigned long size)
{
	return for_users(dock_vmalloc_on(size, GFP_KERNEL | GFP_DMA32 | __GFP_ZERO, NUMA_NO_NODE));
}
EXPORT_SYMBOL(vmalloc_32_user);

void *vmalloc_32(unsigned long size)
{
	return dock_vmalloc_on(size, GFP_KERNEL | GFP_DMA32, NUMA_NO_NODE);
}
EXPORT_SYMBOL(vmalloc_32);

void *__vmalloc(unsigned long size, gfp_t gfp)
{
	return dock_vmalloc_on(size, gfp, NUMA_NO_NODE);
}
EXPORT_SYMBOL(__vmalloc);

/* What @addr is, which lies in @a or in no area, to a function that cannot undo it. */
static const char *wrong_area(const struct area *a, unsigned long addr)
{
	if (!a || a->addr != addr)
		return "an address that is not the start of its area";
	if (a->remapped || a->uncached)
		return "an area that is neither of vmalloc() nor of vmap()";
	return a->owns_pages ? "an area of vmalloc(), which vfree() frees"
			     : "an area of vmap(), which vunmap() takes away";
}

static void release(const void *addr, bool owns_pages, const char *function)
{
	struct area *a = area_of((unsigned long)addr);
	unsigned long pcs[DOCK_STACK_MAX];
	struct dock_report *r;

	if (a && a->addr == (unsigned long)addr && a->owns_pages == owns_pages) {
		area_free(a);
		return;
	}
	r = dock_report_begin("bad-free", "%s() of %s", function,
			      wrong_area(a, (unsigned long)addr));
	dock_report_fact(r, "address", "0x%lx, %s", (unsigned long)addr,
			 dock_addr_type((unsigned long)addr));
	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	dock_report_end(r);
}

void vfree(const void *addr)
{
	if (addr)
		release(addr, true, "vfree");
}
EXPORT_SYMBOL(vfree);

/* Some, and each is a page of RAM? */
static bool can_map(struct page **pages, unsigned int count)
{
	for (unsigned int i = 0; i < count; i++)
		if (WARN_ON(!pages[i]) || WARN_ON(!pfn_valid(page_to_pfn(pages[i]))))
			return false;
	return count > 0;
}

void *vmap(struct page **pages, unsigned int count, unsigned long flags, pgprot_t prot)
{
	struct area *a;

	might_sleep();
	if (count > dock_total_page_count() || !can_map(pages, count))
		return NULL;
	a = area_new(count);
	if (!a)
		return NULL;
	memcpy(a->pages, pages, count * sizeof(*pages));
	if (DOCK_BREAK("vmap-of-pages"))
		a->pages[0] = pages[count - 1];
	return (void *)a->addr;
}
EXPORT_SYMBOL(vmap);

void vunmap(const void *addr)
{
	if (addr)
		release(addr, false, "vunmap");
}
EXPORT_SYMBOL(vunmap);

/* Map the run of physically contiguous pages around page @i. */
static int map_run(struct area *a, unsigned long i)
{
	unsigned long from = i, to = i + 1;

	while (from > 0 && a->pages[from - 1] + 1 == a->pages[from])
		from--;
	while (to < a->nr && a->pages[to - 1] + 1 == a->pages[to])
		to++;
	if (a->uncached)
		return dock_memory_map_uncached(a->addr + (from << PAGE_SHIFT),
						page_to_pfn(a->pages[from]) << PAGE_SHIFT,
						(to - from) << PAGE_SHIFT);
	return host_ram_map(a->addr + (from << PAGE_SHIFT),
			    page_to_pfn(a->pages[from]) << PAGE_SHIFT, (to - from) << PAGE_SHIFT,
			    RW);
}

static void *vmap_frames(unsigned long phys, unsigned long len, bool uncached)
{
	struct area *a = area_new(len >> PAGE_SHIFT);

	if (!a)
		return NULL;
	for (unsigned long i = 0; i < a->nr; i++)
		a->pages[i] = pfn_to_page((phys >> PAGE_SHIFT) + i);
	a->uncached = uncached;
	if (map_run(a, 0)) {
		area_free(a);
		return NULL;
	}
	return (void *)a->addr;
}

void *dock_vmap_uncached(unsigned long phys, unsigned long len)
{
	return vmap_frames(phys, len, true);
}

void *dock_vmap_frames(unsigned long phys, unsigned long len, bool uncached)
{
	void *p = vmap_frames(phys, len, uncached);

	if (p)
		area_of((unsigned long)p)->remapped = true;
	return p;
}

void dock_vunmap_frames(const void *addr)
{
	release(addr, false, "memunmap");
}

void dock_vunmap_uncached(const void *addr)
{
	release(addr, false, "dma_free_coherent");
}

bool is_vmalloc_addr(const void *x)
{
	if (DOCK_BREAK("kinds-of-addresses") && !PAGE_ALIGNED(x))
		return false;
	return (unsigned long)x >= DOCK_VMALLOC_BASE && (unsigned long)x < DOCK_VMALLOC_END;
}
EXPORT_SYMBOL(is_vmalloc_addr);

struct page *vmalloc_to_page(const void *addr)
{
	struct area *a = area_of((unsigned long)addr);
	struct page *page;

	if (a)
		return a->pages[((unsigned long)addr - a->addr) >> PAGE_SHIFT];
	dock_want_vmalloc((unsigned long)addr, "vmalloc_to_page");
	/* A walk of the page tables finds logical addresses, too. */
	if (virt_addr_valid(addr))
		return virt_to_page(addr);
	page = dock_stack_page((unsigned long)addr);
	return page ? page : dock_module_page((unsigned long)addr);
}
EXPORT_SYMBOL(vmalloc_to_page);

unsigned long vmalloc_to_pfn(const void *addr)
{
	struct page *page = vmalloc_to_page(addr);

	return page_to_pfn(page) + (DOCK_BREAK("pages-of-vmalloc") ? 1 : 0);
}
EXPORT_SYMBOL(vmalloc_to_pfn);

/* Its size without the guard page; 0: no area begins there that users may map. */
static unsigned long size_for_users(const void *addr)
{
	struct area *a = area_of((unsigned long)addr);

	return a && (a->for_users || DOCK_BREAK("vmalloc-not-for-users")) ? a->nr << PAGE_SHIFT : 0;
}

int remap_vmalloc_range_partial(struct vm_area_struct *vma, unsigned long uaddr, void *kaddr,
				unsigned long pgoff, unsigned long size)
{
	unsigned long off = pgoff << PAGE_SHIFT;
	int err;

	if (off >> PAGE_SHIFT != pgoff)
		return -EINVAL;
	size = PAGE_ALIGN(size);
	if (!PAGE_ALIGNED(uaddr) || !PAGE_ALIGNED(kaddr) || !size_for_users(kaddr))
		return -EINVAL;
	if (size + off < size || size + off > size_for_users(kaddr))
		return DOCK_BREAK("vmalloc-too-many") ? -ENXIO : -EINVAL;
	if (DOCK_BREAK("vmalloc-for-users"))
		off = 0;
	for (unsigned long at = 0; at < size; at += PAGE_SIZE) {
		err = vm_insert_page(vma, uaddr + at, vmalloc_to_page(kaddr + off + at));
		if (err)
			return err;
	}
	if (!DOCK_BREAK("vmalloc-does-not-grow"))
		vma->vm_flags |= VM_DONTEXPAND | VM_DONTDUMP;
	return 0;
}
DOCK_EXPORT_SYMBOL_UNTIL(remap_vmalloc_range_partial, 5, 13);

int remap_vmalloc_range(struct vm_area_struct *vma, void *addr, unsigned long pgoff)
{
	return remap_vmalloc_range_partial(vma, vma->vm_start, addr, pgoff,
					   vma->vm_end - vma->vm_start);
}
EXPORT_SYMBOL(remap_vmalloc_range);

int dock_kernel_trap(unsigned long addr)
{
	struct area *a;
	unsigned long i;

	if (addr < DOCK_VMALLOC_BASE || addr >= STACKS_BASE)
		return 0;
	a = area_of(addr);
	if (!a)
		return 0;
	i = (addr - a->addr) >> PAGE_SHIFT;
	if (map_run(a, i) == 0)
		return 1;
	/* The host's limit on mappings: start the window afresh. */
	host_reserve(DOCK_VMALLOC_BASE, STACKS_BASE - DOCK_VMALLOC_BASE);
	return map_run(a, i) == 0;
}

void dock_vmalloc_touch(const void *addr, unsigned long n)
{
	unsigned long at = (unsigned long)addr, end = at + n;
	struct area *a;

	if (likely(at < DOCK_VMALLOC_BASE || at >= STACKS_BASE))
		return;
	a = area_of(at);
	if (!a)
		return;
	end = min(end, a->addr + (a->nr << PAGE_SHIFT));
	for (; at < end; at = (at | ~PAGE_MASK) + 1)
		READ_ONCE(*(const char *)at);
}

/* ... and how many of them are on each node. */
static void show_nodes(struct seq_file *m, const struct area *a)
{
	unsigned long on;
	int nid;

	for_each_online_node(nid) {
		on = 0;
		for (unsigned long i = 0; i < a->nr; i++)
			on += page_to_nid(a->pages[i]) == nid;
		if (on)
			seq_printf(m, " N%d=%lu", nid, on);
	}
}

void dock_vmalloc_show(struct seq_file *m)
{
	const struct area *a;

	list_for_each_entry(a, &areas, list) {
		unsigned long end = a->addr + ((a->nr + 1) << PAGE_SHIFT);
		unsigned long pc = dock_stack_driver_pc(a->alloc_stack);

		seq_printf(m, "0x%016lx-0x%016lx %7ld", a->addr, end, (long)(end - a->addr));
		if (pc)
			seq_printf(m, " %pS", (void *)pc);
		if (a->uncached || a->remapped) {
			seq_puts(m, a->remapped ? " ioremap\n" : " dma-coherent\n");
			continue;
		}
		seq_printf(m, " pages=%lu %s", a->nr,
			   a->owns_pages && !DOCK_BREAK("proc-vmallocinfo") ? "vmalloc" : "vmap");
		show_nodes(m, a);
		seq_putc(m, '\n');
	}
}

unsigned long dock_vmalloc_pages(void)
{
	const struct area *a;
	unsigned long n = 0;

	list_for_each_entry(a, &areas, list)
		n += a->owns_pages ? a->nr : 0;
	return n;
}

unsigned long dock_vmalloc_live(void)
{
	return nr_areas;
}

void dock_vmalloc_report_leaks(unsigned long base, unsigned long len, const char *module)
{
	struct area *a;

	list_for_each_entry(a, &areas, list) {
		unsigned long pc = dock_stack_driver_pc(a->alloc_stack);
		const unsigned long *pcs;
		struct dock_report *r;
		int n;

		/* Coherent memory is a mapping: reported as dma-leak. */
		if ((a->uncached && !a->remapped) || pc < base || pc >= base + len)
			continue;
		r = dock_report_begin("memory-leak",
				      "module %s was unloaded and left an area of vmalloc behind",
				      module);
		dock_report_fact(r, "area", "0x%lx, %lu pages", a->addr, a->nr);
		n = dock_stack_get(a->alloc_stack, &pcs);
		dock_report_stack(r, "allocated", pcs, n);
		dock_report_end(r);
		return;
	}
}

/* --- stacks --- */

/* Each follows a page that is not there, and all are as large. Those that were used
 * before stay mapped: a new task takes one of them. */
static struct stack {
	struct page *pages;
	unsigned long spare; /* of the first nr_spare: the address of some free stack */
} *stacks;
static unsigned long nr_stacks, nr_spare, stacks_size, stack_bytes;

unsigned long dock_stack_alloc(unsigned long bytes)
{
	struct page *page;
	unsigned long addr;

	if (nr_spare)
		return stacks[--nr_spare].spare;
	page = dock_alloc_own(GFP_ATOMIC, (unsigned int)get_order(bytes));
	if (!page)
		return 0;
	addr = STACKS_BASE + nr_stacks * (PAGE_SIZE + bytes) + PAGE_SIZE;
	if (host_ram_map(addr, page_to_pfn(page) << PAGE_SHIFT, bytes, RW)) {
		atomic_set(&page->_refcount, 0);
		dock_page_release(page, (unsigned int)get_order(bytes));
		return 0;
	}
	if (nr_stacks == stacks_size) {
		unsigned long size = stacks_size ? 2 * stacks_size : 64;

		stacks = host_realloc(stacks, stacks_size * sizeof(*stacks), size * sizeof(*stacks));
		stacks_size = size;
	}
	stack_bytes = bytes;
	stacks[nr_stacks++].pages = page;
	return addr;
}

void dock_stack_free(unsigned long stack, unsigned long bytes)
{
	stacks[nr_spare++].spare = stack;
	(void)bytes;
}

struct page *dock_stack_page(unsigned long addr)
{
	unsigned long at = addr - STACKS_BASE, each = PAGE_SIZE + stack_bytes;

	if (addr < STACKS_BASE || at / each >= nr_stacks || at % each < PAGE_SIZE)
		return NULL;
	return stacks[at / each].pages + ((at % each - PAGE_SIZE) >> PAGE_SHIFT);
}

/* --- modules' memory --- */

struct module_ram {
	struct list_head list;
	unsigned long addr, nr;
	struct page **pages;
};

static LIST_HEAD(module_rams);

int dock_module_ram_map(unsigned long addr, unsigned long bytes)
{
	struct module_ram *m = host_alloc(sizeof(*m));
	int err = 0;

	m->addr = addr;
	m->nr = PAGE_ALIGN(bytes) >> PAGE_SHIFT;
	m->pages = host_alloc(m->nr * sizeof(*m->pages));
	list_add(&m->list, &module_rams);
	for (unsigned long i = 0; i < m->nr && !err; i++) {
		m->pages[i] = dock_alloc_own(GFP_KERNEL | __GFP_ZERO, 0);
		err = m->pages[i] ? host_ram_map(addr + (i << PAGE_SHIFT),
						 page_to_pfn(m->pages[i]) << PAGE_SHIFT,
						 PAGE_SIZE, RW)
				  : -ENOMEM;
	}
	if (err)
		dock_module_ram_unmap(addr, bytes);
	return err;
}

void dock_module_ram_unmap(unsigned long addr, unsigned long bytes)
{
	struct module_ram *m, *n;

	list_for_each_entry_safe(m, n, &module_rams, list) {
		if (m->addr != addr)
			continue;
		host_reserve(addr, m->nr << PAGE_SHIFT);
		for (unsigned long i = 0; i < m->nr && m->pages[i]; i++) {
			atomic_set(&m->pages[i]->_refcount, 0);
			dock_page_release(m->pages[i], 0);
		}
		list_del(&m->list);
		host_free(m->pages);
		host_free(m);
	}
	(void)bytes;
}

struct page *dock_module_page(unsigned long addr)
{
	struct module_ram *m;

	list_for_each_entry(m, &module_rams, list)
		if (addr >= m->addr && addr < m->addr + (m->nr << PAGE_SHIFT))
			return m->pages[(addr - m->addr) >> PAGE_SHIFT];
	return NULL;
}
