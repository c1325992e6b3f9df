/* SPDX-License-Identifier: MIT */
/* Broken: kfree() of what vmalloc() gave. */
#include <linux/vmalloc.h>
#include "broken.h"

static int act(unsigned long arg)
{
	char *p = vmalloc(64);

	if (!fixed)
		kfree(p); /* HERE bad */
	vfree(p);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
