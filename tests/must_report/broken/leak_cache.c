/* SPDX-License-Identifier: MIT */
/* Broken: a cache of objects is not destroyed at unload. */
#include "broken.h"

static struct kmem_cache *cache;

static int act(unsigned long arg)
{
	void *p;

	cache = kmem_cache_create("leaky", 200, 0, 0, NULL); /* HERE made */
	p = kmem_cache_alloc(cache, GFP_KERNEL);
	if (!p)
		return -ENOMEM;
	kmem_cache_free(cache, p);
	return 0;
}

static void leave(void)
{
	if (fixed)
		kmem_cache_destroy(cache);
}

BROKEN_DRIVER(act, NULL, leave);
