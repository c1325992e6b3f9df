/* SPDX-License-Identifier: MIT */
/* Kernel threads. */
#ifndef _LINUX_KTHREAD_H
#define _LINUX_KTHREAD_H

#include <linux/err.h>
#include <linux/sched.h>

extern struct task_struct *kthread_create(int (*fn)(void *), void *data, const char *fmt, ...)
	__dock(kthread_create) __attribute__((format(printf, 3, 4)));
#define kthread_run(fn, data, fmt, ...)						\
({										\
	struct task_struct *__k = kthread_create(fn, data, fmt, ##__VA_ARGS__);	\
	if (!IS_ERR(__k))							\
		wake_up_process(__k);						\
	__k;									\
})
extern int kthread_stop(struct task_struct *k) __dock(kthread_stop);
extern bool kthread_should_stop(void) __dock(kthread_should_stop);

#endif
