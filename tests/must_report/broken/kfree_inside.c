/* SPDX-License-Identifier: MIT */
/* Broken: kfree() of a pointer into an object. */
#include "broken.h"

static int act(unsigned long arg)
{
	char *p = kmalloc(64, GFP_KERNEL);

	if (!fixed)
		kfree(p + 8); /* HERE bad */
	kfree(p);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
