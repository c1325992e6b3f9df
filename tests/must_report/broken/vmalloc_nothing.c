/* SPDX-License-Identifier: MIT */
/* Broken: vmalloc() of no bytes. */
#include <linux/vmalloc.h>
#include "broken.h"

static int act(unsigned long arg)
{
	void *p = vmalloc(fixed ? 1 : 0); /* HERE asks */

	if (!p == fixed)
		return -EIO;
	vfree(p);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
