/* SPDX-License-Identifier: MIT */
/* Broken: a timer is pending at unload. */
#include <linux/timer.h>
#include "broken.h"

static void tick(struct timer_list *timer)
{
}

static DEFINE_TIMER(timer, tick);

static int act(unsigned long arg)
{
	mod_timer(&timer, jiffies + 1000 * HZ); /* HERE armed */
	return 0;
}

static void leave(void)
{
	if (fixed)
		del_timer_sync(&timer);
}

BROKEN_DRIVER(act, NULL, leave);
