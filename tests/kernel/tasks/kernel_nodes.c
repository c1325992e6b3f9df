/* SPDX-License-Identifier: MIT */
/* Claims: banks, holes and nodes, on machines/server-numa.dts. */
#include <linux/fs.h>
#include <linux/list.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/topology.h>
#include <linux/vmalloc.h>
#include "claims.h"

#define PFN(phys) ((unsigned long)(phys) >> PAGE_SHIFT)

static void pfn_is_valid_where_there_is_memory(void)
{
	static const unsigned long good[] = { 0x1000, 0x9f000, 0x100000, 0x3ffff000, 0x100000000,
					      0x11ffff000, 0x140000000, 0x15ffff000 };
	static const unsigned long nobodys[] = { 0, 0xa0000, 0xff000 };
	static const unsigned long bad[] = { 0x40000000, 0xc0000000, 0xfffff000, 0x120000000, 0x13ffff000, 0x160000000,
					     1UL << 43 };

	for (unsigned int i = 0; i < ARRAY_SIZE(good); i++)
		EXPECT(pfn_valid(PFN(good[i])));
	for (unsigned int i = 0; i < ARRAY_SIZE(nobodys); i++) {
		struct page *page = pfn_to_page(PFN(nobodys[i]));

		EXPECT(pfn_valid(PFN(nobodys[i])));
		EXPECT(PageReserved(page) && page_count(page) == 1);
	}
	for (unsigned int i = 0; i < ARRAY_SIZE(bad); i++) {
		EXPECT(!pfn_valid(PFN(bad[i])));
		EXPECT(!virt_addr_valid(PAGE_OFFSET + bad[i]));
	}
}

static void pages_and_pfns_convert_in_every_bank(void)
{
	static const unsigned long at[] = { 0x5000, 0x200000, 0x100001000, 0x150000000 };

	for (unsigned int i = 0; i < ARRAY_SIZE(at); i++) {
		struct page *page = pfn_to_page(PFN(at[i]));

		EXPECT_EQ(page_to_pfn(page), PFN(at[i]));
		EXPECT(page_to_phys(page) == at[i]);
		EXPECT(virt_to_page(page_address(page)) == page);
		EXPECT(mem_map + PFN(at[i]) == page);
		EXPECT_EQ(page_to_nid(page), at[i] >= 0x100000000);
		EXPECT(page >= NODE_DATA(page_to_nid(page))->node_mem_map);
	}
	EXPECT(high_memory == (void *)(PAGE_OFFSET + 0x160000000));
}

static void there_are_two_nodes(void)
{
	int n, sum = 0;

	EXPECT_EQ(num_online_nodes(), 2);
	EXPECT_EQ(nr_node_ids, 2);
	EXPECT_EQ(first_online_node, 0);
	EXPECT_EQ(next_online_node(0), 1);
	EXPECT_EQ(next_online_node(1), MAX_NUMNODES);
	EXPECT(node_online(1) && !node_online(2));
	EXPECT_EQ(numa_node_id(), 0);
	EXPECT(cpumask_first(cpumask_of_node(0)) == 0);
	for_each_online_node(n)
		sum += n + 10;
	EXPECT_EQ(sum, 21);
	EXPECT(!NODE_DATA(2));
}

static void node_data_tells_of_memory_and_holes(void)
{
	pg_data_t *zero = NODE_DATA(0), *one = NODE_DATA(1);

	EXPECT_EQ(zero->node_start_pfn, 1);
	EXPECT_EQ(zero->node_present_pages, PFN(0x9f000) + PFN(0x3ff00000));
	EXPECT_EQ(zero->node_spanned_pages, PFN(0x40000000) - 1);
	EXPECT_EQ(one->node_id, 1);
	EXPECT_EQ(node_start_pfn(1), PFN(0x100000000));
	EXPECT_EQ(one->node_present_pages, PFN(0x40000000));
	EXPECT_EQ(node_end_pfn(1), PFN(0x160000000));
	EXPECT(one->node_mem_map == pfn_to_page(PFN(0x100000000)));
	EXPECT_EQ(populated_zone(&one->node_zones[ZONE_DMA32]), 0);
	EXPECT_EQ(one->node_zones[ZONE_NORMAL].spanned_pages, PFN(0x60000000));
	EXPECT(!strcmp(zero->node_zones[ZONE_DMA].name, "DMA"));
}

