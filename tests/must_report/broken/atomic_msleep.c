/* SPDX-License-Identifier: MIT */
/* Broken: msleep() with preemption off. */
#include <linux/delay.h>
#include <linux/preempt.h>
#include "broken.h"

static int act(unsigned long arg)
{
	if (!fixed)
		preempt_disable();
	msleep(1); /* HERE sleeps */
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
