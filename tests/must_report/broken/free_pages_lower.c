/* SPDX-License-Identifier: MIT */
/* Broken: a block is freed page by page, and nobody split it. */
#include "broken.h"

static int act(unsigned long arg)
{
	struct page *page = alloc_pages(GFP_KERNEL, 2); /* HERE allocated */

	if (!page)
		return -ENOMEM;
	if (fixed)
		split_page(page, 2);
	for (int i = 0; i < 4; i++)
		__free_page(page + i); /* HERE freed */
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
