/* SPDX-License-Identifier: MIT */
/* Broken: preemption and softirqs are switched on once more than off. */
#include <linux/bottom_half.h>
#include <linux/delay.h>
#include <linux/preempt.h>
#include "broken.h"

static int act(unsigned long arg)
{
	preempt_disable();
	preempt_enable();
	local_bh_disable();
	local_bh_enable();
	if (!fixed) {
		preempt_enable();  /* HERE preempt */
		local_bh_enable(); /* HERE softirqs */
	}
	msleep(1);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
