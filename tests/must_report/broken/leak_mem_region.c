/* SPDX-License-Identifier: MIT */
/* Broken: a region of registers is left behind at unload. */
#include <linux/ioport.h>
#include "broken.h"

#define REGION 0xfed00000

static int act(unsigned long arg)
{
	if (!request_mem_region(REGION, 256, "leaky")) /* HERE requested */
		return -EBUSY;
	return 0;
}

static void leave(void)
{
	if (fixed)
		release_mem_region(REGION, 256);
}

BROKEN_DRIVER(act, NULL, leave);
