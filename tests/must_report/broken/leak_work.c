/* SPDX-License-Identifier: MIT */
/* Broken: delayed work is not cancelled at unload. */
#include <linux/workqueue.h>
#include "broken.h"

static void later(struct work_struct *work)
{
}

static DECLARE_DELAYED_WORK(work, later);

static int act(unsigned long arg)
{
	schedule_delayed_work(&work, 1000 * HZ); /* HERE armed */
	return 0;
}

static void leave(void)
{
	if (fixed)
		cancel_delayed_work_sync(&work);
}

BROKEN_DRIVER(act, NULL, leave);
