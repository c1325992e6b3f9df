/* SPDX-License-Identifier: MIT */
/* Broken: put_page() once too often. */
#include "broken.h"

static int act(unsigned long arg)
{
	struct page *page = alloc_page(GFP_KERNEL); /* HERE allocated */

	get_page(page);
	put_page(page);
	put_page(page); /* HERE freed */
	if (!fixed)
		put_page(page); /* HERE again */
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
