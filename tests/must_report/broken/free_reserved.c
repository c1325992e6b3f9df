/* SPDX-License-Identifier: MIT */
/* Broken: a page is marked reserved, as for old kernels, and freed so. */
#include "broken.h"

static int act(unsigned long arg)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	SetPageReserved(page);
	if (fixed)
		ClearPageReserved(page);
	__free_page(page); /* HERE free */
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
