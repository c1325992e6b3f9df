/* SPDX-License-Identifier: MIT */
/* Broken: two tasks take two mutexes in opposite orders. A timer goes on, so the
 * run would not end by itself. */
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/mutex.h>
#include <linux/timer.h>
#include "broken.h"

static DEFINE_MUTEX(a);
static DEFINE_MUTEX(b);

static void tick(struct timer_list *t);
static DEFINE_TIMER(timer, tick);

static void tick(struct timer_list *t)
{
	mod_timer(&timer, jiffies + HZ);
}

static int forth(void *unused)
{
	mutex_lock(&a); /* HERE a_first */
	msleep(10);
	mutex_lock(&b); /* HERE b_second */
	mutex_unlock(&b);
	mutex_unlock(&a);
	return 0;
}

static int back(void *unused)
{
	mutex_lock(&b); /* HERE b_first */
	msleep(10);
	mutex_lock(&a); /* HERE a_second */
	mutex_unlock(&a);
	mutex_unlock(&b);
	return 0;
}

static int act(unsigned long arg)
{
	struct task_struct *t[2] = { kthread_create(forth, NULL, "forth"),
				     kthread_create(fixed ? forth : back, NULL, "back") };

	mod_timer(&timer, jiffies + HZ);
	for (int i = 0; i < 2; i++)
		wake_up_process(get_task_struct(t[i]));
	msleep(100);
	for (int i = 0; i < 2; i++) {
		kthread_stop(t[i]);
		put_task_struct(t[i]);
	}
	del_timer_sync(&timer);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
