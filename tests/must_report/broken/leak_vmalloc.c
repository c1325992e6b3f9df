/* SPDX-License-Identifier: MIT */
/* Broken: an area of vmalloc() is left behind at unload. */
#include <linux/vmalloc.h>
#include "broken.h"

static void *area;

static int act(unsigned long arg)
{
	area = vmalloc(3 * PAGE_SIZE); /* HERE allocated */
	return 0;
}

static void leave(void)
{
	if (fixed)
		vfree(area);
}

BROKEN_DRIVER(act, NULL, leave);
