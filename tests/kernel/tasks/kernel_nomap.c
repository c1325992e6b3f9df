/* SPDX-License-Identifier: MIT */
/* Claims: 16 MiB in the midst of memory that are kept from the kernel, by no-map or
 * by memmap=16M$512M, on machines/pc.dts. */
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include "claims.h"

#define BASE (512UL << 20)
#define END (BASE + (16UL << 20))

static void kept_memory_has_no_pages(void)
{
	EXPECT(pfn_valid((BASE >> PAGE_SHIFT) - 1) && !pfn_valid(BASE >> PAGE_SHIFT));
	EXPECT(!pfn_valid((END >> PAGE_SHIFT) - 1) && pfn_valid(END >> PAGE_SHIFT));
	EXPECT(virt_addr_valid(PAGE_OFFSET + END) &&
	       !virt_addr_valid(PAGE_OFFSET + BASE));
	EXPECT(high_memory > __va(END));
}

static void nobody_is_given_it(void)
{
	struct page *page, *next;
	unsigned long inside = 0, above = 0;
	LIST_HEAD(taken);

	while ((page = alloc_pages(GFP_KERNEL | __GFP_NOWARN, 0))) {
		list_add(&page->lru, &taken);
		inside += page_to_phys(page) >= BASE && page_to_phys(page) < END;
		above += page_to_phys(page) >= END;
	}
	list_for_each_entry_safe (page, next, &taken, lru)
		__free_page(page);
	EXPECT(!inside && above);
}

static void it_can_be_remapped(void)
{
	char *p = memremap(BASE, PAGE_SIZE, MEMREMAP_WB);
	void __iomem *regs = ioremap(END - 8, 8);

	EXPECT(p && regs && request_mem_region(BASE, END - BASE, "claims"));
	p[17] = 'k';
	writel(0x1234, regs);
	EXPECT(p[17] == 'k' && readl(regs) == 0x1234);
	memunmap(p);
	iounmap(regs);
	release_mem_region(BASE, END - BASE);
	EXPECT(!memremap(BASE - PAGE_SIZE, 2 * PAGE_SIZE, 0));
}

static const struct claim claims[] = {
	CLAIM(kept_memory_has_no_pages),
	CLAIM(nobody_is_given_it),
	CLAIM(it_can_be_remapped),
};
CLAIMS_MODULE(claims);
