/* SPDX-License-Identifier: MIT */
/* Broken: a page that stays mapped by kmap() when the module is gone. */
#include <linux/highmem.h>
#include "broken.h"

static struct page *page;

static int act(unsigned long arg)
{
	page = alloc_page(GFP_HIGHUSER);
	if (!page)
		return -ENOMEM;
	memset(kmap(page), 0x55, PAGE_SIZE); /* HERE map */
	if (fixed)
		kunmap(page);
	return 0;
}

static void leave(void)
{
	__free_page(page);
}

BROKEN_DRIVER(act, NULL, leave);
