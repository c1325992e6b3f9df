/* SPDX-License-Identifier: MIT */
/* Broken: a class is not destroyed at unload. */
#include <linux/device.h>
#include <linux/err.h>
#include "broken.h"

static struct class *class;

static int act(unsigned long arg)
{
	class = class_create(THIS_MODULE, "leaky"); /* HERE registered */
	return PTR_ERR_OR_ZERO(class);
}

static void leave(void)
{
	if (fixed)
		class_destroy(class);
}

BROKEN_DRIVER(act, NULL, leave);
