/* SPDX-License-Identifier: MIT */
/* Claims: high memory and its mappings, on a machine that has some. */
#include <linux/delay.h>
#include <linux/fs.h>
#include <linux/highmem.h>
#include <linux/io.h>
#include <linux/kthread.h>
#include <linux/list.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include "claims.h"

#define HIGH_START 0x90000000UL /* of machines/board-highmem.dts */
#define SLOTS	   512

static void high_pages_come_to_those_who_ask_for_them(void)
{
	struct page *high = alloc_page(GFP_HIGHUSER), *low = alloc_page(GFP_KERNEL);

	EXPECT(high && low);
	EXPECT(page_to_phys(high) >= HIGH_START);
	EXPECT(page_to_phys(low) < HIGH_START);
	EXPECT(PageHighMem(high));
	EXPECT(!PageHighMem(low));
	EXPECT(!page_address(high));
	EXPECT(virt_addr_valid(page_address(low)));
	EXPECT(!virt_addr_valid(PAGE_OFFSET + page_to_phys(high)));
	EXPECT(__pa(high_memory) == 0x90000000);
	__free_page(low);
	__free_page(high);
}

static void addresses_are_never_of_high_memory(void)
{
	unsigned long addr = __get_free_page(GFP_HIGHUSER);
	void *p = kmalloc(100, GFP_HIGHUSER);

	EXPECT(addr && !PageHighMem(virt_to_page((void *)addr)));
	EXPECT(p && !PageHighMem(virt_to_page(p)));
	kfree(p);
	free_page(addr);
}

static void vmalloc_takes_high_memory(void)
{
	char *p = vmalloc(4 * PAGE_SIZE), *q = vmalloc_32(PAGE_SIZE);

	EXPECT(PageHighMem(vmalloc_to_page(p)));
	memset(p, 0x77, 4 * PAGE_SIZE);
	EXPECT_EQ(p[4 * PAGE_SIZE - 1], 0x77);
	vfree(q);
	vfree(p);
}

static void requests_fall_to_low_memory_when_high_memory_is_empty(void)
{
	struct page *page, *next;
	LIST_HEAD(taken);
	bool low = false;

	while (!low && (page = alloc_page(GFP_HIGHUSER | __GFP_NOWARN))) {
		low = !PageHighMem(page);
		list_add(&page->lru, &taken);
	}
	EXPECT(low);
	list_for_each_entry_safe(page, next, &taken, lru)
		__free_page(page);
	page = alloc_page(GFP_HIGHUSER);
	EXPECT(PageHighMem(page));
	__free_page(page);
}

static void zeroed_high_pages_are_zero(void)
{
	struct page *page = alloc_page(GFP_HIGHUSER);
	char *p = kmap(page);

	memset(p, 0xff, PAGE_SIZE);
	kunmap(page);
	__free_page(page);
	page = alloc_page(GFP_HIGHUSER | __GFP_ZERO);
	p = kmap(page);
	EXPECT(!memchr_inv(p, 0, PAGE_SIZE));
	kunmap(page);
	__free_page(page);
}

static void kmap_counts_and_gives_one_address(void)
{
	struct page *page = alloc_page(GFP_HIGHUSER);
	char *p = kmap(page);

	EXPECT(page_address(page) == p);
	EXPECT(is_kmap_addr(p));
	EXPECT(kmap_to_page(p + 100) == page);
	EXPECT(kmap(page) == p);
	p[7] = 42;
	kunmap(page);
	EXPECT(page_address(page) == p);
	EXPECT_EQ(p[7], 42);
	kunmap(page);
	EXPECT(!page_address(page));
	p = kmap(page);
	EXPECT_EQ(p[7], 42);
	kunmap(page);
	__free_page(page);
}

static void low_pages_are_mapped_where_they_are(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	char *local, *atomic;

	EXPECT(kmap(page) == page_address(page));
	kunmap(page);
	local = kmap_local_page(page);
	atomic = kmap_atomic(page);
	EXPECT(local == page_address(page) && atomic == local);
	EXPECT(kmap_to_page(local) == page);
	kunmap_atomic(atomic);
	kunmap_local(local);
	__free_page(page);
}

static void local_mappings_nest_and_have_no_page_address(void)
{
	struct page *pages[3];
	char *p[3];

	for (int i = 0; i < 3; i++) {
		pages[i] = alloc_page(GFP_HIGHUSER);
		p[i] = kmap_local_page(pages[i]);
		memset(p[i], i + 1, PAGE_SIZE);
		EXPECT(!page_address(pages[i]));
		EXPECT(kmap_to_page(p[i]) == pages[i]);
	}
	EXPECT(p[0] != p[1] && p[1] != p[2]);
	msleep(1); /* they are the task's, and may sleep */
	for (int i = 2; i >= 0; i--) {
		EXPECT_EQ(p[i][PAGE_SIZE - 1], i + 1);
		kunmap_local(p[i] + 17); /* any address of the page */
		__free_page(pages[i]);
	}
}

