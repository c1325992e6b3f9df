/* SPDX-License-Identifier: MIT */
/* Broken: device numbers are left behind at unload. */
#include "broken.h"

static dev_t numbers;

static int act(unsigned long arg)
{
	return alloc_chrdev_region(&numbers, 5, 2, "leaky"); /* HERE registered */
}

static void leave(void)
{
	if (fixed)
		unregister_chrdev_region(numbers, 2);
}

BROKEN_DRIVER(act, NULL, leave);
