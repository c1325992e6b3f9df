/* SPDX-License-Identifier: MIT */
/* Claims: allocations that fail, and the flags that decide what happens then. */
#include <linux/delay.h>
#include <linux/fs.h>
#include <linux/kthread.h>
#include <linux/list.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/timer.h>
#include <linux/vmalloc.h>
#include "claims.h"

static LIST_HEAD(taken);

static void take_all(void)
{
	struct page *page;

	for (int order = MAX_ORDER - 1; order >= 0; order--)
		while ((page = alloc_pages(GFP_KERNEL | __GFP_NOWARN, order))) {
			page->private = order;
			list_add(&page->lru, &taken);
		}
}

static void give_back_all(void)
{
	struct page *page, *next;

	list_for_each_entry_safe(page, next, &taken, lru)
		__free_pages(page, page->private);
	INIT_LIST_HEAD(&taken);
}

/* The log is looked at by tasks_test.sh: one warning in ten seconds, none of
 * those with __GFP_NOWARN. */
static void a_failure_is_told_in_the_log(void)
{
	take_all();
	EXPECT(!alloc_pages(GFP_KERNEL | __GFP_NOWARN, 3));
	printk(KERN_INFO "mark: now it warns\n");
	EXPECT(!alloc_pages(GFP_KERNEL | __GFP_ZERO, 3));
	EXPECT(!alloc_pages(GFP_ATOMIC, 0)); /* at once again: is not told */
	msleep(11000);
	EXPECT(!__get_free_pages(GFP_ATOMIC | GFP_DMA, 1));
	msleep(11000);
	EXPECT(!vmalloc(3 * PAGE_SIZE));
	msleep(11000);
	EXPECT(!vmalloc(1UL << 40));
	msleep(11000);
	EXPECT(!vmalloc(-1UL));
	EXPECT(!kmalloc(3 * PAGE_SIZE, GFP_KERNEL | __GFP_NOWARN));
	EXPECT(!kmalloc(1UL << 40, GFP_KERNEL | __GFP_NOWARN));
	printk(KERN_INFO "mark: no more\n");
	give_back_all();
}

static int free_one_later(void *unused)
{
	struct page *page = list_first_entry(&taken, struct page, lru);

	msleep(300);
	list_del(&page->lru);
	__free_pages(page, page->private);
	return 0;
}

static void nofail_waits_until_somebody_frees(void)
{
	struct task_struct *t;
	unsigned long before;
	struct page *page;

	take_all();
	/* The thread needs memory itself. */
	page = list_first_entry(&taken, struct page, lru);
	list_del(&page->lru);
	__free_pages(page, page->private);
	t = kthread_run(free_one_later, NULL, "generous");
	get_task_struct(t);
	msleep(1);
	while ((page = alloc_page(GFP_KERNEL | __GFP_NOWARN))) {
		page->private = 0;
		list_add_tail(&page->lru, &taken);
	}
	before = jiffies;
	page = alloc_page(GFP_KERNEL | __GFP_NOFAIL);
	EXPECT(page);
	EXPECT(time_after_eq(jiffies, before + msecs_to_jiffies(250)));
	__free_page(page);
	kthread_stop(t);
	put_task_struct(t);
	give_back_all();
}

/* Free every other page: half of memory, and no two pages of it side by side. */
static void fragmented_memory_has_no_large_blocks(void)
{
	struct page *page, *next;
	LIST_HEAD(odd);
	unsigned long n = 0;
	char *p;

	while ((page = alloc_page(GFP_KERNEL | __GFP_NOWARN)))
		list_add(&page->lru, &taken);
	list_for_each_entry_safe(page, next, &taken, lru)
		if (page_to_pfn(page) & 1)
			list_move(&page->lru, &odd);
	list_for_each_entry_safe(page, next, &taken, lru) {
		__free_page(page);
		n++;
	}
	INIT_LIST_HEAD(&taken);
	EXPECT(n > totalram_pages() / 3);
	EXPECT(!alloc_pages(GFP_KERNEL | __GFP_NOWARN, 1));
	EXPECT(!kmalloc(2 * PAGE_SIZE, GFP_KERNEL | __GFP_NOWARN));
	p = vmalloc(3 * PAGE_SIZE); /* single pages there are */
	EXPECT(p);
	vfree(p);
	list_for_each_entry_safe(page, next, &odd, lru)
		__free_page(page);
	page = alloc_pages(GFP_KERNEL, MAX_ORDER - 1);
	EXPECT(page);
	__free_pages(page, MAX_ORDER - 1);
}

static struct kmem_cache *made_in_timer;

static void make_cache(struct timer_list *t)
{
	made_in_timer = kmem_cache_create("in_timer", 32, 0, 0, NULL);
}

static void construct(void *p)
{
}

/* Each is told in the log: tasks_test.sh. */
static void caches_that_cannot_be_are_refused(void)
{
	static DEFINE_TIMER(timer, make_cache);
	struct kmem_cache *c = kmem_cache_create("largest", KMALLOC_MAX_SIZE, 0, 0, NULL);

	EXPECT(c);
	kmem_cache_destroy(c);
	c = kmem_cache_create("smallest", 1, 0, 0, NULL);
	EXPECT(c);
	kmem_cache_destroy(c);
	EXPECT(!kmem_cache_create("too_wide", 32, 2 * KMALLOC_MAX_SIZE, 0, NULL));
	EXPECT(!kmem_cache_create("too_wide", KMALLOC_MAX_SIZE, 0, 0, construct));
	EXPECT(!kmem_cache_create(NULL, 32, 0, 0, NULL));
	EXPECT(!kmem_cache_create("too_large", KMALLOC_MAX_SIZE + 1, 0, 0, NULL));
	EXPECT(!kmem_cache_create("too_large", 1U << 30, 0, 0, NULL));
	made_in_timer = ZERO_SIZE_PTR;
	mod_timer(&timer, jiffies + 1);
	msleep(100);
	EXPECT(!made_in_timer);
}

static void a_cache_has_objects_of_any_size(void)
{
	for (unsigned int size = PAGE_SIZE; size <= KMALLOC_MAX_SIZE; size *= 4) {
		struct kmem_cache *c = kmem_cache_create("large", size, 0, 0, NULL);
		char *p = kmem_cache_alloc(c, GFP_KERNEL), *q = kmem_cache_alloc(c, GFP_KERNEL);

		EXPECT(p && q && max(p, q) - min(p, q) >= size);
		memset(p, 0x11, size);
		memset(q, 0x22, size);
		EXPECT_EQ(p[0], 0x11);
		EXPECT_EQ(p[size - 1], 0x11);
		kmem_cache_free(c, p);
		kmem_cache_free(c, q);
		kmem_cache_destroy(c);
	}
}

static const struct claim claims[] = {
	CLAIM(a_cache_has_objects_of_any_size),
	CLAIM(caches_that_cannot_be_are_refused),
	CLAIM(a_failure_is_told_in_the_log),
	CLAIM(nofail_waits_until_somebody_frees),
	CLAIM(fragmented_memory_has_no_large_blocks),
};
CLAIMS_MODULE(claims);
