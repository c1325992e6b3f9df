/* SPDX-License-Identifier: MIT */
/* Broken: a block of two pages is split as one of four. */
#include "broken.h"

static int act(unsigned long arg)
{
	struct page *page = alloc_pages(GFP_KERNEL, 2), *block;

	if (!page)
		return -ENOMEM;
	__free_pages(page, 2);
	block = alloc_pages(GFP_KERNEL, 1); /* HERE allocated */
	if (!block)
		return -ENOMEM;
	split_page(block, fixed ? 1 : 2); /* HERE split */
	WARN_ON(page_count(block + 1) != 1);
	WARN_ON(page_count(block + 2)); /* as it was */
	__free_page(block);
	__free_page(block + 1);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
