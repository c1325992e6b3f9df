/* SPDX-License-Identifier: MIT */
/* Addresses of the five types, pages and their numbers. */
#include <linux/highmem.h>
#include <linux/io.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include "show.h"

static void *logical(void)
{
	return page_address(shown_page);
}

static void run___pa(void)
{
	unsigned long phys = __pa(logical());

	say("a logical address less PAGE_OFFSET: %s",
	    phys == (unsigned long)logical() - PAGE_OFFSET ? "yes" : "no");
}

static void run___va(void)
{
	say("physical 0x100000 is logical 0x%lx", (unsigned long)__va(0x100000));
}

static void run_virt_to_page(void)
{
	say("the page of byte 100 is the page of byte 0: %s",
	    virt_to_page(logical() + 100) == shown_page ? "yes" : "no");
}

static void run_pfn_to_page(void)
{
	struct page *page = pfn_to_page(0x1000);

	say("page 0x1000 lies %ld pages after page 0xff0",
	    (long)(page - pfn_to_page(0xff0)));
}

static void run_page_to_pfn(void)
{
	say("of the page at physical 0x200000: 0x%lx",
	    page_to_pfn(virt_to_page(__va(0x200000))));
}

static void run_pfn_valid(void)
{
	say("0x1000: %d, ~0: %d", pfn_valid(0x1000), pfn_valid(~0UL >> PAGE_SHIFT));
}

static void run_page_address(void)
{
	say("of the page at physical 0x300000: 0x%lx",
	    (unsigned long)page_address(pfn_to_page(0x300)));
}

static void run_lowmem_page_address(void)
{
	say("as page_address: %s",
	    lowmem_page_address(shown_page) == page_address(shown_page) ? "yes" : "no");
}

static void run_PFN_PHYS(void)
{
	say("0x1000 begins at 0x%llx", (unsigned long long)PFN_PHYS(0x1000));
}

static void run_PAGE_SIZE(void)
{
	say("%lu bytes", PAGE_SIZE);
}

static void run_PAGE_SHIFT(void)
{
	say("%d bits of an address are the place in the page", PAGE_SHIFT);
}

static void run_high_memory(void)
{
	say("RAM ends at physical 0x%lx", __pa(high_memory - 1) + 1);
}

static void run_mem_map(void)
{
	say("entry 0x100 is the page at 1 MiB: %d, of %zu bytes",
	    mem_map + 0x100 == pfn_to_page(0x100), sizeof(struct page));
}

static void run_kmalloc(void)
{
	void *p = kmalloc(100, GFP_KERNEL);

	say("100 bytes are logical: %d, of vmalloc: %d, rounded up to %zu",
	    virt_addr_valid(p), is_vmalloc_addr(p), ksize(p));
	kfree(p);
}

static void run_kfree(void)
{
	void *first = kmalloc(64, GFP_KERNEL), *second = kmalloc(64, GFP_KERNEL);

	say("two of 64 bytes lie apart: %s; given back, none is kept",
	    first != second ? "yes" : "no");
	kfree(first);
	kfree(second);
	kfree(NULL);
}

static void run_vmalloc(void)
{
	void *p = vmalloc(3 * PAGE_SIZE);

	say("three pages are logical: %d, of vmalloc: %d", virt_addr_valid(p),
	    is_vmalloc_addr(p));
	vfree(p);
}

static void run_vmalloc_to_page(void)
{
	char *p = vmalloc(2 * PAGE_SIZE);
	char *same = page_address(vmalloc_to_page(p + PAGE_SIZE));

	p[PAGE_SIZE] = 'v';
	say("the second page's first byte through its logical address: '%c'", *same);
	vfree(p);
}

static void run_virt_addr_valid(void)
{
	say("logical: %d, NULL: %d", virt_addr_valid(logical()), virt_addr_valid(NULL));
}

static void run_virt_to_phys(void)
{
	say("as __pa: %s", virt_to_phys(logical()) == __pa(logical()) ? "yes" : "no");
}

static void run_phys_to_virt(void)
{
	say("physical 0x400000 is logical 0x%lx", (unsigned long)phys_to_virt(0x400000));
}

/* --- the five types --- */

static int map_user_address(struct vm_area_struct *vma)
{
	say("access_ok: %d, an address of the kernel: %d",
	    access_ok((void *)vma->vm_start, 1), virt_addr_valid(vma->vm_start));
	return 0;
}

static void run_physical_address(void)
{
	say("of the first page above 1 MiB: 0x%llx",
	    (unsigned long long)page_to_phys(pfn_to_page(0x100)));
}

static void run_logical_address(void)
{
	void *p = kmalloc(64, GFP_KERNEL);

	say("kmalloc's less its physical address is PAGE_OFFSET: %d",
	    (unsigned long)p - __pa(p) == PAGE_OFFSET);
	kfree(p);
}

static void run_virtual_address_of_the_kernel(void)
{
	char *p = vmalloc(2 * PAGE_SIZE);

	say("vmalloc's is logical: %d, and its two pages lie apart or not: %ld frames",
	    virt_addr_valid(p),
	    (long)(vmalloc_to_pfn(p + PAGE_SIZE) - vmalloc_to_pfn(p)));
	vfree(p);
}

static void run_low_memory(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	say("a page for the kernel is high: %d, and has an address: %d",
	    PageHighMem(page) != 0, page_address(page) != NULL);
	__free_page(page);
}

static void run_high_memory_page(void)
{
	struct page *page = alloc_page(GFP_HIGHUSER);

	say("a page for users is high: %d, and has an address: %d",
	    PageHighMem(page) != 0, page_address(page) != NULL);
	__free_page(page);
}

const struct show address_shows[] = {
	SHOW_MAP(user_address),
	SHOW(physical_address),
	SHOW(logical_address),
	SHOW(virtual_address_of_the_kernel),
	SHOW(low_memory),
	SHOW(high_memory_page),
	SHOW(__pa),
	SHOW(__va),
	SHOW(virt_to_page),
	SHOW(pfn_to_page),
	SHOW(page_to_pfn),
	SHOW(pfn_valid),
	SHOW(page_address),
	SHOW(lowmem_page_address),
	SHOW(PFN_PHYS),
	SHOW(PAGE_SIZE),
	SHOW(PAGE_SHIFT),
	SHOW(high_memory),
	SHOW(mem_map),
	SHOW(kmalloc),
	SHOW(kfree),
	SHOW(vmalloc),
	SHOW(vmalloc_to_page),
	SHOW(virt_addr_valid),
	SHOW(virt_to_phys),
	SHOW(phys_to_virt),
	SHOWS_END,
};
