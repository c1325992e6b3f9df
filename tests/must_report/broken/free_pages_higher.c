/* SPDX-License-Identifier: MIT */
/* Broken: a block of pages is freed with a higher order than it was allocated with. */
#include "broken.h"

static int act(unsigned long arg)
{
	struct page *page = alloc_pages(GFP_KERNEL, 2); /* HERE allocated */
	struct page *next = alloc_pages(GFP_KERNEL, 2), *one[8];
	int i;

	if (!page || !next)
		return -ENOMEM;
	/* The lower half of a block of order 3 would take the upper one with it. */
	if (page_to_pfn(page) & 4)
		swap(page, next);
	__free_pages(page, fixed ? 2 : 3); /* HERE freed */
	for (i = 0; i < 8; i++) {
		one[i] = alloc_page(GFP_KERNEL);
		WARN_ON(one[i] >= next && one[i] < next + 4);
	}
	while (i--)
		__free_page(one[i]);
	__free_pages(next, 2);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