static void kmap_atomic_forbids_sleep_and_faults(void)
{
	struct page *page = alloc_page(GFP_HIGHUSER);
	char *p;

	EXPECT(!in_atomic() && !pagefault_disabled());
	p = kmap_atomic(page);
	EXPECT(in_atomic() && pagefault_disabled());
	p[0] = 1;
	kunmap_atomic(p);
	EXPECT(!in_atomic() && !pagefault_disabled());
	__free_page(page);
}

static void helpers_reach_high_pages(void)
{
	struct page *a = alloc_page(GFP_HIGHUSER), *b = alloc_page(GFP_HIGHUSER);
	char buf[16];

	clear_highpage(a);
	memcpy_to_page(a, 100, "drydock", 8);
	copy_highpage(b, a);
	memcpy_from_page(buf, b, 98, 10);
	EXPECT(!memcmp(buf, "\0\0drydock", 10));
	memcpy_page(b, 0, a, 100, 8);
	memcpy_from_page(buf, b, 0, 8);
	EXPECT(!strcmp(buf, "drydock"));
	memset_page(b, 1, 'x', 2);
	zero_user(b, 3, 4);
	memcpy_from_page(buf, b, 0, 8);
	EXPECT(!memcmp(buf, "dxx\0\0\0\0", 8));
	__free_page(b);
	__free_page(a);
}

/* --- when no slot is left --- */

static struct page *wanted;
static int mapped;

static int map_one_more(void *unused)
{
	char *p = kmap(wanted);

	p[0] = 1;
	mapped = 1;
	kunmap(wanted);
	return 0;
}

static void kmap_sleeps_until_a_slot_is_free(void)
{
	struct page **pages = kvmalloc(SLOTS * sizeof(*pages), GFP_KERNEL);
	struct task_struct *t;

	for (int i = 0; i < SLOTS; i++) {
		pages[i] = alloc_page(GFP_HIGHUSER);
		EXPECT(kmap(pages[i]));
	}
	EXPECT(page_address(pages[0]) != page_address(pages[SLOTS - 1]));
	wanted = alloc_page(GFP_HIGHUSER);
	mapped = 0;
	t = kthread_run(map_one_more, NULL, "mapper");
	get_task_struct(t);
	msleep(100);
	EXPECT_EQ(mapped, 0);
	EXPECT(kmap(pages[5]) == page_address(pages[5])); /* needs no other slot */
	kunmap(pages[5]);
	kunmap(pages[7]);
	msleep(100);
	EXPECT_EQ(mapped, 1);
	kthread_stop(t);
	put_task_struct(t);
	for (int i = 0; i < SLOTS; i++) {
		if (i != 7)
			kunmap(pages[i]);
		__free_page(pages[i]);
	}
	__free_page(wanted);
	kvfree(pages);
}

#define KEPT 0x8fe00000UL /* reserved-memory of the machine */

static void reserved_memory_is_nobodys_and_can_be_remapped(void)
{
	struct page *page = pfn_to_page(KEPT >> PAGE_SHIFT);
	void __iomem *p;

	EXPECT(pfn_valid(page_to_pfn(page)));
	EXPECT(PageReserved(page));
	EXPECT(!PageReserved(page - 1));
	EXPECT_EQ(page_count(page), 1);
	p = ioremap(KEPT, 0x200000);
	EXPECT(p);
	writel(0x12345678, p + 0x1ffffc);
	EXPECT_EQ(readl(p + 0x1ffffc), 0x12345678);
	EXPECT_EQ(*(u32 *)__va(KEPT + 0x1ffffc), 0x12345678);
	iounmap(p);
}

static void totals_say_how_much_is_high(void)
{
	unsigned int before = nr_free_highpages();
	struct page *page = alloc_pages(GFP_HIGHUSER, 3);

	EXPECT_EQ(totalhigh_pages(), (512 + 256) << (20 - PAGE_SHIFT));
	EXPECT_EQ(before - nr_free_highpages(), 8);
	EXPECT(totalram_pages() > totalhigh_pages());
	__free_pages(page, 3);
	EXPECT_EQ(nr_free_highpages(), before);
}

static const struct claim claims[] = {
	CLAIM(high_pages_come_to_those_who_ask_for_them),
	CLAIM(addresses_are_never_of_high_memory),
	CLAIM(vmalloc_takes_high_memory),
	CLAIM(requests_fall_to_low_memory_when_high_memory_is_empty),
	CLAIM(zeroed_high_pages_are_zero),
	CLAIM(kmap_counts_and_gives_one_address),
	CLAIM(low_pages_are_mapped_where_they_are),
	CLAIM(local_mappings_nest_and_have_no_page_address),
	CLAIM(kmap_atomic_forbids_sleep_and_faults),
	CLAIM(helpers_reach_high_pages),
	CLAIM(kmap_sleeps_until_a_slot_is_free),
	CLAIM(reserved_memory_is_nobodys_and_can_be_remapped),
	CLAIM(totals_say_how_much_is_high),
};
CLAIMS_MODULE(claims);
