/* SPDX-License-Identifier: MIT */
/* Broken: the address of kmap() is given to kunmap_local(). */
#include <linux/highmem.h>
#include "broken.h"

static int act(unsigned long arg)
{
	struct page *page = alloc_page(GFP_HIGHUSER);
	char *p;

	if (!page)
		return -ENOMEM;
	p = kmap(page);
	p[0] = 1;
	if (!fixed)
		kunmap_local(p); /* HERE wrong */
	kunmap(page);
	__free_page(page);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
