/* SPDX-License-Identifier: MIT */
/* Broken: each conversion is given an address of another type. */
#include <linux/highmem.h>
#include <linux/io.h>
#include <linux/vmalloc.h>
#include "broken.h"

/* Of kernels before 6.0. */
extern unsigned long old_virt_to_bus(volatile void *addr) __dock(virt_to_bus);
extern void *old_bus_to_virt(unsigned long bus) __dock(bus_to_virt);

static volatile unsigned long sink;

static void wrong(char *logical, char *virtual, struct page *page, unsigned long user)
{
	phys_addr_t phys = page_to_phys(page);

	sink = __pa(virtual); /* HERE pa */
	sink = (unsigned long)__va(logical); /* HERE va */
	sink = virt_to_phys((void *)user); /* HERE virt_to_phys */
	sink = (unsigned long)phys_to_virt((unsigned long)page); /* HERE phys_to_virt */
	sink = old_virt_to_bus(virtual); /* HERE virt_to_bus */
	sink = (unsigned long)old_bus_to_virt((unsigned long)logical); /* HERE bus_to_virt */
	sink = (unsigned long)virt_to_page(phys); /* HERE virt_to_page */
	sink = (unsigned long)pfn_to_page(phys); /* HERE pfn_to_page */
	sink = page_to_pfn((struct page *)logical); /* HERE page_to_pfn */
	sink = (unsigned long)page_address((struct page *)virtual); /* HERE page_address */
	sink = (unsigned long)vmalloc_to_page(logical); /* HERE vmalloc_to_page */
	sink = vmalloc_to_pfn(logical); /* HERE vmalloc_to_pfn */
	sink = (unsigned long)kmap_to_page(virtual); /* HERE kmap_to_page */
}

static noinline void wrong_pages(struct page *logical, struct page *virtual)
{
	sink = (unsigned long)page_to_nid(logical); /* HERE page_to_nid */
	sink = (unsigned long)page_zone(virtual); /* HERE page_zone */
	get_page(logical); /* HERE get_page */
	put_page(logical); /* HERE put_page */
	__free_page(logical); /* HERE free_page */
	kunmap(logical); /* HERE kunmap */
	sink = (unsigned long)__va(__pa(high_memory) + PAGE_SIZE); /* HERE va_beyond */
	sink = (unsigned long)phys_to_virt(0xfd000000); /* HERE va_device */
}

static void right_pages(struct page *page, struct page *other)
{
	sink = (unsigned long)page_to_nid(page);
	sink = (unsigned long)page_zone(other);
	get_page(page);
	sink = (unsigned long)page_count(page);
	put_page(page);
	kmap(page);
	kunmap(page);
	/* Where memory ends, and what the PC has in the midst of it. */
	sink = (unsigned long)__va(__pa(high_memory));
	sink = (unsigned long)phys_to_virt(0xb8000);
}

static void right(char *logical, char *virtual, struct page *page, unsigned long user)
{
	phys_addr_t phys = page_to_phys(page);

	sink = __pa(logical);
	sink = (unsigned long)__va(phys);
	sink = virt_to_phys(logical);
	sink = (unsigned long)phys_to_virt(phys);
	sink = old_virt_to_bus(logical);
	sink = (unsigned long)old_bus_to_virt(old_virt_to_bus(logical));
	sink = (unsigned long)virt_to_page(logical);
	sink = (unsigned long)pfn_to_page(PHYS_PFN(phys));
	sink = page_to_pfn(page);
	sink = (unsigned long)page_address(page);
	sink = (unsigned long)vmalloc_to_page(virtual);
	sink = vmalloc_to_pfn(virtual);
	sink = (unsigned long)kmap_to_page(logical);
	/* These only ask. */
	sink = virt_addr_valid(virtual) || virt_addr_valid(user) || is_vmalloc_addr(logical) ||
	       pfn_valid(phys);
}

static int act(unsigned long arg)
{
	char *logical = kmalloc(64, GFP_KERNEL), *virtual = vmalloc(PAGE_SIZE);
	struct page *page = alloc_page(GFP_KERNEL);

	if (!logical || !virtual || !page)
		return -ENOMEM;
	(fixed ? right : wrong)(logical, virtual, page, 0x7f0000001000);
	if (fixed)
		right_pages(page, page);
	else
		wrong_pages((void *)logical, (void *)virtual);
	__free_page(page);
	vfree(virtual);
	kfree(logical);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
