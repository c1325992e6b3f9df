/* SPDX-License-Identifier: MIT */
/* Broken: the address of kmap() is used after kunmap(). */
#include <linux/highmem.h>
#include "broken.h"

static int act(unsigned long arg)
{
	struct page *page = alloc_page(GFP_HIGHUSER);
	char *p;

	if (!page)
		return -ENOMEM;
	p = kmap(page);
	if (!fixed)
		kunmap(page);
	p[5] = 1; /* HERE store */
	if (fixed)
		kunmap(page);
	__free_page(page);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
