/* SPDX-License-Identifier: MIT */
/* Broken: a timer's spinlock is taken with softirqs on elsewhere. */
#include <linux/delay.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include "broken.h"

static DEFINE_SPINLOCK(lock);
static int ticks;

static void tick(struct timer_list *t)
{
	spin_lock(&lock); /* HERE timer */
	ticks++;
	spin_unlock(&lock);
}

static DEFINE_TIMER(timer, tick);

static int act(unsigned long arg)
{
	mod_timer(&timer, jiffies + 1);
	if (fixed) {
		spin_lock_bh(&lock);
		ticks++;
		spin_unlock_bh(&lock);
	} else {
		spin_lock(&lock); /* HERE process */
		ticks++;
		spin_unlock(&lock);
	}
	msleep(20);
	del_timer_sync(&timer);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
