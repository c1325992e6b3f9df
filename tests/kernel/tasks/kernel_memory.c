/* SPDX-License-Identifier: MIT */
/* Claims: pages, zones, kmalloc, caches of objects, vmalloc and vmap. */
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/list.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include "claims.h"

static void blocks_of_every_order_are_aligned_and_apart(void)
{
	struct page *block[MAX_ORDER];

	for (int o = 0; o < MAX_ORDER; o++) {
		block[o] = alloc_pages(GFP_KERNEL, o);
		EXPECT(block[o]);
		EXPECT_EQ(page_to_pfn(block[o]) & ((1UL << o) - 1), 0);
		EXPECT_EQ(page_count(block[o]), 1);
		memset(page_address(block[o]), o + 1, PAGE_SIZE << o);
	}
	for (int o = 0; o < MAX_ORDER; o++) {
		u8 *p = page_address(block[o]);

		EXPECT_EQ(p[0], o + 1);
		EXPECT_EQ(p[(PAGE_SIZE << o) - 1], o + 1);
		__free_pages(block[o], o);
	}
	EXPECT(!alloc_pages(GFP_KERNEL | __GFP_NOWARN, MAX_ORDER));
}

static void gfp_zero_zeroes_used_pages(void)
{
	u8 *p = (u8 *)__get_free_pages(GFP_KERNEL, 2);

	memset(p, 0xff, 4 * PAGE_SIZE);
	free_pages((unsigned long)p, 2);
	p = (u8 *)__get_free_pages(GFP_KERNEL | __GFP_ZERO, 2);
	for (int i = 0; i < 4 * PAGE_SIZE; i += 512)
		EXPECT_EQ(p[i], 0);
	free_pages((unsigned long)p, 2);
	free_page(0); /* nothing */
}

/* Take blocks of @order until there are none; returns how many there were. */
static unsigned long take_all(unsigned int order, gfp_t gfp, struct list_head *taken)
{
	struct page *page;
	unsigned long n = 0;

	while ((page = alloc_pages(gfp | __GFP_NOWARN, order))) {
		list_add_tail(&page->lru, taken);
		n++;
	}
	return n;
}

/* Give every @step-th back, then the others. */
static void give_back(struct list_head *taken, unsigned int order, int step)
{
	struct page *page, *next;
	int i = 0;

	list_for_each_entry_safe(page, next, taken, lru) {
		if (i++ % step)
			continue;
		list_del(&page->lru);
		__free_pages(page, order);
	}
	list_for_each_entry_safe(page, next, taken, lru) {
		list_del(&page->lru);
		__free_pages(page, order);
	}
}

static void exhausted_memory_joins_to_large_blocks_again(void)
{
	LIST_HEAD(taken);
	unsigned long large, single;

	large = take_all(MAX_ORDER - 1, GFP_KERNEL, &taken);
	EXPECT(large > 200); /* 1 GiB in blocks of 4 MiB */
	EXPECT(!alloc_pages(GFP_KERNEL | __GFP_NOWARN, MAX_ORDER - 1));
	give_back(&taken, MAX_ORDER - 1, 1);
	EXPECT(list_empty(&taken));

	single = take_all(0, GFP_KERNEL, &taken);
	EXPECT(single >= large << (MAX_ORDER - 1));
	EXPECT(single <= totalram_pages());
	EXPECT(!kmalloc(PAGE_SIZE * 2, GFP_KERNEL | __GFP_NOWARN));
	EXPECT(!vmalloc(64 * PAGE_SIZE));
	give_back(&taken, 0, 3);

	EXPECT_EQ(take_all(MAX_ORDER - 1, GFP_KERNEL, &taken), large);
	give_back(&taken, MAX_ORDER - 1, 2);
}

