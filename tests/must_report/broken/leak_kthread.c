/* SPDX-License-Identifier: MIT */
/* Broken: a kernel thread still runs at unload. */
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include "broken.h"

static struct task_struct *thread;

static int count(void *unused)
{
	while (!kthread_should_stop())
		msleep(10);
	return 0;
}

static int act(unsigned long arg)
{
	thread = kthread_run(count, NULL, "leaky/%d", 1); /* HERE made */
	return PTR_ERR_OR_ZERO(thread);
}

static void leave(void)
{
	if (fixed)
		kthread_stop(thread);
	else
		msleep(100);
}

BROKEN_DRIVER(act, NULL, leave);
