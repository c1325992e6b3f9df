/* SPDX-License-Identifier: MIT */
/* Broken: a page of high memory is taken to have a logical address. */
#include <linux/highmem.h>
#include "broken.h"

static int act(unsigned long arg)
{
	struct page *page = alloc_page(GFP_HIGHUSER);
	char *p;

	if (!page)
		return -ENOMEM;
	p = fixed ? kmap(page) : (char *)PAGE_OFFSET + page_to_phys(page);
	p[5] = 1; /* HERE store */
	if (fixed)
		kunmap(page);
	__free_page(page);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
