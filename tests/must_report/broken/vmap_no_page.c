/* SPDX-License-Identifier: MIT */
/* Broken: vmap() of an array of pages with a hole. */
#include <linux/vmalloc.h>
#include "broken.h"

static int act(unsigned long arg)
{
	struct page *page = alloc_page(GFP_KERNEL);
	struct page *pages[] = { page, fixed ? page : NULL };
	void *p;

	p = vmap(pages, 2, VM_MAP, PAGE_KERNEL); /* HERE hole */
	if (!p == fixed)
		return -EIO;
	vunmap(p);
	__free_page(page);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
