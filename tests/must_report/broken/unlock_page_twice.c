/* SPDX-License-Identifier: MIT */
/* Broken: a page is unlocked that nobody locked. */
#include <linux/pagemap.h>
#include "broken.h"

static int act(unsigned long arg)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	lock_page(page);
	unlock_page(page);
	if (!fixed)
		unlock_page(page); /* HERE unlock */
	__free_page(page);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
