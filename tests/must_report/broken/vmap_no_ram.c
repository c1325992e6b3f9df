/* SPDX-License-Identifier: MIT */
/* Broken: vmap() of a struct page behind those of all memory. */
#include <linux/vmalloc.h>
#include "broken.h"

static int act(unsigned long arg)
{
	struct page *page = alloc_page(GFP_KERNEL);
	struct page *what = fixed ? page : page + (1UL << 24);
	void *p = vmap(&what, 1, VM_MAP, PAGE_KERNEL); /* HERE behind */

	if (!p == fixed)
		return -EIO;
	vunmap(p);
	__free_page(page);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
