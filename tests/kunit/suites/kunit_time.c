// SPDX-License-Identifier: MIT
/*
 * Timers, hrtimers, tasklets, work queues and delays, all in virtual time: what
 * runs when, and in which context.
 */
#include <kunit/test.h>
#include <linux/bottom_half.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/module.h>
#include <linux/timekeeping.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

/* What a busy machine may be late by: other tasks and calls take their time. */
#define LATE_NS (100 * NSEC_PER_USEC)

static struct probe {
	struct hrtimer hrtimer;
	struct timer_list timer;
	struct tasklet_struct tasklet;
	struct delayed_work dwork;
	struct completion done;
	int runs, wanted, result;
	bool hard, serving, irqs_off, task;
	ktime_t at[8];
	char order[16];
} p;

static void look(void)
{
	p.hard = in_hardirq();
	p.serving = in_serving_softirq();
	p.irqs_off = irqs_disabled();
	p.task = in_task();
	if (p.runs < (int)ARRAY_SIZE(p.at))
		p.at[p.runs] = ktime_get();
	p.runs++;
}

static enum hrtimer_restart hrtimer_runs(struct hrtimer *t)
{
	look();
	strlcat(p.order, "h", sizeof(p.order));
	p.result = hrtimer_try_to_cancel(t);
	if (p.runs < p.wanted) {
		hrtimer_forward_now(t, ms_to_ktime(1));
		return HRTIMER_RESTART;
	}
	complete(&p.done);
	return HRTIMER_NORESTART;
}

static void timer_runs(struct timer_list *t)
{
	look();
	strlcat(p.order, "t", sizeof(p.order));
	complete(&p.done);
}

static void tasklet_runs(struct tasklet_struct *t)
{
	look();
	strlcat(p.order, "l", sizeof(p.order));
}

static void work_runs(struct work_struct *work)
{
	look();
	complete(&p.done);
}

