/* SPDX-License-Identifier: MIT */
/* Broken: a page is used through its mapping after it was freed. */
#include <linux/highmem.h>
#include "broken.h"

static int act(unsigned long arg)
{
	struct page *page = alloc_page(GFP_HIGHUSER);
	char *p;

	if (!page)
		return -ENOMEM;
	p = kmap_local_page(page);
	if (!fixed)
		__free_page(page);
	p[5] = 1; /* HERE store */
	kunmap_local(p);
	if (fixed)
		__free_page(page);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
