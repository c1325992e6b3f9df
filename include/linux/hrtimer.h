/* SPDX-License-Identifier: MIT */
/* Timers to the nanosecond, of virtual time. */
#ifndef _LINUX_HRTIMER_H
#define _LINUX_HRTIMER_H

#include <linux/ktime.h>
#include <linux/sched.h>
#include <linux/time.h>
#include <linux/types.h>

enum hrtimer_mode {
	HRTIMER_MODE_ABS	= 0x00,
	HRTIMER_MODE_REL	= 0x01,
	HRTIMER_MODE_PINNED	= 0x02,
	HRTIMER_MODE_SOFT	= 0x04,
	HRTIMER_MODE_HARD	= 0x08,
	HRTIMER_MODE_ABS_PINNED = HRTIMER_MODE_ABS | HRTIMER_MODE_PINNED,
	HRTIMER_MODE_REL_PINNED = HRTIMER_MODE_REL | HRTIMER_MODE_PINNED,
	HRTIMER_MODE_ABS_SOFT	= HRTIMER_MODE_ABS | HRTIMER_MODE_SOFT,
	HRTIMER_MODE_REL_SOFT	= HRTIMER_MODE_REL | HRTIMER_MODE_SOFT,
	HRTIMER_MODE_ABS_PINNED_SOFT = HRTIMER_MODE_ABS_PINNED | HRTIMER_MODE_SOFT,
	HRTIMER_MODE_REL_PINNED_SOFT = HRTIMER_MODE_REL_PINNED | HRTIMER_MODE_SOFT,
	HRTIMER_MODE_ABS_HARD	= HRTIMER_MODE_ABS | HRTIMER_MODE_HARD,
	HRTIMER_MODE_REL_HARD	= HRTIMER_MODE_REL | HRTIMER_MODE_HARD,
	HRTIMER_MODE_ABS_PINNED_HARD = HRTIMER_MODE_ABS_PINNED | HRTIMER_MODE_HARD,
	HRTIMER_MODE_REL_PINNED_HARD = HRTIMER_MODE_REL_PINNED | HRTIMER_MODE_HARD,
};

enum hrtimer_restart {
	HRTIMER_NORESTART,	/* it is over */
	HRTIMER_RESTART,	/* again, at the time that it says now */
};

struct hrtimer {
	struct {
		ktime_t expires;
	} node;
	ktime_t _softexpires;
	enum hrtimer_restart (*function)(struct hrtimer *);
	u8 is_soft;
	clockid_t dock_clock;
	struct dock_armed *armed; /* while it is queued */
};

extern void hrtimer_init(struct hrtimer *timer, clockid_t which_clock, enum hrtimer_mode mode)
	__dock(hrtimer_init);
extern void hrtimer_start_range_ns(struct hrtimer *timer, ktime_t tim, u64 range_ns,
				   const enum hrtimer_mode mode) __dock(hrtimer_start_range_ns);
/* 1: it was queued; 0: it was not; -1, of the try: its function runs. */
extern int hrtimer_cancel(struct hrtimer *timer) __dock(hrtimer_cancel);
extern int hrtimer_try_to_cancel(struct hrtimer *timer) __dock(hrtimer_try_to_cancel);
extern u64 hrtimer_forward(struct hrtimer *timer, ktime_t now, ktime_t interval)
	__dock(hrtimer_forward);
extern bool hrtimer_active(const struct hrtimer *timer) __dock(hrtimer_active);
extern int hrtimer_callback_running(const struct hrtimer *timer)
	__dock(hrtimer_callback_running);
extern ktime_t hrtimer_cb_get_time(const struct hrtimer *timer) __dock(hrtimer_cb_get_time);
#define hrtimer_init_on_stack(timer, clock, mode) hrtimer_init(timer, clock, mode)

static inline void destroy_hrtimer_on_stack(struct hrtimer *timer)
{
	/* Nothing is kept of one that is not queued. */
}

static inline void hrtimer_start(struct hrtimer *timer, ktime_t tim, const enum hrtimer_mode mode)
{
	hrtimer_start_range_ns(timer, tim, 0, mode);
}

static inline void hrtimer_set_expires(struct hrtimer *timer, ktime_t time)
{
	timer->node.expires = timer->_softexpires = time;
}

static inline void hrtimer_set_expires_range_ns(struct hrtimer *timer, ktime_t time, u64 delta)
{
	timer->_softexpires = time;
	timer->node.expires = ktime_add_safe(time, ns_to_ktime(delta));
}

static inline void hrtimer_add_expires(struct hrtimer *timer, ktime_t time)
{
	timer->node.expires = ktime_add_safe(timer->node.expires, time);
	timer->_softexpires = ktime_add_safe(timer->_softexpires, time);
}

static inline void hrtimer_add_expires_ns(struct hrtimer *timer, u64 ns)
{
	hrtimer_add_expires(timer, ns_to_ktime(ns));
}

static inline ktime_t hrtimer_get_expires(const struct hrtimer *timer)
{
	return timer->node.expires;
}

static inline ktime_t hrtimer_get_softexpires(const struct hrtimer *timer)
{
	return timer->_softexpires;
}

static inline s64 hrtimer_get_expires_ns(const struct hrtimer *timer)
{
	return ktime_to_ns(timer->node.expires);
}

static inline ktime_t hrtimer_expires_remaining(const struct hrtimer *timer)
{
	return ktime_sub(timer->node.expires, hrtimer_cb_get_time(timer));
}

static inline ktime_t hrtimer_get_remaining(const struct hrtimer *timer)
{
	return hrtimer_expires_remaining(timer);
}

static inline void hrtimer_start_expires(struct hrtimer *timer, enum hrtimer_mode mode)
{
	hrtimer_start_range_ns(timer, timer->_softexpires,
			       (u64)ktime_sub(timer->node.expires, timer->_softexpires), mode);
}

static inline void hrtimer_restart(struct hrtimer *timer)
{
	hrtimer_start_expires(timer, HRTIMER_MODE_ABS);
}

static inline bool hrtimer_is_queued(struct hrtimer *timer)
{
	return timer->armed != NULL;
}

static inline u64 hrtimer_forward_now(struct hrtimer *timer, ktime_t interval)
{
	return hrtimer_forward(timer, hrtimer_cb_get_time(timer), interval);
}

/* Sleep until @expires at the earliest, @delta ns later at the latest, unless woken:
 * the caller sets its state. 0: the time is over; -EINTR. */
extern int schedule_hrtimeout_range(ktime_t *expires, u64 delta, const enum hrtimer_mode mode)
	__dock(schedule_hrtimeout_range);
extern int schedule_hrtimeout(ktime_t *expires, const enum hrtimer_mode mode)
	__dock(schedule_hrtimeout);

#endif
