/* SPDX-License-Identifier: MIT */
/* Reading a register until it says what one waits for. */
#ifndef _LINUX_IOPOLL_H
#define _LINUX_IOPOLL_H

#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/ktime.h>

/* val = op(args) until cond, at most timeout_us (0: for ever); one last look
 * after the time is up. 0 or -ETIMEDOUT. */
#define dock_poll_timeout(op, val, cond, wait, timeout_us, args...)		\
({										\
	u64 __timeout_us = (timeout_us);					\
	ktime_t __end = ktime_add_us(ktime_get(), __timeout_us);		\
	for (;;) {								\
		(val) = op(args);						\
		if (cond)							\
			break;							\
		if (__timeout_us && ktime_compare(ktime_get(), __end) > 0) {	\
			(val) = op(args);					\
			break;							\
		}								\
		wait;								\
	}									\
	(cond) ? 0 : -ETIMEDOUT;						\
})

#define read_poll_timeout(op, val, cond, sleep_us, timeout_us, sleep_before_read, args...)	\
({										\
	unsigned long __sleep_us = (sleep_us);					\
	if (__sleep_us)								\
		might_sleep();							\
	if ((sleep_before_read) && __sleep_us)					\
		usleep_range((__sleep_us >> 2) + 1, __sleep_us);		\
	dock_poll_timeout(op, val, cond, ({ if (__sleep_us)			\
		usleep_range((__sleep_us >> 2) + 1, __sleep_us);		\
		else cpu_relax(); }), timeout_us, args);			\
})
#define read_poll_timeout_atomic(op, val, cond, delay_us, timeout_us, delay_before_read, args...) \
({										\
	unsigned long __delay_us = (delay_us);					\
	if ((delay_before_read) && __delay_us)					\
		udelay(__delay_us);						\
	dock_poll_timeout(op, val, cond, ({ if (__delay_us)			\
		udelay(__delay_us); else cpu_relax(); }), timeout_us, args);	\
})
#define readx_poll_timeout(op, addr, val, cond, sleep_us, timeout_us)		\
	read_poll_timeout(op, val, cond, sleep_us, timeout_us, false, addr)
#define readx_poll_timeout_atomic(op, addr, val, cond, delay_us, timeout_us)	\
	read_poll_timeout_atomic(op, val, cond, delay_us, timeout_us, false, addr)

#define readb_poll_timeout(addr, val, cond, sleep_us, timeout_us)		\
	readx_poll_timeout(readb, addr, val, cond, sleep_us, timeout_us)
#define readw_poll_timeout(addr, val, cond, sleep_us, timeout_us)		\
	readx_poll_timeout(readw, addr, val, cond, sleep_us, timeout_us)
#define readl_poll_timeout(addr, val, cond, sleep_us, timeout_us)		\
	readx_poll_timeout(readl, addr, val, cond, sleep_us, timeout_us)
#define readq_poll_timeout(addr, val, cond, sleep_us, timeout_us)		\
	readx_poll_timeout(readq, addr, val, cond, sleep_us, timeout_us)
#define readb_poll_timeout_atomic(addr, val, cond, delay_us, timeout_us)	\
	readx_poll_timeout_atomic(readb, addr, val, cond, delay_us, timeout_us)
#define readw_poll_timeout_atomic(addr, val, cond, delay_us, timeout_us)	\
	readx_poll_timeout_atomic(readw, addr, val, cond, delay_us, timeout_us)
#define readl_poll_timeout_atomic(addr, val, cond, delay_us, timeout_us)	\
	readx_poll_timeout_atomic(readl, addr, val, cond, delay_us, timeout_us)
#define readq_poll_timeout_atomic(addr, val, cond, delay_us, timeout_us)	\
	readx_poll_timeout_atomic(readq, addr, val, cond, delay_us, timeout_us)

#endif
