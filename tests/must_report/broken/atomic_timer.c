/* SPDX-License-Identifier: MIT */
/* Broken: might_sleep() in a timer's function. */
#include <linux/delay.h>
#include <linux/timer.h>
#include "broken.h"

static void tick(struct timer_list *t)
{
	if (fixed)
		udelay(10);
	else
		might_sleep(); /* HERE sleeps */
}

static DEFINE_TIMER(timer, tick);

static int act(unsigned long arg)
{
	mod_timer(&timer, jiffies + 1);
	msleep(100);
	del_timer_sync(&timer);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
