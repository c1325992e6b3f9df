/* SPDX-License-Identifier: MIT */
/* Time in ticks. Reading jiffies lets virtual time pass, so that a loop which
 * waits for it ends. */
#ifndef _LINUX_JIFFIES_H
#define _LINUX_JIFFIES_H

#include <linux/compiler.h>
#include <linux/limits.h>
#include <linux/math64.h>
#include <linux/types.h>
#include <asm/param.h>

extern unsigned long dock_jiffies(void);
extern u64 dock_jiffies_64(void);
#define jiffies dock_jiffies()
#define jiffies_64 dock_jiffies_64()
static inline u64 get_jiffies_64(void)
{
	return dock_jiffies_64();
}

#define MAX_JIFFY_OFFSET ((LONG_MAX >> 1) - 1)
#define INITIAL_JIFFIES ((unsigned long)(unsigned int)(-300 * HZ))

#define time_after(a, b) ((long)((b) - (a)) < 0)
#define time_before(a, b) time_after(b, a)
#define time_after_eq(a, b) ((long)((a) - (b)) >= 0)
#define time_before_eq(a, b) time_after_eq(b, a)
#define time_in_range(a, b, c) (time_after_eq(a, b) && time_before_eq(a, c))
#define time_is_before_jiffies(a) time_after(jiffies, a)
#define time_is_after_jiffies(a) time_before(jiffies, a)

extern unsigned long msecs_to_jiffies(unsigned int m) __dock(msecs_to_jiffies);
extern unsigned long usecs_to_jiffies(unsigned int u) __dock(usecs_to_jiffies);
extern unsigned int jiffies_to_msecs(unsigned long j) __dock(jiffies_to_msecs);
extern unsigned int jiffies_to_usecs(unsigned long j) __dock(jiffies_to_usecs);
extern unsigned long nsecs_to_jiffies(u64 n) __dock(nsecs_to_jiffies);

#endif
