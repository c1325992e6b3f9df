/* SPDX-License-Identifier: MIT */
/* How often something may be said: burst times in interval jiffies. */
#ifndef _LINUX_RATELIMIT_TYPES_H
#define _LINUX_RATELIMIT_TYPES_H

#include <linux/bits.h>
#include <linux/types.h>
#include <asm/param.h>

#define DEFAULT_RATELIMIT_INTERVAL	(5 * HZ)
#define DEFAULT_RATELIMIT_BURST		10
#define RATELIMIT_MSG_ON_RELEASE	BIT(0)

/* No lock, unlike Linux's: nothing in ___ratelimit() lets others run. */
struct ratelimit_state {
	int interval;
	int burst;
	int printed;
	int missed;
	unsigned long begin;
	unsigned long flags;
};

#define RATELIMIT_STATE_INIT_FLAGS(name, interval_init, burst_init, flags_init)  \
	{                                                                        \
		.interval = interval_init, .burst = burst_init,                  \
		.flags = flags_init,                                             \
	}
#define RATELIMIT_STATE_INIT(name, interval_init, burst_init) \
	RATELIMIT_STATE_INIT_FLAGS(name, interval_init, burst_init, 0)
#define DEFINE_RATELIMIT_STATE(name, interval_init, burst_init) \
	struct ratelimit_state name = RATELIMIT_STATE_INIT(name, interval_init, burst_init)

/* 1: go ahead; 0: too many of late. func names the caller in the message that
 * counts what was left out. */
extern int ___ratelimit(struct ratelimit_state *rs, const char *func) __dock(___ratelimit);
#define __ratelimit(state) ___ratelimit(state, __func__)

#endif
