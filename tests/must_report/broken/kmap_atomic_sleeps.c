/* SPDX-License-Identifier: MIT */
/* Broken: a mapping of kmap_atomic() is held over something that sleeps. */
#include <linux/delay.h>
#include <linux/highmem.h>
#include "broken.h"

static int act(unsigned long arg)
{
	struct page *page = alloc_page(GFP_HIGHUSER);
	char *p, *buf;

	if (!page)
		return -ENOMEM;
	p = kmap_atomic(page);
	if (fixed)
		kunmap_atomic(p);
	buf = kmalloc(64, GFP_KERNEL); /* HERE sleeps */
	if (!fixed)
		kunmap_atomic(p);
	kfree(buf);
	__free_page(page);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
