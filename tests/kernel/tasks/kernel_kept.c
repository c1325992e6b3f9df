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
	CLAIM(beyond_the_memory_nothing_answers),
};
CLAIMS_MODULE(claims);
