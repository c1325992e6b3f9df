/* SPDX-License-Identifier: MIT */
/* Broken: a page is freed twice. */
#include "broken.h"

static int act(unsigned long arg)
{
	unsigned long addr = __get_free_pages(GFP_KERNEL, 1); /* HERE allocated */

	free_pages(addr, 1); /* HERE freed */
	if (!fixed)
		free_pages(addr, 1); /* HERE again */
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
