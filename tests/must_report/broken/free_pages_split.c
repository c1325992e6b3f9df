/* SPDX-License-Identifier: MIT */
/* Broken: a block that was split is freed as one. */
#include "broken.h"

static int act(unsigned long arg)
{
	struct page *page = alloc_pages(GFP_KERNEL, 2); /* HERE allocated */

	if (!page)
		return -ENOMEM;
	split_page(page, 2);
	__free_pages(page, fixed ? 0 : 2); /* HERE freed */
	for (int i = 1; i < 4; i++) { /* they are still there */
		WARN_ON(page_count(page + i) != 1);
		__free_page(page + i);
	}
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
