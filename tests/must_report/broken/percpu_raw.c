/* SPDX-License-Identifier: MIT */
/* Broken: the address that stands for all copies is used as one of them. */
#include <linux/percpu.h>
#include "broken.h"

static int act(unsigned long arg)
{
	int __percpu *counter = alloc_percpu(int);

	if (!counter)
		return -ENOMEM;
	if (fixed)
		this_cpu_inc(*counter);
	else
		++*(int __force *)counter;
	free_percpu(counter);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
