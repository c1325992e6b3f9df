/* SPDX-License-Identifier: MIT */
/* Broken: an object is freed while a reader of RCU may have it. */
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/rcupdate.h>
#include "broken.h"

static int __rcu *shared;
static int sum;
static bool reading;

static int reads(void *unused)
{
	const int *p;

	rcu_read_lock();
	p = rcu_dereference(shared);
	WRITE_ONCE(reading, true);
	for (int i = 0; p && i < 1000; i++) {
		udelay(100);
		sum += *p; /* HERE reads */
	}
	rcu_read_unlock();
	while (!kthread_should_stop())
		msleep(1);
	return 0;
}

static int act(unsigned long arg)
{
	struct task_struct *reader;
	int *p = kzalloc(sizeof(*p), GFP_KERNEL);

	rcu_assign_pointer(shared, p);
	reader = kthread_run(reads, NULL, "reader");
	if (IS_ERR(reader))
		return PTR_ERR(reader);
	while (!READ_ONCE(reading))
		usleep_range(10, 20);
	rcu_assign_pointer(shared, NULL);
	if (fixed)
		synchronize_rcu();
	kfree(p);
	return kthread_stop(reader);
}

BROKEN_DRIVER(act, NULL, NULL);
