/* SPDX-License-Identifier: MIT */
/* Broken: of two mappings the first one ends first. */
#include <linux/highmem.h>
#include "broken.h"

static int act(unsigned long arg)
{
	struct page *from = alloc_page(GFP_HIGHUSER), *to = alloc_page(GFP_HIGHUSER);
	char *src, *dst;

	if (!from || !to)
		return -ENOMEM;
	src = kmap_atomic(from);
	dst = kmap_atomic(to); /* HERE second */
	copy_page(dst, src);
	if (fixed)
		kunmap_atomic(dst);
	kunmap_atomic(src); /* HERE first */
	if (!fixed)
		kunmap_atomic(dst);
	__free_page(to);
	__free_page(from);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
