/* SPDX-License-Identifier: MIT */
/* Jiffies, clocks and delays, all in virtual time. */
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/hrtimer.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/sched.h>
#include "core/rng.h"
#include "kernel/sched/sched.h"
#include "kernel/sched/timer.h"
#include "machine/clock.h"

#define TICK_NS (NSEC_PER_SEC / HZ)
/* What a look at the clock costs at the most; the seed says how much. */
#define LOOK_NS 200

static unsigned long look(void)
{
	dock_clock_pass(1 + dock_rng_below(LOOK_NS));
	dock_switch_point(0);
	return dock_clock_now();
}

unsigned long dock_jiffies(void)
{
	return INITIAL_JIFFIES + look() / TICK_NS;
}
EXPORT_SYMBOL(dock_jiffies);

u64 dock_jiffies_64(void)
{
	return dock_jiffies();
}
EXPORT_SYMBOL(dock_jiffies_64);

unsigned long msecs_to_jiffies(unsigned int m)
{
	if ((int)m < 0)
		return MAX_JIFFY_OFFSET;
	return ((unsigned long)m * HZ + MSEC_PER_SEC - 1) / MSEC_PER_SEC;
}
EXPORT_SYMBOL(msecs_to_jiffies);

unsigned long usecs_to_jiffies(unsigned int u)
{
	return ((unsigned long)u * HZ + USEC_PER_SEC - 1) / USEC_PER_SEC;
}
EXPORT_SYMBOL(usecs_to_jiffies);

unsigned int jiffies_to_msecs(unsigned long j)
{
	return (unsigned int)(j * (MSEC_PER_SEC / HZ));
}
EXPORT_SYMBOL(jiffies_to_msecs);

unsigned int jiffies_to_usecs(unsigned long j)
{
	return (unsigned int)(j * (USEC_PER_SEC / HZ));
}
EXPORT_SYMBOL(jiffies_to_usecs);

unsigned long nsecs_to_jiffies(u64 n)
{
	return n / TICK_NS;
}
EXPORT_SYMBOL(nsecs_to_jiffies);

ktime_t ktime_get(void)
{
	return (ktime_t)look();
}
EXPORT_SYMBOL(ktime_get);

u64 ktime_get_ns(void)
{
	return look();
}
EXPORT_SYMBOL(ktime_get_ns);

ktime_t ktime_get_real(void)
{
	return (ktime_t)look() + DOCK_BOOT_REAL_NS;
}
EXPORT_SYMBOL(ktime_get_real);

void ktime_get_real_ts64(struct timespec64 *ts)
{
	*ts = ktime_to_timespec64(ktime_get_real());
}
EXPORT_SYMBOL(ktime_get_real_ts64);

void ktime_get_ts64(struct timespec64 *ts)
{
	*ts = ktime_to_timespec64(ktime_get());
}
EXPORT_SYMBOL(ktime_get_ts64);

s64 ktime_get_seconds(void)
{
	return ktime_get() / NSEC_PER_SEC;
}
EXPORT_SYMBOL(ktime_get_seconds);

s64 ktime_get_real_seconds(void)
{
	return ktime_get_real() / NSEC_PER_SEC;
}
EXPORT_SYMBOL(ktime_get_real_seconds);

/* --- sleeping --- */

struct sleeper {
	struct task_struct *task;
	bool fired;
};

static void sleeper_wake(void *arg)
{
	struct sleeper *s = arg;

	s->fired = true;
	dock_try_to_wake(s->task, TASK_NORMAL | TASK_WAKEKILL);
}

/* Sleep until @end_ns at the latest. Returns whether it was reached. */
static bool sleep_until(unsigned long end_ns)
{
	struct sleeper s = { .task = current };
	struct dock_event *e = dock_event_add(end_ns, sleeper_wake, &s);

	schedule();
	if (!s.fired)
		dock_event_cancel(e);
	return s.fired;
}

long schedule_timeout(long timeout)
{
	unsigned long end;
	bool over;

	if (timeout == MAX_SCHEDULE_TIMEOUT) {
		schedule();
		return timeout;
	}
	if (timeout < 0) {
		__set_current_state(TASK_RUNNING);
		return 0;
	}
	end = dock_clock_now() + (unsigned long)timeout * TICK_NS;
	over = sleep_until(end);
	timeout = (long)(end - dock_clock_now()) / (long)TICK_NS;
	return over || timeout < 0 ? 0 : timeout;
}
EXPORT_SYMBOL(schedule_timeout);

int schedule_hrtimeout_range(ktime_t *expires, u64 delta, const enum hrtimer_mode mode)
{
	unsigned long end;

	if (!expires) {
		schedule();
		return -EINTR;
	}
	end = (unsigned long)max(*expires, (ktime_t)0);
	if (mode & HRTIMER_MODE_REL)
		end += dock_clock_now();
	if (end <= dock_clock_now()) {
		__set_current_state(TASK_RUNNING);
		return 0;
	}
	return sleep_until(end + (delta ? dock_rng_below(delta) : 0)) ? 0 : -EINTR;
}
EXPORT_SYMBOL(schedule_hrtimeout_range);

int schedule_hrtimeout(ktime_t *expires, const enum hrtimer_mode mode)
{
	return schedule_hrtimeout_range(expires, 0, mode);
}
EXPORT_SYMBOL(schedule_hrtimeout);

long schedule_timeout_interruptible(long timeout)
{
	__set_current_state(TASK_INTERRUPTIBLE);
	return schedule_timeout(timeout);
}
EXPORT_SYMBOL(schedule_timeout_interruptible);

long schedule_timeout_uninterruptible(long timeout)
{
	__set_current_state(TASK_UNINTERRUPTIBLE);
	return schedule_timeout(timeout);
}
EXPORT_SYMBOL(schedule_timeout_uninterruptible);

void msleep(unsigned int msecs)
{
	long left = (long)msecs_to_jiffies(msecs) + 1;

	might_sleep();
	while (left)
		left = schedule_timeout_uninterruptible(left);
}
EXPORT_SYMBOL(msleep);

unsigned long msleep_interruptible(unsigned int msecs)
{
	long left = (long)msecs_to_jiffies(msecs) + 1;

	might_sleep();
	while (left && !signal_pending(current))
		left = schedule_timeout_interruptible(left);
	return jiffies_to_msecs((unsigned long)left);
}
EXPORT_SYMBOL(msleep_interruptible);

void usleep_range(unsigned long min, unsigned long max)
{
	struct sleeper s = { .task = current };
	unsigned long usecs = min + (max > min ? dock_rng_below(max - min + 1) : 0);

	might_sleep();
	dock_event_add(dock_clock_now() + usecs * NSEC_PER_USEC, sleeper_wake, &s);
	while (!s.fired) {
		__set_current_state(TASK_UNINTERRUPTIBLE);
		schedule();
	}
}
EXPORT_SYMBOL(usleep_range);

void __ndelay(unsigned long nsecs)
{
	dock_switch_point(nsecs);
}
EXPORT_SYMBOL(__ndelay);
