// SPDX-License-Identifier: MIT
/*
 * A driver that is never at rest, in the way that kind=N says. None of them is
 * an endless loop of one context, so the programs must get their turns, and
 * unloading must end it. Reading /dev/restless spins until it was written to.
 */
#include <linux/delay.h>
#include <linux/fs.h>
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/kthread.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

enum { TIMER, TASKLET, WORK, THREAD, HRTIMER, HEARTBEAT };

static int kind;
module_param(kind, int, 0);

static bool stopped, written;
static struct timer_list timer;
static struct hrtimer hrtimer;
static struct tasklet_struct tasklet;
static struct work_struct work;
static struct task_struct *thread;

static void timer_again(struct timer_list *t)
{
	if (kind == HEARTBEAT)
		pr_info("beat\n");
	if (!stopped)
		mod_timer(t, kind == HEARTBEAT ? jiffies + HZ : jiffies);
}

/* In the past, each time; hrtimer_cancel() ends it. */
static enum hrtimer_restart hrtimer_again(struct hrtimer *t)
{
	return HRTIMER_RESTART;
}

static void tasklet_again(struct tasklet_struct *t)
{
	if (!stopped)
		tasklet_schedule(t);
}

/* cancel_work_sync() alone ends this one. */
static void work_again(struct work_struct *w)
{
	schedule_work(w);
}

static int thread_again(void *unused)
{
	while (!kthread_should_stop())
		cond_resched();
	return 0;
}

static ssize_t restless_read(struct file *filp, char __user *buf, size_t count, loff_t *pos)
{
	while (!READ_ONCE(written))
		cpu_relax();
	return 0;
}

static ssize_t restless_write(struct file *filp, const char __user *buf, size_t count,
			      loff_t *pos)
{
	msleep(1000);
	flush_work(&work);
	flush_workqueue(system_wq);
	WRITE_ONCE(written, true);
	return count;
}

static const struct file_operations restless_fops = {
	.owner = THIS_MODULE,
	.read = restless_read,
	.write = restless_write,
};

static struct miscdevice restless = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "restless",
	.fops = &restless_fops,
};

static int __init restless_init(void)
{
	timer_setup(&timer, timer_again, 0);
	hrtimer_init(&hrtimer, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	hrtimer.function = hrtimer_again;
	tasklet_setup(&tasklet, tasklet_again);
	INIT_WORK(&work, work_again);
	switch (kind) {
	case TASKLET:
		tasklet_schedule(&tasklet);
		break;
	case WORK:
		schedule_work(&work);
		break;
	case THREAD:
		thread = kthread_run(thread_again, NULL, "restless");
		break;
	case HRTIMER:
		hrtimer_start(&hrtimer, 1000, HRTIMER_MODE_REL);
		break;
	default:
		mod_timer(&timer, jiffies);
		break;
	}
	return misc_register(&restless);
}

static void __exit restless_exit(void)
{
	misc_deregister(&restless);
	stopped = true;
	del_timer_sync(&timer);
	hrtimer_cancel(&hrtimer);
	tasklet_kill(&tasklet);
	cancel_work_sync(&work);
	if (thread)
		kthread_stop(thread);
}

module_init(restless_init);
module_exit(restless_exit);

MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("A driver that is never at rest");
