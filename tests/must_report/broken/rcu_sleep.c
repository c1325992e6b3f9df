/* SPDX-License-Identifier: MIT */
/* Broken: a reader of RCU sleeps. */
#include <linux/delay.h>
#include <linux/rcupdate.h>
#include "broken.h"

static int act(unsigned long arg)
{
	rcu_read_lock();
	if (fixed)
		udelay(100);
	else
		msleep(1); /* HERE sleeps */
	rcu_read_unlock();
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
