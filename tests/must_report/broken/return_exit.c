/* SPDX-License-Identifier: MIT */
/* Broken: exit of a module leaves with preemption off. */
#include <linux/preempt.h>
#include "broken.h"

static int act(unsigned long arg)
{
	return 0;
}

static void leave(void)
{
	preempt_disable();
	if (fixed)
		preempt_enable();
}

BROKEN_DRIVER(act, NULL, leave);
