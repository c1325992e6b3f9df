/* SPDX-License-Identifier: MIT */
/* Broken: a cache of objects that have no bytes. */
#include "broken.h"

static int act(unsigned long arg)
{
	struct kmem_cache *c = kmem_cache_create("nothing", fixed, 0, 0, NULL); /* HERE made */

	kmem_cache_destroy(c);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
