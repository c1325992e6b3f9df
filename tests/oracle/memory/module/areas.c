// SPDX-License-Identifier: MIT
/* Questions about addresses, vmalloc, vmap, kvmalloc and ioremap. */
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "memory.h"

static void kinds_of_addresses(void)
{
	void *logical = kmalloc(100, GFP_KERNEL), *virtual = vmalloc(100);

	tell("__va of __pa: %d", __va(__pa(logical)) == logical);
	tell("phys_to_virt of virt_to_phys: %d",
	     phys_to_virt(virt_to_phys(logical)) == logical);
	tell("page's address: %d", page_address(virt_to_page(logical)) ==
					   (void *)((unsigned long)logical & PAGE_MASK));
	tell("pfn of page: %d",
	     page_to_pfn(virt_to_page(logical)) == __pa(logical) >> PAGE_SHIFT);
	tell("page of pfn: %d",
	     pfn_to_page(__pa(logical) >> PAGE_SHIFT) == virt_to_page(logical));
	tell("valid: logical %d, virtual %d, user %d, NULL %d", virt_addr_valid(logical),
	     virt_addr_valid(virtual), virt_addr_valid((void *)0x10000),
	     virt_addr_valid(NULL));
	tell("of vmalloc: logical %d, virtual %d, after it %d", is_vmalloc_addr(logical),
	     is_vmalloc_addr(virtual), is_vmalloc_addr(virtual + 100));
	vfree(virtual);
	kfree(logical);
}

static void end_of_memory(void)
{
	unsigned long end = __pa(high_memory);

	tell("whole pages: %d", PAGE_ALIGNED(end));
	tell("last page: valid %d", pfn_valid((end >> PAGE_SHIFT) - 1));
	tell("last address: %d", virt_addr_valid(high_memory - 1));
	tell("beyond all RAM: %d", pfn_valid(1UL << 40));
}

static void pages_of_vmalloc(void)
{
	char *p = vmalloc(3 * PAGE_SIZE + 1);
	int i;

	tell("aligned: %d", PAGE_ALIGNED((unsigned long)p));
	for (i = 0; i < 4; i++) {
		struct page *page = vmalloc_to_page(p + i * PAGE_SIZE + 5);

		p[i * PAGE_SIZE] = (char)('a' + i);
		tell("page %d: count %d, holds '%c', pfn agrees %d", i, page_count(page),
		     *(char *)page_address(page),
		     vmalloc_to_pfn(p + i * PAGE_SIZE) == page_to_pfn(page));
	}
	vfree(p);
	vfree(NULL);
}

static void zeros_of_vmalloc(void)
{
	char *p = vmalloc(4 * PAGE_SIZE);

	memset(p, 0x77, 4 * PAGE_SIZE);
	vfree(p);
	p = vzalloc(4 * PAGE_SIZE);
	tell("vzalloc: %d", !memchr_inv(p, 0, 4 * PAGE_SIZE));
	vfree(p);
	p = vmalloc_user(PAGE_SIZE);
	tell("vmalloc_user: %d", !memchr_inv(p, 0, PAGE_SIZE));
	vfree(p);
	p = __vmalloc(PAGE_SIZE, GFP_KERNEL | __GFP_ZERO);
	tell("__vmalloc: %d", !memchr_inv(p, 0, PAGE_SIZE));
	vfree(p);
}

static void too_much_of_vmalloc(void)
{
	size_t many = SIZE_MAX / 16 + 2;

	OPTIMIZER_HIDE_VAR(many);
	tell("more than there is: %d",
	     __vmalloc(1UL << 45, GFP_KERNEL | __GFP_NOWARN) != NULL);
	tell("too many: %d", vmalloc_array(many, 16) != NULL);
	tell("too many zeros: %d", vcalloc(many, 16) != NULL);
}

static void vmap_of_pages(void)
{
	struct page *pages[3];
	char *p;
	int i;

	for (i = 0; i < 3; i++) {
		pages[i] = alloc_page(GFP_KERNEL);
		*(char *)page_address(pages[i]) = (char)('x' + i);
	}
	swap(pages[0], pages[2]);
	p = vmap(pages, 3, VM_MAP, PAGE_KERNEL);
	tell("of vmalloc: %d", is_vmalloc_addr(p));
	tell("'%c%c%c'", p[0], p[PAGE_SIZE], p[2 * PAGE_SIZE]);
	tell("count %d", page_count(pages[1]));
	p[PAGE_SIZE] = '!';
	tell("'%c'", *(char *)page_address(pages[1]));
	tell("page: %d", vmalloc_to_page(p + PAGE_SIZE) == pages[1]);
	vunmap(p);
	vunmap(NULL);
	for (i = 0; i < 3; i++)
		__free_page(pages[i]);
}

static void kvmalloc_small_and_large(void)
{
	void *small = kvmalloc(100, GFP_KERNEL), *large = kvmalloc(8 << 20, GFP_KERNEL),
	     *p;

	tell("of vmalloc: small %d, large %d", is_vmalloc_addr(small),
	     is_vmalloc_addr(large));
	kvfree(small);
	kvfree(large);
	kvfree(NULL);
	p = kvcalloc(300000, 16, GFP_KERNEL);
	tell("zeros: %d", !memchr_inv(p, 0, 4800000));
	kvfree(p);
	p = kvmalloc(8 << 20, GFP_NOWAIT | __GFP_NOWARN);
	tell("not waiting: %d", p != NULL);
	kvfree(p);
}

static void ioremap_of_memory(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	tell("of the kernel's memory: %d",
	     ioremap(page_to_phys(page), PAGE_SIZE) != NULL);
	tell("of nothing: %d", ioremap(page_to_phys(page), 0) != NULL);
	tell("wrapping: %d", ioremap(-PAGE_SIZE, 2 * PAGE_SIZE) != NULL);
	__free_page(page);
}

static void regions_are_one_owners(void)
{
	resource_size_t free = 0xd0000000, ram = __pa(high_memory) - PAGE_SIZE;

	tell("once: %d", request_mem_region(free, 4096, "oracle") != NULL);
	tell("twice: %d", request_mem_region(free, 4096, "oracle") != NULL);
	tell("the end of it: %d", request_mem_region(free + 4095, 1, "oracle") != NULL);
	tell("after it: %d", request_mem_region(free + 4096, 1, "oracle") != NULL);
	release_mem_region(free + 4096, 1);
	release_mem_region(free, 4096);
	tell("again: %d", request_mem_region(free, 4096, "oracle") != NULL);
	release_mem_region(free, 4096);
	tell("the kernel's memory: %d", request_mem_region(ram, 4096, "oracle") != NULL);
}

const struct memory_question area_questions[] = {
	{"kinds-of-addresses", kinds_of_addresses},
	{"end-of-memory", end_of_memory},
	{"pages-of-vmalloc", pages_of_vmalloc},
	{"zeros-of-vmalloc", zeros_of_vmalloc},
	{"too-much-of-vmalloc", too_much_of_vmalloc},
	{"vmap-of-pages", vmap_of_pages},
	{"kvmalloc-small-and-large", kvmalloc_small_and_large},
	{"ioremap-of-memory", ioremap_of_memory},
	{"regions-are-one-owners", regions_are_one_owners},
	{NULL, NULL},
};
