/* SPDX-License-Identifier: MIT */
/* Time in nanoseconds of virtual time. */
#ifndef _LINUX_KTIME_H
#define _LINUX_KTIME_H

#include <linux/jiffies.h>
#include <linux/time.h>

typedef s64 ktime_t;

#define KTIME_MAX ((s64)~((u64)1 << 63))

extern ktime_t ktime_get(void) __dock(ktime_get);
extern ktime_t ktime_get_real(void) __dock(ktime_get_real);
extern u64 ktime_get_ns(void) __dock(ktime_get_ns);
#define ktime_get_boottime() ktime_get()
#define ktime_get_raw() ktime_get()
#define ktime_get_raw_ns() ktime_get_ns()
#define ktime_get_boottime_ns() ktime_get_ns()
#define ktime_get_mono_fast_ns() ktime_get_ns()
#define ktime_get_real_ns() ((u64)ktime_get_real())

static inline ktime_t ktime_set(s64 secs, unsigned long nsecs)
{
	return secs * NSEC_PER_SEC + (s64)nsecs;
}

#define ktime_sub(a, b) ((a) - (b))
#define ktime_add(a, b) ((a) + (b))
#define ktime_add_ns(a, n) ((a) + (s64)(n))
#define ktime_add_us(a, n) ((a) + (s64)(n) * 1000)
#define ktime_add_ms(a, n) ((a) + (s64)(n) * 1000000)
#define ktime_sub_ns(a, n) ((a) - (s64)(n))
#define ktime_sub_us(a, n) ((a) - (s64)(n) * 1000)
#define ktime_sub_ms(a, n) ((a) - (s64)(n) * 1000000)
#define ktime_divns(a, n) ((a) / (n))
#define ktime_to_ns(t) (t)
#define ns_to_ktime(n) ((ktime_t)(n))
#define ms_to_ktime(n) ((ktime_t)(n) * 1000000)

static inline s64 ktime_to_us(ktime_t t)
{
	return t / 1000;
}

static inline s64 ktime_to_ms(ktime_t t)
{
	return t / 1000000;
}

static inline s64 ktime_us_delta(ktime_t later, ktime_t earlier)
{
	return (later - earlier) / 1000;
}

static inline s64 ktime_ms_delta(ktime_t later, ktime_t earlier)
{
	return (later - earlier) / 1000000;
}

static inline int ktime_compare(ktime_t a, ktime_t b)
{
	return a < b ? -1 : a > b;
}

/* The sum, or the end of time. */
static inline ktime_t ktime_add_safe(ktime_t a, ktime_t b)
{
	ktime_t sum;

	return __builtin_add_overflow(a, b, &sum) || sum < 0 ? KTIME_MAX : sum;
}

static inline ktime_t timespec64_to_ktime(struct timespec64 ts)
{
	return ktime_set(ts.tv_sec, (unsigned long)ts.tv_nsec);
}

static inline struct timespec64 ktime_to_timespec64(ktime_t t)
{
	struct timespec64 ts = { t / NSEC_PER_SEC, t % NSEC_PER_SEC };

	if (ts.tv_nsec < 0) {
		ts.tv_sec--;
		ts.tv_nsec += NSEC_PER_SEC;
	}
	return ts;
}

#define ktime_after(a, b) (ktime_compare(a, b) > 0)
#define ktime_before(a, b) (ktime_compare(a, b) < 0)

#endif
