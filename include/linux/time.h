/* SPDX-License-Identifier: MIT */
/* Units and structures of time. */
#ifndef _LINUX_TIME_H
#define _LINUX_TIME_H

#include <linux/types.h>

#define MSEC_PER_SEC	1000L
#define USEC_PER_MSEC	1000L
#define NSEC_PER_USEC	1000L
#define NSEC_PER_MSEC	1000000L
#define USEC_PER_SEC	1000000L
#define NSEC_PER_SEC	1000000000L

#define CLOCK_REALTIME	0
#define CLOCK_MONOTONIC 1
#define CLOCK_BOOTTIME	7

struct timespec64 {
	s64 tv_sec;
	long tv_nsec;
};

extern void ktime_get_real_ts64(struct timespec64 *ts) __dock(ktime_get_real_ts64);
extern void ktime_get_ts64(struct timespec64 *ts) __dock(ktime_get_ts64);
extern s64 ktime_get_seconds(void) __dock(ktime_get_seconds);
extern s64 ktime_get_real_seconds(void) __dock(ktime_get_real_seconds);

#if DOCK_BEFORE_5_0
struct timeval {
	long tv_sec;
	long tv_usec;
};

static inline void do_gettimeofday(struct timeval *tv)
{
	struct timespec64 now;

	ktime_get_real_ts64(&now);
	tv->tv_sec = now.tv_sec;
	tv->tv_usec = now.tv_nsec / NSEC_PER_USEC;
}
#endif

static inline s64 timespec64_to_ns(const struct timespec64 *ts)
{
	return ts->tv_sec * NSEC_PER_SEC + ts->tv_nsec;
}

#endif
