/* SPDX-License-Identifier: MIT */
/* Broken: memory of kmalloc() is freed as pages. */
#include "broken.h"

static int act(unsigned long arg)
{
	char *p = kmalloc(PAGE_SIZE, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	if (!fixed)
		free_page((unsigned long)p); /* HERE freed */
	memset(p, 0, PAGE_SIZE); /* nothing was freed */
	kfree(p);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
