/* SPDX-License-Identifier: MIT */
/*
 * What Drydock queues: struct work_struct and struct delayed_work, as they are called
 * since 2.6.20. Before that a work had its argument with it
 * (linux/dock_old_workqueue.h), and these are within it, under other names.
 */
#ifndef _LINUX_DOCK_WORK_H
#define _LINUX_DOCK_WORK_H

#include <linux/list.h>
#include <linux/timer.h>

#if DOCK_SINCE_2_6_20
#define __dock_work work_struct
#define __dock_delayed_work delayed_work
#endif

struct workqueue_struct;

struct __dock_work {
	unsigned long pending;			/* queued, not yet started */
	struct list_head entry;
	void (*func)(struct __dock_work *work);
	struct workqueue_struct *wq;		/* where it was queued last, */
	int cpu;				/* and for which processor */
	unsigned long serial;
};

struct __dock_delayed_work {
	struct __dock_work work;
	struct timer_list timer;
	struct workqueue_struct *wq;
	int cpu;
};

extern void __dock_work_timer_fn(struct timer_list *t) __dock(delayed_work_timer_fn);

#define __DOCK_WORK_INITIALIZER(n, f) { .entry = LIST_HEAD_INIT((n).entry), .func = (f) }
#define __DOCK_DELAYED_WORK_INITIALIZER(n, f)					\
	{ .work = __DOCK_WORK_INITIALIZER((n).work, (f)),			\
	  .timer = __TIMER_INITIALIZER((void *)__dock_work_timer_fn, 0) }
#define __DOCK_INIT_WORK(w, f)					\
	do {							\
		(w)->pending = 0;				\
		INIT_LIST_HEAD(&(w)->entry);			\
		(w)->func = (f);				\
		(w)->wq = NULL;					\
	} while (0)
#define __DOCK_INIT_DELAYED_WORK(w, f)					\
	do {								\
		__DOCK_INIT_WORK(&(w)->work, (f));			\
		dock_timer_setup(&(w)->timer, __dock_work_timer_fn, 0);	\
		(w)->wq = NULL;						\
	} while (0)

#endif
