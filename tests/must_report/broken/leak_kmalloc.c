/* SPDX-License-Identifier: MIT */
/* Broken: objects are left behind at unload. */
#include "broken.h"

static void *kept[3];

static int act(unsigned long arg)
{
	for (int i = 0; i < 3; i++)
		kept[i] = kmalloc(100, GFP_KERNEL); /* HERE allocated */
	return 0;
}

static void leave(void)
{
	kfree(kept[1]);
	if (fixed) {
		kfree(kept[0]);
		kfree(kept[2]);
	}
}

BROKEN_DRIVER(act, NULL, leave);
