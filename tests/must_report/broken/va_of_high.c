/* SPDX-License-Identifier: MIT */
/* Broken: __va() of a page that may lie in high memory. */
#include <linux/highmem.h>
#include "broken.h"

static int act(unsigned long arg)
{
	struct page *page = alloc_page(GFP_HIGHUSER);
	void *p;

	if (!page)
		return -ENOMEM;
	if (fixed)
		p = kmap(page);
	else
		p = __va(page_to_phys(page)); /* HERE convert */
	if (fixed)
		kunmap(page);
	__free_page(page);
	return p ? 0 : -EIO;
}

BROKEN_DRIVER(act, NULL, NULL);
