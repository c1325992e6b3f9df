/* SPDX-License-Identifier: MIT */
/* Rate limits: so many times in each interval, which starts at the first. */
#include <linux/export.h>
#include <linux/jiffies.h>
#include <linux/printk.h>
#include <linux/ratelimit.h>

static void start_interval(struct ratelimit_state *rs, const char *func, unsigned long now)
{
	if (rs->missed && !(rs->flags & RATELIMIT_MSG_ON_RELEASE)) {
		printk(KERN_WARNING "%s: %d callbacks suppressed\n", func, rs->missed);
		rs->missed = 0;
	}
	rs->begin = now;
	rs->printed = 0;
}

int ___ratelimit(struct ratelimit_state *rs, const char *func)
{
	unsigned long now = jiffies;

	if (!rs->interval)
		return 1;
	if (!rs->begin)
		rs->begin = now;
	if (time_before(rs->begin + rs->interval, now))
		start_interval(rs, func, now);
	if (rs->printed < rs->burst) {
		rs->printed++;
		return 1;
	}
	rs->missed++;
	return 0;
}
EXPORT_SYMBOL(___ratelimit);

/* The one that all callers of printk_ratelimit() share. */
int __printk_ratelimit(const char *func)
{
	static DEFINE_RATELIMIT_STATE(shared, DEFAULT_RATELIMIT_INTERVAL,
				      DEFAULT_RATELIMIT_BURST);

	return ___ratelimit(&shared, func);
}
EXPORT_SYMBOL(__printk_ratelimit);
