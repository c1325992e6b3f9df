/* SPDX-License-Identifier: MIT */
/* Rate limits of a driver's own. */
#ifndef _LINUX_RATELIMIT_H
#define _LINUX_RATELIMIT_H

#include <linux/bug.h>
#include <linux/ratelimit_types.h>
#include <linux/string.h>

static inline void ratelimit_state_init(struct ratelimit_state *rs, int interval, int burst)
{
	memset(rs, 0, sizeof(*rs));
	rs->interval = interval;
	rs->burst = burst;
}

static inline void ratelimit_default_init(struct ratelimit_state *rs)
{
	ratelimit_state_init(rs, DEFAULT_RATELIMIT_INTERVAL, DEFAULT_RATELIMIT_BURST);
}

static inline void ratelimit_set_flags(struct ratelimit_state *rs, unsigned long flags)
{
	rs->flags = flags;
}

#define WARN_ON_RATELIMIT(condition, state)                                      \
	({                                                                       \
		bool __limited_cond = !!(condition);                             \
		WARN_ON(__limited_cond && __ratelimit(state));                   \
		__limited_cond;                                                  \
	})
#define WARN_RATELIMIT(condition, format, ...)                                   \
	({                                                                       \
		static DEFINE_RATELIMIT_STATE(__limit, DEFAULT_RATELIMIT_INTERVAL, \
					      DEFAULT_RATELIMIT_BURST);          \
		int __limited_cond = !!(condition);                              \
		if (unlikely(__limited_cond && __ratelimit(&__limit)))           \
			WARN(__limited_cond, format, ##__VA_ARGS__);             \
		__limited_cond;                                                  \
	})

#endif
