/* SPDX-License-Identifier: MIT */
/* Broken: kunmap() is called twice for one kmap(). */
#include <linux/highmem.h>
#include "broken.h"

static int act(unsigned long arg)
{
	struct page *page = alloc_page(GFP_HIGHUSER);

	if (!page)
		return -ENOMEM;
	memset(kmap(page), 0x55, PAGE_SIZE);
	kunmap(page);
	if (!fixed)
		kunmap(page); /* HERE again */
	__free_page(page);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
