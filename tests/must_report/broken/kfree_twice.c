/* SPDX-License-Identifier: MIT */
/* Broken: an object is freed twice. */
#include "broken.h"

static int act(unsigned long arg)
{
	char *p = kmalloc(3000, GFP_KERNEL); /* HERE allocated */

	kfree(p); /* HERE freed */
	if (!fixed)
		kfree(p); /* HERE again */
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
