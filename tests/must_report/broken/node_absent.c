/* SPDX-License-Identifier: MIT */
/* Broken: pages of a node that the machine does not have. */
#include "broken.h"

static int act(unsigned long arg)
{
	struct page *page = alloc_pages_node(fixed ? 0 : 1, GFP_KERNEL, 0); /* HERE asks */

	if (!page)
		return -ENOMEM;
	__free_page(page);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
