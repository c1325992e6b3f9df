/* SPDX-License-Identifier: MIT */
/* Broken: per-CPU memory is not freed at unload. */
#include <linux/percpu.h>
#include "broken.h"

static int __percpu *counter;

static int act(unsigned long arg)
{
	counter = alloc_percpu(int); /* HERE allocates */
	return counter ? 0 : -ENOMEM;
}

static void leave(void)
{
	if (fixed)
		free_percpu(counter);
}

BROKEN_DRIVER(act, NULL, leave);
