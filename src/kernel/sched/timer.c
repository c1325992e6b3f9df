/* SPDX-License-Identifier: MIT */
/*
 * Timers, which run as softirqs do, and hrtimers, which run as interrupts do
 * unless they are asked for as softirqs.
 *
 * What is known of a pending one lies in drydock's own memory, so it can be
 * taken back when the driver's is gone.
 */
#include "kernel/sched/timer.h"

#include <linux/export.h>
#include <linux/hrtimer.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/timer.h>
#include <linux/workqueue.h>
#include "check/report.h"
#include "check/stack.h"
#include "host/mem.h"
#include "kernel/compat/call.h"
#include "kernel/leftover.h"
#include "kernel/sched/sched.h"
#include "machine/clock.h"

#define TICK_NS (NSEC_PER_SEC / HZ)
/* An hrtimer that says "again" is due again after this at the earliest. */
#define AGAIN_NS 1000

struct dock_armed {
	struct list_head list;
	struct dock_event *event; /* NULL: it was taken back */
	void (*fire)(void *timer);
	void *timer;
	const char *what;
	unsigned long function;
	unsigned int stack; /* who armed it */
};

static LIST_HEAD(all_armed);
/* The timers whose functions are running now; softirqs and interrupts apart. */
static void *running[2][DOCK_MAX_CPUS];

/* --- pending --- */

static void armed_drop(struct dock_armed *a)
{
	list_del(&a->list);
	host_free(a);
}

static void armed_fire(void *arg)
{
	struct dock_armed *a = arg;
	void (*fire)(void *) = a->fire;
	void *timer = a->timer;

	armed_drop(a);
	fire(timer);
}

static struct dock_armed *arm(struct dock_event *(*add)(unsigned long, void (*)(void *), void *),
			      unsigned long when_ns, void (*fire)(void *), void *timer)
{
	struct dock_armed *a = host_alloc(sizeof(*a));

	a->fire = fire;
	a->timer = timer;
	a->stack = dock_stack_keep();
	a->event = add(when_ns, armed_fire, a);
	list_add_tail(&a->list, &all_armed);
	return a;
}

/* Returns whether it was pending. */
static bool disarm(struct dock_armed **armed)
{
	struct dock_armed *a = *armed;
	bool was_pending = a && a->event;

	*armed = NULL;
	if (was_pending)
		dock_event_cancel(a->event);
	if (a)
		armed_drop(a);
	return was_pending;
}

/* --- running --- */

static void **slot_of_mine(void)
{
	return &running[in_hardirq() != 0][dock_cpu->id];
}

static bool runs_elsewhere(const void *timer)
{
	for (int i = 0; i < DOCK_MAX_CPUS; i++)
		if (i != dock_cpu->id && (running[0][i] == timer || running[1][i] == timer))
			return true;
	return false;
}

static bool runs_here(const void *timer)
{
	return running[0][dock_cpu->id] == timer || running[1][dock_cpu->id] == timer;
}

/* Until no processor is in the function of @timer. */
static void wait_for(const void *timer, const char *call)
{
	unsigned long pcs[DOCK_STACK_MAX];
	struct dock_report *r;

	if (!runs_here(timer)) {
		while (runs_elsewhere(timer) && dock_cpu_relax_other())
			;
		return;
	}
	r = dock_report_begin("deadlock", "%s() waits for the timer's function to end, in it",
			      call);
	dock_report_fact(r, "timer", "0x%lx", (unsigned long)timer);
	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	dock_report_end(r);
	dock_task_kill_current();
}

/* --- timers --- */

static void timer_fire(void *arg)
{
	struct timer_list *timer = arg;
	void **slot = slot_of_mine();

	timer->armed = NULL;
	*slot = timer;
	dock_compat_timer_call(timer);
	*slot = NULL;
}

void timer_setup(struct timer_list *timer, void (*fn)(struct timer_list *), unsigned int flags)
{
	timer->entry.next = NULL;
	timer->entry.pprev = NULL;
	timer->expires = 0;
	timer->function = fn;
	timer->flags = flags;
	timer->armed = NULL;
}
EXPORT_SYMBOL(timer_setup);

void init_timer(struct timer_list *timer)
{
	timer->entry.next = NULL;
	timer->entry.pprev = NULL;
	timer->flags = DOCK_TIMER_WITH_DATA;
	timer->armed = NULL;
}
EXPORT_SYMBOL(init_timer);

static void timer_arm(struct timer_list *timer, unsigned long expires)
{
	long ticks = (long)(expires - INITIAL_JIFFIES);
	/* At the next tick at the earliest: one that arms itself is no loop. */
	long next_tick = (long)(dock_clock_now() / TICK_NS) + 1;
	struct dock_armed *a;

	timer->expires = expires;
	a = arm(dock_event_add, (unsigned long)max(ticks, next_tick) * TICK_NS, timer_fire, timer);
	a->what = "a timer";
	a->function = (unsigned long)timer->function;
	if (timer->function == delayed_work_timer_fn) {
		a->what = "delayed work";
		a->function = (unsigned long)container_of(timer, struct delayed_work, timer)
				      ->work.func;
	}
	timer->armed = a;
}

int mod_timer(struct timer_list *timer, unsigned long expires)
{
	int was_pending = del_timer(timer);

	timer_arm(timer, expires);
	return was_pending;
}
EXPORT_SYMBOL(mod_timer);

