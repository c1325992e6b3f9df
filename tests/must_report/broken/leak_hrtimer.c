/* SPDX-License-Identifier: MIT */
/* Broken: an hrtimer that starts itself again is queued at unload. */
#include <linux/hrtimer.h>
#include "broken.h"

static struct hrtimer timer;

static enum hrtimer_restart tick(struct hrtimer *t)
{
	hrtimer_forward_now(t, ms_to_ktime(1));
	return HRTIMER_RESTART;
}

static int act(unsigned long arg)
{
	hrtimer_init(&timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	timer.function = tick;
	hrtimer_start(&timer, ms_to_ktime(100000), HRTIMER_MODE_REL); /* HERE armed */
	return 0;
}

static void leave(void)
{
	if (fixed)
		hrtimer_cancel(&timer);
}

BROKEN_DRIVER(act, NULL, leave);