static void dma_zone_lies_below_16_mib(void)
{
	LIST_HEAD(taken);
	struct page *page;
	unsigned long n = take_all(0, GFP_KERNEL | GFP_DMA, &taken), high = 0;

	list_for_each_entry(page, &taken, lru)
		high = max(high, page_to_pfn(page));
	EXPECT(n > 3000 && n < 4096);
	EXPECT(high < (16UL << 20) >> PAGE_SHIFT);
	page = alloc_page(GFP_KERNEL); /* others go on */
	EXPECT(page && page_to_pfn(page) >= (16UL << 20) >> PAGE_SHIFT);
	__free_page(page);
	give_back(&taken, 0, 1);
}

static enum zone_type zone_of(const void *p)
{
	return page_zonenum(virt_to_page(p));
}

/* Slabs that have room are there for each: no request takes what another zone gave. */
static void objects_come_from_the_zone_that_is_asked(void)
{
	struct kmem_cache *dma = kmem_cache_create("of_dma", 100, 0, SLAB_CACHE_DMA, NULL);
	struct kmem_cache *dma32 = kmem_cache_create("of_dma32", 100, 0, SLAB_CACHE_DMA32, NULL);
	static const size_t sizes[] = { 8, 96, 100, 192, 8192, 20000 };
	void *p;

	for (unsigned int i = 0; i < ARRAY_SIZE(sizes); i++) {
		void *any = kmalloc(sizes[i], GFP_KERNEL);
		void *low = kmalloc(sizes[i], GFP_KERNEL | GFP_DMA);
		void *again = kmalloc(sizes[i], GFP_KERNEL);

		EXPECT_EQ(zone_of(low), ZONE_DMA);
		EXPECT(zone_of(any) != ZONE_DMA && zone_of(again) != ZONE_DMA);
		kfree(any);
		kfree(low);
		kfree(again);
	}
	p = kmem_cache_alloc(dma, GFP_KERNEL);
	EXPECT_EQ(zone_of(p), ZONE_DMA);
	kmem_cache_free(dma, p);
	p = kmem_cache_alloc(dma32, GFP_KERNEL | GFP_DMA); /* the cache's zone counts */
	EXPECT_EQ(zone_of(p), ZONE_DMA32);
	kmem_cache_free(dma32, p);
	kmem_cache_destroy(dma);
	kmem_cache_destroy(dma32);
}

static void split_block_is_freed_page_by_page(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, 2);

	split_page(page, 2);
	for (int i = 0; i < 4; i++)
		EXPECT_EQ(page_count(page + i), 1);
	for (int i = 3; i >= 0; i--)
		__free_page(page + i);
}

static void exact_pages_are_only_as_many_as_asked_for(void)
{
	char *p = alloc_pages_exact(3 * PAGE_SIZE - 5, GFP_KERNEL | __GFP_ZERO);

	EXPECT(p && !p[0] && !p[3 * PAGE_SIZE - 1]);
	free_pages_exact(p, 3 * PAGE_SIZE - 5);
}

static void first_page_may_outlive_its_block(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, 2);

	get_page(page);
	__free_pages(page, 2);
	EXPECT_EQ(page_count(page), 1);
	EXPECT_EQ(page_count(page + 1), 0);
	put_page(page);
}

static void compound_block_counts_on_its_head(void)
{
	struct page *page = alloc_pages(GFP_KERNEL | __GFP_COMP, 2);

	EXPECT(compound_head(page + 3) == page);
	get_page(page + 3);
	EXPECT_EQ(page_count(page), 2);
	put_page(page + 2);
	EXPECT_EQ(compound_order(page), 2);
	put_page(page);
}

static void addresses_convert_both_ways(void)
{
	unsigned long addr = get_zeroed_page(GFP_KERNEL);
	struct page *page = virt_to_page((void *)addr);

	EXPECT((unsigned long)page_address(page) == addr);
	EXPECT_EQ(__pa((void *)addr), page_to_pfn(page) << PAGE_SHIFT);
	EXPECT(__va(__pa((void *)addr)) == (void *)addr);
	EXPECT(pfn_to_page(page_to_pfn(page)) == page);
	EXPECT(virt_addr_valid(addr));
	EXPECT(pfn_valid(page_to_pfn(page)));
	EXPECT(!pfn_valid(1UL << 30));
	free_page(addr);
}

