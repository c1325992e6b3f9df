/* SPDX-License-Identifier: MIT */
/* The page allocator and its flags. */
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/preempt.h>
#include <linux/slab.h>
#include "show.h"

static void run___get_free_pages(void)
{
	unsigned long addr = __get_free_pages(GFP_KERNEL, 2);

	say("four pages at a multiple of 0x4000: %s", addr % 0x4000 ? "no" : "yes");
	say("references: first %d, second %d", page_count(virt_to_page((void *)addr)),
	    page_count(virt_to_page((void *)(addr + PAGE_SIZE))));
	free_pages(addr, 2);
}

static void run___get_free_page(void)
{
	unsigned long addr = __get_free_page(GFP_KERNEL);

	say("a logical address: %d", virt_addr_valid(addr));
	free_page(addr);
}

static void run_free_pages(void)
{
	unsigned long first = __get_free_pages(GFP_KERNEL, 3), second;

	free_pages(first, 3);
	second = __get_free_pages(GFP_KERNEL, 3);
	say("order 3 is whole again, and the next to ask has it: %d", first == second);
	free_pages(second, 3);
}

static void run_MAX_ORDER(void)
{
	say("%d: blocks of up to %lu pages", MAX_ORDER, 1UL << (MAX_ORDER - 1));
}

static void run_GFP_KERNEL(void)
{
	say("may sleep: %d", gfpflags_allow_blocking(GFP_KERNEL));
}

static void run_GFP_ATOMIC(void)
{
	void *p;

	preempt_disable();
	p = kmalloc(64, GFP_ATOMIC);
	say("may sleep: %d; in atomic context it gives memory: %d",
	    gfpflags_allow_blocking(GFP_ATOMIC), p != NULL);
	kfree(p);
	preempt_enable();
}

static void run_GFP_DMA(void)
{
	struct page *page = alloc_page(GFP_KERNEL | GFP_DMA);

	say("below 16 MiB: %s", page_to_phys(page) < 0x1000000 ? "yes" : "no");
	__free_page(page);
}

static void run_GFP_NOFAIL(void)
{
	void *p = kmalloc(64, GFP_KERNEL | __GFP_NOFAIL);

	say("it is __GFP_NOFAIL, for small requests: %d", p != NULL);
	kfree(p);
}

static void run_might_sleep(void)
{
	might_sleep();
	say("silent where sleep is allowed, preempt_count %d", preempt_count());
}

static void run_preempt_disable(void)
{
	int before = preempt_count(), during;

	preempt_disable();
	during = preempt_count();
	preempt_enable();
	say("preempt_count %d, %d, %d", before, during, preempt_count());
}

static void run_pagefault_disable(void)
{
	int before = pagefault_disabled(), during;

	pagefault_disable();
	during = pagefault_disabled();
	pagefault_enable();
	say("%d, %d, %d", before, during, pagefault_disabled());
}

static void run__cond_resched(void)
{
	say("cond_resched is the driver's word for it: %d", cond_resched());
}

const struct show alloc_shows[] = {
	SHOW(__get_free_pages),
	SHOW(__get_free_page),
	SHOW(free_pages),
	SHOW(MAX_ORDER),
	SHOW(GFP_KERNEL),
	SHOW(GFP_ATOMIC),
	SHOW(GFP_DMA),
	SHOW(GFP_NOFAIL),
	SHOW(might_sleep),
	SHOW(preempt_disable),
	SHOW(pagefault_disable),
	SHOW(_cond_resched),
	SHOWS_END,
};
