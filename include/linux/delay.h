/* SPDX-License-Identifier: MIT */
/* Delays, in virtual time. */
#ifndef _LINUX_DELAY_H
#define _LINUX_DELAY_H

#include <linux/math.h>
#include <linux/sched.h>

extern void __ndelay(unsigned long nsecs) __dock(__ndelay);
extern void msleep(unsigned int msecs) __dock(msleep);
extern unsigned long msleep_interruptible(unsigned int msecs) __dock(msleep_interruptible);
extern void usleep_range(unsigned long min, unsigned long max) __dock(usleep_range);

#define ndelay(n) __ndelay(n)
#define udelay(n) __ndelay((n) * 1000UL)
#define mdelay(n) __ndelay((n) * 1000000UL)

static inline void ssleep(unsigned int seconds)
{
	msleep(seconds * 1000);
}

static inline void fsleep(unsigned long usecs)
{
	if (usecs <= 10)
		udelay(usecs);
	else
		usleep_range(usecs, 2 * usecs);
}

#endif
