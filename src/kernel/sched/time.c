/* SPDX-License-Identifier: MIT */
/* Jiffies, clocks, delays and timers, all in virtual time. */
#include <linux/delay.h>
#include <linux/export.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/sched.h>
#include <linux/timer.h>
#include "core/rng.h"
#include "kernel/sched/sched.h"
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

/* The machine boots at the start of 2001, whatever the host thinks. */
#define BOOT_REAL_SECONDS 978307200L

ktime_t ktime_get_real(void)
{
	return (ktime_t)look() + BOOT_REAL_SECONDS * NSEC_PER_SEC;
}
EXPORT_SYMBOL(ktime_get_real);

static void to_timespec(ktime_t t, struct timespec64 *ts)
{
	ts->tv_sec = t / NSEC_PER_SEC;
	ts->tv_nsec = t % NSEC_PER_SEC;
}

void ktime_get_real_ts64(struct timespec64 *ts)
{
	to_timespec(ktime_get_real(), ts);
}
EXPORT_SYMBOL(ktime_get_real_ts64);

void ktime_get_ts64(struct timespec64 *ts)
{
	to_timespec(ktime_get(), ts);
}
EXPORT_SYMBOL(ktime_get_ts64);

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

long schedule_timeout(long timeout)
{
	struct sleeper s = { .task = current };
	struct dock_event *e;
	unsigned long end;

	if (timeout == MAX_SCHEDULE_TIMEOUT) {
		schedule();
		return timeout;
	}
	if (timeout < 0) {
		__set_current_state(TASK_RUNNING);
		return 0;
	}
	end = dock_clock_now() + (unsigned long)timeout * TICK_NS;
	e = dock_event_add(end, sleeper_wake, &s);
	schedule();
	if (!s.fired)
		dock_event_cancel(e);
	timeout = (long)(end - dock_clock_now()) / (long)TICK_NS;
	return s.fired || timeout < 0 ? 0 : timeout;
}
EXPORT_SYMBOL(schedule_timeout);

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

/* --- timers --- */

/* The timers whose functions are running now, at most one a processor. */
static struct timer_list *running[DOCK_MAX_CPUS];

static void timer_fire(void *arg)
{
	struct timer_list *timer = arg;
	struct timer_list **slot = &running[dock_cpu->id];

	timer->event = NULL;
	*slot = timer;
	timer->function(timer);
	*slot = NULL;
}

static bool timer_is_running(const struct timer_list *timer)
{
	for (int i = 0; i < DOCK_MAX_CPUS; i++)
		if (running[i] == timer && i != dock_cpu->id)
			return true;
	return false;
}

void timer_setup(struct timer_list *timer, void (*fn)(struct timer_list *), unsigned int flags)
{
	timer->entry.next = NULL;
	timer->entry.pprev = NULL;
	timer->expires = 0;
	timer->function = fn;
	timer->flags = flags;
	timer->event = NULL;
}
EXPORT_SYMBOL(timer_setup);

int mod_timer(struct timer_list *timer, unsigned long expires)
{
	long ticks = (long)(expires - INITIAL_JIFFIES);
	/* At the next tick at the earliest: one that arms itself is no loop. */
	long next_tick = (long)(dock_clock_now() / TICK_NS) + 1;
	int was_pending = del_timer(timer);

	timer->expires = expires;
	timer->event = dock_event_add((unsigned long)max(ticks, next_tick) * TICK_NS, timer_fire,
				      timer);
	return was_pending;
}
EXPORT_SYMBOL(mod_timer);

void add_timer(struct timer_list *timer)
{
	BUG_ON(timer_pending(timer));
	mod_timer(timer, timer->expires);
}
EXPORT_SYMBOL(add_timer);

int del_timer(struct timer_list *timer)
{
	if (!timer->event)
		return 0;
	dock_event_cancel(timer->event);
	timer->event = NULL;
	return 1;
}
EXPORT_SYMBOL(del_timer);

int del_timer_sync(struct timer_list *timer)
{
	int was_pending = del_timer(timer);

	while (timer_is_running(timer) && dock_cpu_relax_other())
		;
	return was_pending;
}
EXPORT_SYMBOL(del_timer_sync);
