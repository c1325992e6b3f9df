/* SPDX-License-Identifier: MIT */
/* Broken: one processor calls another, which waits for it with interrupts off. */
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/smp.h>
#include "broken.h"

static bool begun, called;

static int waits(void *unused)
{
	unsigned long flags = 0;

	if (!fixed)
		local_irq_save(flags);
	WRITE_ONCE(begun, true);
	while (!READ_ONCE(called))
		cpu_relax();
	if (!fixed)
		local_irq_restore(flags);
	return 0;
}

static void nothing(void *unused)
{
}

static int act(unsigned long arg)
{
	struct task_struct *t = kthread_create(waits, NULL, "waits");

	wake_up_process(get_task_struct(t));
	while (!READ_ONCE(begun))
		msleep(1);
	smp_call_function(nothing, NULL, 1); /* HERE call */
	WRITE_ONCE(called, true);
	kthread_stop(t);
	put_task_struct(t);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
