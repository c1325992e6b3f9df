/* SPDX-License-Identifier: MIT */
/* Broken: the system call ends with a mapping of its own left. */
#include <linux/highmem.h>
#include "broken.h"

static int act(unsigned long arg)
{
	struct page *page = alloc_page(GFP_HIGHUSER);
	char *p;

	if (!page)
		return -ENOMEM;
	p = kmap_local_page(page); /* HERE map */
	p[0] = 1;
	if (fixed)
		kunmap_local(p);
	__free_page(page);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
