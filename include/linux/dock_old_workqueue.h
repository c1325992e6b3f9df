/* SPDX-License-Identifier: MIT */
/*
 * Work queues until 2.6.19: a work has its argument, and a timer in case that it is
 * delayed; linux/workqueue.h includes this. What Drydock queues is within it.
 */
#ifndef _LINUX_DOCK_OLD_WORKQUEUE_H
#define _LINUX_DOCK_OLD_WORKQUEUE_H

#include <linux/dock_work.h>

struct work_struct {
	struct __dock_delayed_work dock;
	void (*func)(void *data);
	void *data;
};

extern struct workqueue_struct *__dock_system_wq __dock(system_wq);
extern bool __dock_queue_work(struct workqueue_struct *wq, struct __dock_work *work)
	__dock(queue_work);
extern bool __dock_queue_delayed_work(struct workqueue_struct *wq, struct __dock_delayed_work *work,
				      unsigned long delay) __dock(queue_delayed_work);
extern bool __dock_cancel_delayed_work(struct __dock_delayed_work *work)
	__dock(cancel_delayed_work);
extern void dock_old_work_run(struct __dock_work *work);

#define __WORK_INITIALIZER(n, f, d)						\
	{ .dock = __DOCK_DELAYED_WORK_INITIALIZER((n).dock, dock_old_work_run),	\
	  .func = (f), .data = (d) }
#define DECLARE_WORK(n, f, d) struct work_struct n = __WORK_INITIALIZER(n, f, d)
#define PREPARE_WORK(w, f, d)						\
	do {								\
		(w)->func = (f);					\
		(w)->data = (d);					\
	} while (0)
#define INIT_WORK(w, f, d)							\
	do {									\
		__DOCK_INIT_DELAYED_WORK(&(w)->dock, dock_old_work_run);	\
		PREPARE_WORK(w, f, d);						\
	} while (0)

extern struct workqueue_struct *dock_alloc_workqueue(const char *fmt, unsigned int flags,
						     int max_active, ...)
	__dock(alloc_workqueue) __attribute__((format(printf, 1, 4)));
#define create_workqueue(name) dock_alloc_workqueue("%s", 0, 1, (name))
#define create_singlethread_workqueue(name) dock_alloc_workqueue("%s", 0, 1, (name))
extern void destroy_workqueue(struct workqueue_struct *wq) __dock(destroy_workqueue);
extern void flush_workqueue(struct workqueue_struct *wq) __dock(flush_workqueue);

static inline int queue_work(struct workqueue_struct *wq, struct work_struct *work)
{
	return __dock_queue_work(wq, &work->dock.work);
}

static inline int queue_delayed_work(struct workqueue_struct *wq, struct work_struct *work,
				     unsigned long delay)
{
	return __dock_queue_delayed_work(wq, &work->dock, delay);
}

static inline int schedule_work(struct work_struct *work)
{
	return queue_work(__dock_system_wq, work);
}

static inline int schedule_delayed_work(struct work_struct *work, unsigned long delay)
{
	return queue_delayed_work(__dock_system_wq, work, delay);
}

static inline int cancel_delayed_work(struct work_struct *work)
{
	return __dock_cancel_delayed_work(&work->dock);
}

static inline void flush_scheduled_work(void)
{
	flush_workqueue(__dock_system_wq);
}

#define work_pending(w) ((w)->dock.work.pending != 0)

#endif