/* --- kmalloc --- */

static void kmalloc_gives_aligned_objects_of_every_size(void)
{
	static const size_t sizes[] = { 1, 8, 9, 96, 192, 512, 4096, 8192, 8193, 100000, 4 << 20 };
	void *p[ARRAY_SIZE(sizes)];

	for (int i = 0; i < ARRAY_SIZE(sizes); i++) {
		p[i] = kmalloc(sizes[i], GFP_KERNEL);
		EXPECT(p[i] && ksize(p[i]) >= sizes[i]);
		EXPECT_EQ((unsigned long)p[i] & 7, 0);
		memset(p[i], i, sizes[i]);
	}
	for (int i = 0; i < ARRAY_SIZE(sizes); i++) {
		EXPECT_EQ(((u8 *)p[i])[sizes[i] - 1], i);
		kfree(p[i]);
	}
	EXPECT(!kmalloc((4 << 20) + 1, GFP_KERNEL | __GFP_NOWARN));
}

static void powers_of_two_are_aligned_to_themselves(void)
{
	for (size_t size = 8; size <= 8192; size *= 2) {
		void *p[3];

		for (int i = 0; i < 3; i++) {
			p[i] = kmalloc(size, GFP_KERNEL);
			EXPECT_EQ((unsigned long)p[i] & (size - 1), 0);
		}
		for (int i = 0; i < 3; i++)
			kfree(p[i]);
	}
}

static void nothing_is_a_pointer_that_can_be_freed(void)
{
	void *p = kmalloc(0, GFP_KERNEL);

	EXPECT(p && ZERO_OR_NULL_PTR(p));
	EXPECT_EQ(ksize(p), 0);
	kfree(p);
	kfree(NULL);
	kvfree(NULL);
	vfree(NULL);
}

static void arrays_do_not_overflow(void)
{
	int *p = kcalloc(10, sizeof(int), GFP_KERNEL);

	EXPECT(p && !p[0] && !p[9]);
	kfree(p);
	EXPECT(!kmalloc_array(1UL << 62, 8, GFP_KERNEL | __GFP_NOWARN));
	EXPECT(!kcalloc(1UL << 33, 1UL << 33, GFP_KERNEL | __GFP_NOWARN));
}

static void krealloc_keeps_the_content(void)
{
	char *p = kmalloc(8, GFP_KERNEL);

	strcpy(p, "content");
	p = krealloc(p, 5000, GFP_KERNEL);
	EXPECT(!strcmp(p, "content"));
	p = krealloc(p, 4, GFP_KERNEL);
	EXPECT(!memcmp(p, "cont", 4));
	p = krealloc(p, 0, GFP_KERNEL);
	EXPECT(p == ZERO_SIZE_PTR);
	p = krealloc(NULL, 16, GFP_KERNEL);
	EXPECT(p != NULL);
	kfree(p);
}

static void copies_of_strings_and_memory(void)
{
	char *a = kstrdup("abc", GFP_KERNEL), *b = kstrndup("abcdef", 2, GFP_KERNEL);
	char *c = kmemdup("xyz", 4, GFP_KERNEL), *d = kasprintf(GFP_KERNEL, "%d-%s", 7, "q");
	const char *e;

	EXPECT(!strcmp(a, "abc") && !strcmp(b, "ab") && !strcmp(c, "xyz") && !strcmp(d, "7-q"));
	EXPECT(!kstrdup(NULL, GFP_KERNEL));
	kfree(d);
	d = kmemdup_nul("abcdef", 2, GFP_KERNEL);
	EXPECT(!strcmp(d, "ab") && !kmemdup_nul(NULL, 2, GFP_KERNEL));
	e = kstrdup_const("a name", GFP_KERNEL);
	EXPECT(!strcmp(e, "a name"));
	kfree_const(e);
	kfree_const(NULL);
	kfree(a);
	kfree(b);
	kfree(c);
	kfree(d);
}

