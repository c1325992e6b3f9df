/* SPDX-License-Identifier: MIT */
/*
 * Broken: msleep() where it is forbidden, in each way to get there and back. Each
 * is reported, and nothing else is: no count stays wrong after it.
 */
#include <linux/delay.h>
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include "broken.h"

static DEFINE_SPINLOCK(lock);
static struct hrtimer fine;

static noinline void rest(void)
{
	if (!fixed)
		msleep(1); /* HERE sleeps */
}

static void tick(struct timer_list *t)
{
	rest();
}

static void little(struct tasklet_struct *t)
{
	rest();
}

static enum hrtimer_restart fine_tick(struct hrtimer *t)
{
	rest();
	return HRTIMER_NORESTART;
}

static void call(void *arg)
{
	rest();
}

static DEFINE_TIMER(timer, tick);
static DECLARE_TASKLET(tasklet, little);

static void with_locks(void)
{
	unsigned long flags;

	preempt_disable();
	rest();
	preempt_enable();
	spin_lock(&lock);
	rest();
	spin_unlock(&lock);
	local_irq_save(flags);
	rest();
	local_irq_restore(flags);
	local_bh_disable();
	rest();
	local_bh_enable();
}

static void called_back(void)
{
	hrtimer_init(&fine, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	fine.function = fine_tick;
	hrtimer_start(&fine, 1000, HRTIMER_MODE_REL);
	mod_timer(&timer, jiffies + 1);
	tasklet_schedule(&tasklet);
	msleep(100);
	smp_call_function(call, NULL, 1);
	on_each_cpu(call, NULL, 1);
	msleep(100);
	hrtimer_cancel(&fine);
	del_timer_sync(&timer);
	tasklet_kill(&tasklet);
}

static int act(unsigned long arg)
{
	with_locks();
	called_back();
	for (int i = 0; i < 20; i++) {
		msleep(1);
		spin_lock_bh(&lock);
		spin_unlock_bh(&lock);
	}
	WARN_ON(preempt_count() || irqs_disabled());
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
