/* SPDX-License-Identifier: MIT */
/* Broken: a reference of a page inside a block that is not compound. */
#include "broken.h"

static int act(unsigned long arg)
{
	struct page *page = alloc_pages(fixed ? GFP_KERNEL | __GFP_COMP : GFP_KERNEL, 2);

	if (!page)
		return -ENOMEM;
	get_page(page + 2); /* HERE get */
	if (fixed)
		put_page(page + 2);
	__free_pages(page, 2);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
