/* SPDX-License-Identifier: MIT */
/* Keeping the processors that are there: none ever goes, so nothing is locked. */
#ifndef _LINUX_CPU_H
#define _LINUX_CPU_H

#include <linux/cpumask.h>
#include <linux/kernel.h>

#if DOCK_SINCE_4_13
static inline void cpus_read_lock(void)
{
	might_sleep();
}

static inline void cpus_read_unlock(void)
{
}
#endif

#if DOCK_BOTH(DOCK_SINCE_2_6_25, DOCK_BEFORE_5_15)
static inline void get_online_cpus(void)
{
	might_sleep();
}

static inline void put_online_cpus(void)
{
}
#endif

#endif
