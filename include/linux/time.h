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

struct timespec64 {
	s64 tv_sec;
	long tv_nsec;
};

extern void ktime_get_real_ts64(struct timespec64 *ts) __dock(ktime_get_real_ts64);
extern void ktime_get_ts64(struct timespec64 *ts) __dock(ktime_get_ts64);

#endif
