/* SPDX-License-Identifier: MIT */
/* Broken: a work queue is not destroyed at unload. */
#include <linux/workqueue.h>
#include "broken.h"

static struct workqueue_struct *queue;

static void now(struct work_struct *work)
{
}

static DECLARE_WORK(work, now);

static int act(unsigned long arg)
{
	queue = alloc_workqueue("leaky", 0, 0); /* HERE made */
	if (!queue)
		return -ENOMEM;
	queue_work(queue, &work);
	flush_work(&work);
	return 0;
}

static void leave(void)
{
	if (fixed)
		destroy_workqueue(queue);
}

BROKEN_DRIVER(act, NULL, leave);