static void kvmalloc_falls_back_to_vmalloc(void)
{
	void *small = kvmalloc(100, GFP_KERNEL), *large = kvzalloc(9 << 20, GFP_KERNEL);

	EXPECT(small && !is_vmalloc_addr(small));
	EXPECT(large && is_vmalloc_addr(large));
	EXPECT_EQ(((char *)large)[(9 << 20) - 1], 0);
	kvfree(small);
	kvfree(large);
}

/* --- caches --- */

static int constructed;

static void construct(void *p)
{
	constructed++;
	memset(p, 0x11, 24);
}

static void cache_objects_are_constructed_and_kept_so(void)
{
	struct kmem_cache *c = kmem_cache_create("claims", 24, 0, 0, construct);
	u8 *p, *q;

	constructed = 0;
	p = kmem_cache_alloc(c, GFP_KERNEL);
	EXPECT(constructed > 0);
	EXPECT_EQ(p[23], 0x11);
	q = kmem_cache_alloc(c, GFP_KERNEL);
	EXPECT(q != p);
	EXPECT_EQ(kmem_cache_size(c), 24);
	kmem_cache_free(c, p);
	EXPECT_EQ(q[0], 0x11);
	kmem_cache_free(c, q);
	kmem_cache_destroy(c);
}

static void cache_honours_alignment(void)
{
	struct kmem_cache *c = kmem_cache_create("claims256", 40, 256, 0, NULL);
	struct kmem_cache *line = kmem_cache_create("claims64", 8, 0, SLAB_HWCACHE_ALIGN, NULL);
	void *p[40], *q = kmem_cache_zalloc(line, GFP_KERNEL);

	for (int i = 0; i < 40; i++) {
		p[i] = kmem_cache_alloc(c, GFP_KERNEL);
		EXPECT_EQ((unsigned long)p[i] & 255, 0);
	}
	for (int i = 0; i < 40; i++)
		kmem_cache_free(c, p[i]);
	EXPECT_EQ((unsigned long)q & 63, 0);
	EXPECT_EQ(*(u64 *)q, 0);
	kmem_cache_free(line, q);
	kmem_cache_destroy(line);
	kmem_cache_destroy(c);
	kmem_cache_destroy(NULL);
}

/* --- vmalloc --- */

static void vmalloc_memory_is_continuous_and_has_pages(void)
{
	char *p = vmalloc(5 * PAGE_SIZE + 1);

	EXPECT(is_vmalloc_addr(p));
	memset(p, 0x5a, 6 * PAGE_SIZE);
	for (int i = 0; i < 6; i++) {
		char *linear = page_address(vmalloc_to_page(p + i * PAGE_SIZE));

		EXPECT_EQ(linear[7], 0x5a);
		linear[8] = (char)i;
		EXPECT_EQ(p[i * PAGE_SIZE + 8], i);
	}
	EXPECT_EQ(vmalloc_to_pfn(p), page_to_pfn(vmalloc_to_page(p)));
	vfree(p);
	EXPECT(!vmalloc(1UL << 45));
}

static void kernel_stacks_have_pages_of_vmalloc(void)
{
	volatile u32 here = 0x5eed;
	char *p = (char *)&here;
	const u32 *linear = page_address(vmalloc_to_page(p)) + offset_in_page(p);
	int pages = 0;

	EXPECT(is_vmalloc_addr(p));
	EXPECT_EQ(*linear, 0x5eed);
	while (vmalloc_to_page(p - pages * PAGE_SIZE) && pages < 100)
		pages++;
	EXPECT(pages >= 1 && pages <= 8); /* then a page that is not there */
}

static void freed_areas_are_used_again_and_zeroed_if_asked(void)
{
	u8 *a = vmalloc(PAGE_SIZE), *b;

	memset(a, 0xff, PAGE_SIZE);
	vfree(a);
	b = vzalloc(PAGE_SIZE);
	EXPECT_EQ(b[0], 0);
	EXPECT_EQ(b[PAGE_SIZE - 1], 0);
	vfree(b);
	b = vmalloc_user(PAGE_SIZE);
	EXPECT_EQ(b[5], 0);
	vfree(b);
}

