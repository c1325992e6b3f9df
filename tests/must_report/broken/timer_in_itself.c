/* SPDX-License-Identifier: MIT */
/* Broken: a timer's function waits for itself to end. */
#include <linux/delay.h>
#include <linux/timer.h>
#include "broken.h"

static void tick(struct timer_list *t)
{
	if (fixed)
		del_timer(t);
	else
		del_timer_sync(t); /* HERE now */
}

static DEFINE_TIMER(timer, tick);

static int act(unsigned long arg)
{
	mod_timer(&timer, jiffies + 1);
	msleep(100);
	return 0;
}

static void leave(void)
{
	del_timer_sync(&timer);
}

BROKEN_DRIVER(act, NULL, leave);
