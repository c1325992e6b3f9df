/* SPDX-License-Identifier: MIT */
/* Broken: two processors take two spinlocks in opposite orders. */
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/spinlock.h>
#include "broken.h"

static DEFINE_SPINLOCK(a);
static DEFINE_SPINLOCK(b);

static int forth(void *unused)
{
	for (int i = 0; i < 1000; i++) {
		spin_lock(&a); /* HERE a_first */
		udelay(1);
		spin_lock(&b); /* HERE b_second */
		spin_unlock(&b);
		spin_unlock(&a);
	}
	return 0;
}

static int back(void *unused)
{
	for (int i = 0; i < 1000; i++) {
		spin_lock(&b); /* HERE b_first */
		udelay(1);
		spin_lock(&a); /* HERE a_second */
		spin_unlock(&a);
		spin_unlock(&b);
	}
	return 0;
}

static int act(unsigned long arg)
{
	struct task_struct *t[2] = { kthread_create(forth, NULL, "forth"),
				     kthread_create(fixed ? forth : back, NULL, "back") };

	for (int i = 0; i < 2; i++)
		wake_up_process(get_task_struct(t[i]));
	msleep(50);
	for (int i = 0; i < 2; i++) {
		kthread_stop(t[i]);
		put_task_struct(t[i]);
	}
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