static void vmap_shows_pages_in_any_order(void)
{
	struct page *pages[3];
	u8 *p;

	for (int i = 0; i < 3; i++) {
		pages[i] = alloc_page(GFP_KERNEL);
		memset(page_address(pages[i]), i + 1, PAGE_SIZE);
	}
	swap(pages[0], pages[2]);
	p = vmap(pages, 3, VM_MAP, PAGE_KERNEL);
	EXPECT_EQ(p[0], 3);
	EXPECT_EQ(p[PAGE_SIZE], 2);
	EXPECT_EQ(p[2 * PAGE_SIZE], 1);
	p[0] = 9;
	EXPECT_EQ(*(u8 *)page_address(pages[0]), 9);
	EXPECT(vmalloc_to_page(p + PAGE_SIZE) == pages[1]);
	vunmap(p);
	for (int i = 0; i < 3; i++)
		__free_page(pages[i]);
	vunmap(NULL);
}

static void nofault_reads_what_is_there(void)
{
	char *page = (char *)__get_free_page(GFP_KERNEL), *area = vmalloc(2 * PAGE_SIZE);
	char to[8] = "";

	strcpy(page, "logical");
	EXPECT(!copy_from_kernel_nofault(to, page, 8) && !strcmp(to, "logical"));
	strcpy(area + PAGE_SIZE - 4, "virtual");
	EXPECT(!copy_from_kernel_nofault(to, area + PAGE_SIZE - 4, 8) && !strcmp(to, "virtual"));
	EXPECT_EQ(copy_from_kernel_nofault(to, area + 2 * PAGE_SIZE - 4, 8), -EFAULT);
	EXPECT_EQ(copy_from_kernel_nofault(to, (void *)PAGE_SIZE, 8), -ERANGE);
	free_page((unsigned long)page);
	vfree(area);
	/* Nobody's; that it is read is no mistake. */
	EXPECT_EQ(copy_from_kernel_nofault(to, page, 8), 0);
}

static void no_mapping_can_be_undone(void)
{
	iounmap(NULL);
	vfree(NULL);
	vunmap(NULL);
}

static const struct claim claims[] = {
	CLAIM(no_mapping_can_be_undone),
	CLAIM(nofault_reads_what_is_there),
	CLAIM(blocks_of_every_order_are_aligned_and_apart),
	CLAIM(gfp_zero_zeroes_used_pages),
	CLAIM(exhausted_memory_joins_to_large_blocks_again),
	CLAIM(dma_zone_lies_below_16_mib),
	CLAIM(objects_come_from_the_zone_that_is_asked),
	CLAIM(split_block_is_freed_page_by_page),
	CLAIM(exact_pages_are_only_as_many_as_asked_for),
	CLAIM(first_page_may_outlive_its_block),
	CLAIM(compound_block_counts_on_its_head),
	CLAIM(addresses_convert_both_ways),
	CLAIM(kmalloc_gives_aligned_objects_of_every_size),
	CLAIM(powers_of_two_are_aligned_to_themselves),
	CLAIM(nothing_is_a_pointer_that_can_be_freed),
	CLAIM(arrays_do_not_overflow),
	CLAIM(krealloc_keeps_the_content),
	CLAIM(copies_of_strings_and_memory),
	CLAIM(kvmalloc_falls_back_to_vmalloc),
	CLAIM(cache_objects_are_constructed_and_kept_so),
	CLAIM(cache_honours_alignment),
	CLAIM(vmalloc_memory_is_continuous_and_has_pages),
	CLAIM(kernel_stacks_have_pages_of_vmalloc),
	CLAIM(freed_areas_are_used_again_and_zeroed_if_asked),
	CLAIM(vmap_shows_pages_in_any_order),
};
CLAIMS_MODULE(claims);
