/* SPDX-License-Identifier: MIT */
/* Claims: memory that mem=512M keeps from the kernel, on machines/pc.dts. */
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include "claims.h"

#define TOP (512UL << 20)

static void kept_memory_has_no_pages(void)
{
	EXPECT(pfn_valid((TOP >> PAGE_SHIFT) - 1));
	EXPECT(!pfn_valid(TOP >> PAGE_SHIFT));
	EXPECT(!virt_addr_valid(PAGE_OFFSET + TOP));
	EXPECT(high_memory == __va(TOP));
	EXPECT(totalram_pages() < TOP >> PAGE_SHIFT);
	EXPECT(totalram_pages() > (TOP >> PAGE_SHIFT) - 256);
	EXPECT_EQ(NODE_DATA(0)->node_spanned_pages, (TOP >> PAGE_SHIFT) - 1);
}

static struct page *highest(void)
{
	struct page *page, *next, *high = NULL;
	LIST_HEAD(taken);

	while ((page = alloc_pages(GFP_KERNEL | __GFP_NOWARN, 0))) {
		list_add(&page->lru, &taken);
		high = max(high, page);
	}
	list_for_each_entry_safe(page, next, &taken, lru)
		__free_page(page);
	return high;
}

static void the_allocator_ends_there(void)
{
	EXPECT_EQ(page_to_pfn(highest()), (TOP >> PAGE_SHIFT) - 1);
}

static void ioremap_reaches_kept_memory(void)
{
	void __iomem *p = ioremap(TOP, 1 << 20), *q;
	char buf[32];

	EXPECT(p);
	EXPECT_EQ(readl(p), 0);
	writel(0xcafe0001, p);
	writeb(0x5a, p + 4);
	memcpy_toio(p + 0x100, "kept from the kernel", 21);
	EXPECT(request_mem_region(TOP, 1 << 20, "claims"));
	q = ioremap_wc(TOP + 0x100, 32);
	memcpy_fromio(buf, q, 21);
	EXPECT(!strcmp(buf, "kept from the kernel"));
	memset_io(q, 0x11, 32);
	EXPECT_EQ(readl(p), 0xcafe0001);
	EXPECT_EQ(readw(p + 0x110), 0x1111);
	iounmap(q);
	iounmap(p);
	release_mem_region(TOP, 1 << 20);
	p = ioremap(TOP, 8); /* it is memory: what was written stays */
	EXPECT_EQ(readb(p + 4), 0x5a);
	iounmap(p);
}

/* By plain pointers: the bytes that ioremap() reaches. */
static void memremap_gives_a_pointer(unsigned long flags)
{
	void __iomem *regs = ioremap(TOP + 0x2000, PAGE_SIZE);
	char *p = memremap(TOP + 0x2010, 2 * PAGE_SIZE, flags);

	EXPECT(regs && p && is_vmalloc_addr(p) && offset_in_page(p) == 0x10);
	writel(0xcafe0003, regs + 0x10);
	EXPECT_EQ(*(u32 *)p, 0xcafe0003);
	strcpy(p + 4, "plain");
	EXPECT_EQ(readl(regs + 0x14), 0x69616c70);
	memset(p + PAGE_SIZE, 0x77, PAGE_SIZE);
	memunmap(p);
	iounmap(regs);
}

static void memremap_reaches_kept_memory(void)
{
	memremap_gives_a_pointer(MEMREMAP_WB);
	memremap_gives_a_pointer(MEMREMAP_WT);
	memremap_gives_a_pointer(MEMREMAP_WC);
}

static void memremap_of_the_kernels_memory_is_its_address(void)
{
	char *page = (char *)__get_free_page(GFP_KERNEL);

	EXPECT(memremap(__pa(page) + 5, 100, MEMREMAP_WB) == page + 5);
	memunmap(page + 5);
	free_page((unsigned long)page);
	EXPECT(!memremap(TOP, PAGE_SIZE, 0));
	EXPECT(!memremap(TOP, 0, MEMREMAP_WB));
	EXPECT(!memremap(TOP, -1UL, MEMREMAP_WB));
	EXPECT(!memremap(4 * TOP, PAGE_SIZE, MEMREMAP_WB)); /* no memory */
}

static void beyond_the_memory_nothing_answers(void)
{
	void __iomem *p = ioremap(2 * TOP, PAGE_SIZE);

	EXPECT(p);
	EXPECT_EQ(readl(p), 0xffffffff);
	iounmap(p);
}

static const struct claim claims[] = {
	CLAIM(kept_memory_has_no_pages),
	CLAIM(the_allocator_ends_there),
	CLAIM(ioremap_reaches_kept_memory),
	CLAIM(memremap_reaches_kept_memory),
	CLAIM(memremap_of_the_kernels_memory_is_its_address),
	CLAIM(beyond_the_memory_nothing_answers),
};
CLAIMS_MODULE(claims);