static void pages_come_from_the_node_that_is_asked(void)
{
	for (int n = 0; n < 2; n++)
		for (unsigned int o = 0; o < MAX_ORDER; o += 5) {
			struct page *page = alloc_pages_node(n, GFP_KERNEL, o);

			EXPECT(page && page_to_nid(page) == n);
			EXPECT(page_zone(page)->zone_pgdat == NODE_DATA(n));
			__free_pages(page, o);
		}
	for (int n = 0; n < 2; n++) {
		struct page *page = n ? alloc_page(GFP_KERNEL)
				      : alloc_pages_node(NUMA_NO_NODE, GFP_KERNEL, 0);

		EXPECT_EQ(page_to_nid(page), numa_node_id());
		__free_page(page);
	}
}

static int node_of(void *p)
{
	return page_to_nid(is_vmalloc_addr(p) ? vmalloc_to_page(p) : virt_to_page(p));
}

static void objects_come_from_the_node_that_is_asked(void)
{
	struct kmem_cache *cache = kmem_cache_create("of_nodes", 100, 0, 0, NULL);

	for (int n = 0; n < 2; n++) {
		void *p[] = { kmalloc_node(100, GFP_KERNEL, n), kmalloc_node(100, GFP_KERNEL, !n),
			      kzalloc_node(40000, GFP_KERNEL, n), kcalloc_node(5, 7, GFP_KERNEL, !n),
			      vmalloc_node(5000, n), kvmalloc_node(8 << 20, GFP_KERNEL, !n) };
		void *o = kmem_cache_alloc_node(cache, GFP_KERNEL, n);

		for (unsigned int i = 0; i < ARRAY_SIZE(p); i++) {
			EXPECT_EQ(node_of(p[i]), i % 2 ? !n : n);
			kvfree(p[i]);
		}
		EXPECT_EQ(node_of(o), n);
		kmem_cache_free(cache, o);
	}
	kmem_cache_destroy(cache);
	EXPECT(!kmalloc_array_node(SIZE_MAX / 4, 8, GFP_KERNEL, 1));
}

/* The first has room for the second; nodes that are not there do not matter. */
static void objects_without_a_node_are_of_the_nearest(void)
{
	void *far = kmalloc_node(100, GFP_KERNEL, 1), *near = kmalloc(100, GFP_KERNEL);
	void *odd = kmalloc_node(100, GFP_KERNEL, 7);

	EXPECT_EQ(node_of(far), 1);
	EXPECT_EQ(node_of(near), numa_node_id());
	EXPECT_EQ(node_of(odd), numa_node_id());
	kfree(far);
	kfree(near);
	kfree(odd);
}

/* 32 bits of address are on node 0 alone. */
static void a_zone_may_be_on_another_node(void)
{
	struct page *page = alloc_pages_node(1, GFP_KERNEL | GFP_DMA32, 0);

	EXPECT(page && page_to_nid(page) == 0 && page_zonenum(page) == ZONE_DMA32);
	__free_page(page);
	EXPECT(!alloc_pages_node(1, GFP_KERNEL | GFP_DMA32 | __GFP_THISNODE | __GFP_NOWARN, 0));
}

static void a_full_node_takes_from_the_other(void)
{
	struct page *page, *next;
	LIST_HEAD(taken);
	unsigned long n = 0;

	while ((page = alloc_pages_node(1, GFP_KERNEL | __GFP_THISNODE | __GFP_NOWARN, 10))) {
		EXPECT_EQ(page_to_nid(page), 1);
		list_add(&page->lru, &taken);
		n++;
	}
	EXPECT_EQ(n, 256); /* 1 GiB in blocks of 4 MiB: banks are aligned */
	page = alloc_pages_node(1, GFP_KERNEL, 0);
	EXPECT(page && page_to_nid(page) == 0);
	__free_page(page);
	list_for_each_entry_safe(page, next, &taken, lru)
		__free_pages(page, 10);
	page = alloc_pages_node(1, GFP_KERNEL, 10);
	EXPECT(page && page_to_nid(page) == 1);
	__free_pages(page, 10);
}

static const struct claim claims[] = {
	CLAIM(pfn_is_valid_where_there_is_memory),
	CLAIM(pages_and_pfns_convert_in_every_bank),
	CLAIM(there_are_two_nodes),
	CLAIM(node_data_tells_of_memory_and_holes),
	CLAIM(pages_come_from_the_node_that_is_asked),
	CLAIM(a_zone_may_be_on_another_node),
	CLAIM(a_full_node_takes_from_the_other),
	/* Freed objects wait in their pages, so these are last. */
	CLAIM(objects_come_from_the_node_that_is_asked),
	CLAIM(objects_without_a_node_are_of_the_nearest),
};
CLAIMS_MODULE(claims);
