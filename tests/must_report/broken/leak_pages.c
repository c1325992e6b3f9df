/* SPDX-License-Identifier: MIT */
/* Broken: a block of pages is left behind at unload. */
#include "broken.h"

static unsigned long block;

static int act(unsigned long arg)
{
	block = __get_free_pages(GFP_KERNEL, 2); /* HERE allocated */
	return 0;
}

static void leave(void)
{
	if (fixed)
		free_pages(block, 2);
}

BROKEN_DRIVER(act, NULL, leave);