int mod_timer_pending(struct timer_list *timer, unsigned long expires)
{
	return timer_pending(timer) ? mod_timer(timer, expires) : 0;
}
EXPORT_SYMBOL(mod_timer_pending);

int timer_reduce(struct timer_list *timer, unsigned long expires)
{
	if (timer_pending(timer) && time_before_eq(timer->expires, expires))
		return 1;
	return mod_timer(timer, expires);
}
EXPORT_SYMBOL(timer_reduce);

void add_timer(struct timer_list *timer)
{
	BUG_ON(timer_pending(timer));
	timer_arm(timer, timer->expires);
}
EXPORT_SYMBOL(add_timer);

int del_timer(struct timer_list *timer)
{
	return disarm(&timer->armed);
}
EXPORT_SYMBOL(del_timer);

int try_to_del_timer_sync(struct timer_list *timer)
{
	return runs_here(timer) || runs_elsewhere(timer) ? -1 : del_timer(timer);
}
EXPORT_SYMBOL(try_to_del_timer_sync);

int del_timer_sync(struct timer_list *timer)
{
	int was_pending = del_timer(timer);

	wait_for(timer, "del_timer_sync");
	/* Its function may have armed it again. */
	return del_timer(timer) || was_pending;
}
EXPORT_SYMBOL(del_timer_sync);

/* --- hrtimers --- */

static ktime_t clock_now(clockid_t clock)
{
	return clock == CLOCK_REALTIME ? ktime_get_real() : ktime_get();
}

ktime_t hrtimer_cb_get_time(const struct hrtimer *timer)
{
	return clock_now(timer->dock_clock);
}
EXPORT_SYMBOL(hrtimer_cb_get_time);

void hrtimer_init(struct hrtimer *timer, clockid_t clock, enum hrtimer_mode mode)
{
	*timer = (struct hrtimer){ .dock_clock = clock, .is_soft = mode & HRTIMER_MODE_SOFT };
}
EXPORT_SYMBOL(hrtimer_init);

static void hrtimer_fire(void *arg);

static void hrtimer_arm(struct hrtimer *timer, unsigned long not_before)
{
	/* The clocks differ by a constant. */
	s64 when = timer->node.expires - (timer->dock_clock == CLOCK_REALTIME ? DOCK_BOOT_REAL_NS : 0);
	struct dock_armed *a =
		arm(timer->is_soft ? dock_event_add : dock_irq_event_add,
		    max(when < 0 ? 0 : (unsigned long)when, not_before), hrtimer_fire, timer);

	a->what = "an hrtimer";
	a->function = (unsigned long)timer->function;
	timer->armed = a;
}

static void hrtimer_fire(void *arg)
{
	struct hrtimer *timer = arg;
	void **slot = slot_of_mine();

	timer->armed = NULL;
	*slot = timer;
	/* It may free the timer, if it does not want it again. */
	if (timer->function(timer) == HRTIMER_RESTART && !timer->armed)
		hrtimer_arm(timer, dock_clock_now() + AGAIN_NS);
	*slot = NULL;
}

void hrtimer_start_range_ns(struct hrtimer *timer, ktime_t time, u64 range_ns,
			    const enum hrtimer_mode mode)
{
	disarm(&timer->armed);
	if (mode & HRTIMER_MODE_REL)
		time = ktime_add_safe(hrtimer_cb_get_time(timer), time);
	hrtimer_set_expires_range_ns(timer, time, range_ns);
	hrtimer_arm(timer, 0);
}
EXPORT_SYMBOL(hrtimer_start_range_ns);

int hrtimer_try_to_cancel(struct hrtimer *timer)
{
	if (runs_here(timer) || runs_elsewhere(timer))
		return -1;
	return disarm(&timer->armed);
}
EXPORT_SYMBOL(hrtimer_try_to_cancel);

int hrtimer_cancel(struct hrtimer *timer)
{
	bool was_pending = disarm(&timer->armed);

	wait_for(timer, "hrtimer_cancel");
	return disarm(&timer->armed) || was_pending;
}
EXPORT_SYMBOL(hrtimer_cancel);

u64 hrtimer_forward(struct hrtimer *timer, ktime_t now, ktime_t interval)
{
	s64 late = now - timer->node.expires;
	u64 times;

	if (late < 0 || WARN_ON(timer->armed))
		return 0;
	interval = max(interval, (ktime_t)1);
	times = (u64)(late / interval) + 1;
	hrtimer_add_expires(timer, (ktime_t)times * interval);
	return times;
}
EXPORT_SYMBOL(hrtimer_forward);

bool hrtimer_active(const struct hrtimer *timer)
{
	return hrtimer_is_queued((struct hrtimer *)timer) || hrtimer_callback_running(timer);
}
EXPORT_SYMBOL(hrtimer_active);

int hrtimer_callback_running(const struct hrtimer *timer)
{
	return runs_here(timer) || runs_elsewhere(timer);
}
EXPORT_SYMBOL(hrtimer_callback_running);

/* --- what is left --- */

void dock_timer_report_leaks(unsigned long base, unsigned long len, const char *module)
{
	struct dock_armed *a;

	list_for_each_entry(a, &all_armed, list) {
		if (!a->event || a->function - base >= len)
			continue;
		dock_leftover_report(module, a->what, NULL, a->function, "armed", a->stack);
		/* It never runs; the timer, if it is there still, says pending. */
		dock_event_cancel(a->event);
		a->event = NULL;
	}
}
