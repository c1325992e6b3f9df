/* SPDX-License-Identifier: MIT */
/* Broken: kmap() under a spinlock; it sleeps when no slot is left. */
#include <linux/highmem.h>
#include <linux/spinlock.h>
#include "broken.h"

static DEFINE_SPINLOCK(lock);

static int act(unsigned long arg)
{
	struct page *page = alloc_page(GFP_HIGHUSER);
	char *p;

	if (!page)
		return -ENOMEM;
	spin_lock(&lock);
	if (fixed) {
		p = kmap_local_page(page);
		p[0] = 1;
		kunmap_local(p);
	} else {
		p = kmap(page); /* HERE sleeps */
		p[0] = 1;
	}
	spin_unlock(&lock);
	if (!fixed)
		kunmap(page);
	__free_page(page);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