static int setup(struct kunit *test)
{
	memset(&p, 0, sizeof(p));
	init_completion(&p.done);
	timer_setup(&p.timer, timer_runs, 0);
	tasklet_setup(&p.tasklet, tasklet_runs);
	INIT_DELAYED_WORK(&p.dwork, work_runs);
	hrtimer_init(&p.hrtimer, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	p.hrtimer.function = hrtimer_runs;
	return 0;
}

static void expect_between(struct kunit *test, ktime_t t, ktime_t low)
{
	KUNIT_EXPECT_GE(test, t, low);
	KUNIT_EXPECT_LE(test, t, low + LATE_NS);
}

static void an_hrtimer_comes_as_an_interrupt(struct kunit *test)
{
	ktime_t begin = ktime_get();

	hrtimer_start(&p.hrtimer, ns_to_ktime(123456), HRTIMER_MODE_REL);
	KUNIT_EXPECT_TRUE(test, hrtimer_active(&p.hrtimer));
	KUNIT_EXPECT_TRUE(test, hrtimer_is_queued(&p.hrtimer));
	wait_for_completion(&p.done);
	expect_between(test, p.at[0], begin + 123456);
	KUNIT_EXPECT_TRUE(test, p.hard);
	KUNIT_EXPECT_TRUE(test, p.irqs_off);
	KUNIT_EXPECT_FALSE(test, p.serving);
	KUNIT_EXPECT_EQ(test, p.result, -1);
	KUNIT_EXPECT_FALSE(test, hrtimer_cancel(&p.hrtimer));
	KUNIT_EXPECT_FALSE(test, hrtimer_active(&p.hrtimer));
}

static void a_soft_hrtimer_comes_as_a_softirq(struct kunit *test)
{
	hrtimer_init(&p.hrtimer, CLOCK_MONOTONIC, HRTIMER_MODE_ABS_SOFT);
	p.hrtimer.function = hrtimer_runs;
	hrtimer_start(&p.hrtimer, ktime_add_us(ktime_get(), 50), HRTIMER_MODE_ABS_SOFT);
	wait_for_completion(&p.done);
	KUNIT_EXPECT_FALSE(test, p.hard);
	KUNIT_EXPECT_TRUE(test, p.serving);
}

static void an_hrtimer_starts_itself_again(struct kunit *test)
{
	p.wanted = 5;
	hrtimer_start(&p.hrtimer, ms_to_ktime(1), HRTIMER_MODE_REL);
	wait_for_completion(&p.done);
	KUNIT_EXPECT_EQ(test, p.runs, 5);
	/* Each from where the one before was due: lateness does not add up. */
	for (int i = 1; i < 5; i++)
		expect_between(test, p.at[i], hrtimer_get_expires(&p.hrtimer) - (4 - i) * NSEC_PER_MSEC);
	msleep(10);
	KUNIT_EXPECT_EQ(test, p.runs, 5);
}

static void an_hrtimer_can_be_moved_and_cancelled(struct kunit *test)
{
	ktime_t until;

	hrtimer_start(&p.hrtimer, ms_to_ktime(1), HRTIMER_MODE_REL);
	hrtimer_start(&p.hrtimer, ms_to_ktime(50), HRTIMER_MODE_REL);
	msleep(20);
	KUNIT_EXPECT_EQ(test, p.runs, 0);
	KUNIT_EXPECT_GT(test, hrtimer_get_remaining(&p.hrtimer), 0);
	KUNIT_EXPECT_EQ(test, hrtimer_try_to_cancel(&p.hrtimer), 1);
	KUNIT_EXPECT_EQ(test, hrtimer_try_to_cancel(&p.hrtimer), 0);
	msleep(100);
	KUNIT_EXPECT_EQ(test, p.runs, 0);
	/* By the wall clock, too. */
	hrtimer_init(&p.hrtimer, CLOCK_REALTIME, HRTIMER_MODE_ABS);
	p.hrtimer.function = hrtimer_runs;
	until = ktime_get() + 5 * NSEC_PER_MSEC;
	hrtimer_start(&p.hrtimer, ktime_get_real() + 5 * NSEC_PER_MSEC, HRTIMER_MODE_ABS);
	wait_for_completion(&p.done);
	expect_between(test, p.at[0], until);
}

static void hrtimer_forward_counts(struct kunit *test)
{
	hrtimer_set_expires(&p.hrtimer, 1000);
	KUNIT_EXPECT_EQ(test, hrtimer_forward(&p.hrtimer, 999, 100), 0);
	KUNIT_EXPECT_EQ(test, hrtimer_forward(&p.hrtimer, 1000, 100), 1);
	KUNIT_EXPECT_EQ(test, hrtimer_get_expires(&p.hrtimer), 1100);
	KUNIT_EXPECT_EQ(test, hrtimer_forward(&p.hrtimer, 1350, 100), 3);
	KUNIT_EXPECT_EQ(test, hrtimer_get_expires(&p.hrtimer), 1400);
}

static void a_timer_comes_as_a_softirq(struct kunit *test)
{
	unsigned long begin = jiffies;

	mod_timer(&p.timer, begin + 10);
	KUNIT_EXPECT_TRUE(test, timer_pending(&p.timer));
	KUNIT_EXPECT_EQ(test, timer_reduce(&p.timer, begin + 20), 1);
	KUNIT_EXPECT_EQ(test, p.timer.expires, begin + 10);
	KUNIT_EXPECT_EQ(test, timer_reduce(&p.timer, begin + 5), 1);
	wait_for_completion(&p.done);
	KUNIT_EXPECT_EQ(test, jiffies - begin, 5);
	KUNIT_EXPECT_TRUE(test, p.serving);
	KUNIT_EXPECT_FALSE(test, p.hard);
	KUNIT_EXPECT_FALSE(test, p.irqs_off);
	KUNIT_EXPECT_FALSE(test, timer_pending(&p.timer));
	KUNIT_EXPECT_EQ(test, mod_timer_pending(&p.timer, jiffies + 1), 0);
	KUNIT_EXPECT_FALSE(test, timer_pending(&p.timer));
	KUNIT_EXPECT_EQ(test, try_to_del_timer_sync(&p.timer), 0);
}

/* With softirqs off on this processor, in which case another one may run them. */
static void softirqs_wait_for_local_bh_enable(struct kunit *test)
{
	if (num_online_cpus() > 1)
		kunit_skip(test, "other processors run timers");
	mod_timer(&p.timer, jiffies + 1);
	hrtimer_start(&p.hrtimer, ms_to_ktime(1), HRTIMER_MODE_REL);
	preempt_disable();
	local_bh_disable();
	KUNIT_EXPECT_TRUE(test, in_softirq());
	KUNIT_EXPECT_FALSE(test, in_serving_softirq());
	tasklet_schedule(&p.tasklet);
	mdelay(20);
	KUNIT_EXPECT_STREQ(test, p.order, "h");
	local_bh_enable();
	KUNIT_EXPECT_STREQ(test, p.order, "htl");
	preempt_enable();
	tasklet_kill(&p.tasklet);
}

static void rwlocks_keep_out_what_their_name_says(struct kunit *test)
{
	static DEFINE_RWLOCK(lock);

	read_lock_irq(&lock);
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	read_unlock_irq(&lock);
	write_lock_irq(&lock);
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	write_unlock_irq(&lock);
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
	read_lock_bh(&lock);
	KUNIT_EXPECT_NE(test, in_softirq(), 0);
	read_unlock_bh(&lock);
	write_lock_bh(&lock);
	KUNIT_EXPECT_NE(test, in_softirq(), 0);
	write_unlock_bh(&lock);
	KUNIT_EXPECT_EQ(test, in_softirq(), 0);
}

static void nothing_comes_with_interrupts_off(struct kunit *test)
{
	unsigned long flags;

	if (num_online_cpus() > 1)
		kunit_skip(test, "other processors take them");
	mod_timer(&p.timer, jiffies + 1);
	hrtimer_start(&p.hrtimer, ms_to_ktime(1), HRTIMER_MODE_REL);
	local_irq_save(flags);
	mdelay(20);
	KUNIT_EXPECT_EQ(test, p.runs, 0);
	local_irq_restore(flags);
	KUNIT_EXPECT_STREQ(test, p.order, "ht");
}

static void delayed_work_runs_in_a_task(struct kunit *test)
{
	unsigned long begin = jiffies;

	KUNIT_EXPECT_TRUE(test, schedule_delayed_work(&p.dwork, HZ));
	KUNIT_EXPECT_FALSE(test, schedule_delayed_work(&p.dwork, HZ));
	KUNIT_EXPECT_TRUE(test, mod_delayed_work(system_wq, &p.dwork, 2 * HZ));
	wait_for_completion(&p.done);
	KUNIT_EXPECT_GE(test, jiffies - begin, 2 * HZ);
	KUNIT_EXPECT_LE(test, jiffies - begin, 2 * HZ + 1);
	KUNIT_EXPECT_TRUE(test, p.task);
	KUNIT_EXPECT_EQ(test, p.runs, 1);
}

static void delays_take_their_time(struct kunit *test)
{
	ktime_t begin = ktime_get(), until;

	msleep(60 * 1000);
	KUNIT_EXPECT_GE(test, ktime_get() - begin, 60 * NSEC_PER_SEC);
	begin = ktime_get();
	udelay(7);
	expect_between(test, ktime_get(), begin + 7000);
	begin = ktime_get();
	usleep_range(100, 200);
	KUNIT_EXPECT_GE(test, ktime_get() - begin, 100000);
	KUNIT_EXPECT_LE(test, ktime_get() - begin, 200000 + LATE_NS);
	until = ktime_get() + 12345;
	set_current_state(TASK_UNINTERRUPTIBLE);
	KUNIT_EXPECT_EQ(test, schedule_hrtimeout(&until, HRTIMER_MODE_ABS), 0);
	expect_between(test, ktime_get(), until);
}

static struct kunit_case time_cases[] = {
	KUNIT_CASE(an_hrtimer_comes_as_an_interrupt),
	KUNIT_CASE(a_soft_hrtimer_comes_as_a_softirq),
	KUNIT_CASE(an_hrtimer_starts_itself_again),
	KUNIT_CASE(an_hrtimer_can_be_moved_and_cancelled),
	KUNIT_CASE(hrtimer_forward_counts),
	KUNIT_CASE(a_timer_comes_as_a_softirq),
	KUNIT_CASE(softirqs_wait_for_local_bh_enable),
	KUNIT_CASE(rwlocks_keep_out_what_their_name_says),
	KUNIT_CASE(nothing_comes_with_interrupts_off),
	KUNIT_CASE(delayed_work_runs_in_a_task),
	KUNIT_CASE(delays_take_their_time),
	{}
};

static struct kunit_suite time_suite = {
	.name = "time",
	.init = setup,
	.test_cases = time_cases,
};

kunit_test_suite(time_suite);

MODULE_DESCRIPTION("Time, and what it brings");
MODULE_LICENSE("GPL");
