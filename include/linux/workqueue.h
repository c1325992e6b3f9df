/* SPDX-License-Identifier: MIT */
/* Work queues. */
#ifndef _LINUX_WORKQUEUE_H
#define _LINUX_WORKQUEUE_H

#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/threads.h>
#include <linux/timer.h>
#include <linux/dock_work.h>

#if !DOCK_SINCE_2_6_20
#include <linux/dock_old_workqueue.h>
#else

typedef void (*work_func_t)(struct work_struct *work);

#define WORK_CPU_UNBOUND	NR_CPUS
#define WQ_MAX_ACTIVE		512
#define WQ_DFL_ACTIVE		(WQ_MAX_ACTIVE / 2)

#define WQ_UNBOUND		(1 << 1)
#define WQ_FREEZABLE		(1 << 2)
#define WQ_MEM_RECLAIM		(1 << 3)
#define WQ_HIGHPRI		(1 << 4)
#define WQ_CPU_INTENSIVE	(1 << 5)
#define WQ_SYSFS		(1 << 6)
#define WQ_POWER_EFFICIENT	(1 << 7)

#define __WORK_INITIALIZER(n, f) __DOCK_WORK_INITIALIZER(n, f)
#define DECLARE_WORK(n, f) struct work_struct n = __WORK_INITIALIZER(n, f)
#define DECLARE_DELAYED_WORK(n, f) \
	struct delayed_work n = __DOCK_DELAYED_WORK_INITIALIZER(n, f)
#define INIT_WORK(w, f) __DOCK_INIT_WORK(w, f)
#if DOCK_SINCE_2_6_37
#define INIT_WORK_ONSTACK(w, f) INIT_WORK(w, f)
#elif DOCK_SINCE_2_6_33
#define INIT_WORK_ON_STACK(w, f) INIT_WORK(w, f)
#endif
#if DOCK_SINCE_2_6_33
#define destroy_work_on_stack(w) ((void)(w))
#endif
#if DOCK_SINCE_3_15
#define destroy_delayed_work_on_stack(w) ((void)(w))
#endif
#define INIT_DELAYED_WORK(w, f) __DOCK_INIT_DELAYED_WORK(w, f)

static inline struct delayed_work *to_delayed_work(struct work_struct *work)
{
	return container_of(work, struct delayed_work, work);
}

extern struct workqueue_struct *system_wq __dock(system_wq);
extern struct workqueue_struct *system_long_wq __dock(system_long_wq);
extern struct workqueue_struct *system_unbound_wq __dock(system_unbound_wq);
extern struct workqueue_struct *system_highpri_wq __dock(system_highpri_wq);
extern struct workqueue_struct *system_freezable_wq __dock(system_freezable_wq);
extern struct workqueue_struct *system_power_efficient_wq __dock(system_power_efficient_wq);

extern void delayed_work_timer_fn(struct timer_list *t) __dock(delayed_work_timer_fn);
extern struct workqueue_struct *alloc_workqueue(const char *fmt, unsigned int flags, int max_active, ...)
	__dock(alloc_workqueue) __attribute__((format(printf, 1, 4)));
#define alloc_ordered_workqueue(fmt, flags, args...) \
	alloc_workqueue(fmt, WQ_UNBOUND | (flags), 1, ##args)
#define create_freezable_workqueue(name) \
	alloc_workqueue("%s", WQ_FREEZABLE | WQ_UNBOUND | WQ_MEM_RECLAIM, 1, (name))
#define create_workqueue(name) alloc_workqueue("%s", WQ_MEM_RECLAIM, 1, (name))
#define create_singlethread_workqueue(name) \
	alloc_ordered_workqueue("%s", WQ_MEM_RECLAIM, (name))
extern void destroy_workqueue(struct workqueue_struct *wq) __dock(destroy_workqueue);
extern bool queue_work(struct workqueue_struct *wq, struct work_struct *work) __dock(queue_work);
extern bool queue_delayed_work(struct workqueue_struct *wq, struct delayed_work *dwork,
			       unsigned long delay) __dock(queue_delayed_work);
extern bool mod_delayed_work(struct workqueue_struct *wq, struct delayed_work *dwork,
			     unsigned long delay) __dock(mod_delayed_work);
extern bool queue_work_on(int cpu, struct workqueue_struct *wq, struct work_struct *work)
	__dock(queue_work_on);
extern bool queue_delayed_work_on(int cpu, struct workqueue_struct *wq,
				  struct delayed_work *dwork, unsigned long delay)
	__dock(queue_delayed_work_on);
/* @func on each processor; returns when all are over. */
extern int schedule_on_each_cpu(work_func_t func) __dock(schedule_on_each_cpu);
extern void drain_workqueue(struct workqueue_struct *wq) __dock(drain_workqueue);
extern bool cancel_work(struct work_struct *work) __dock(cancel_work);
extern void flush_workqueue(struct workqueue_struct *wq) __dock(flush_workqueue);
extern bool flush_work(struct work_struct *work) __dock(flush_work);
extern bool cancel_work_sync(struct work_struct *work) __dock(cancel_work_sync);
extern bool cancel_delayed_work(struct delayed_work *dwork) __dock(cancel_delayed_work);
extern bool cancel_delayed_work_sync(struct delayed_work *dwork) __dock(cancel_delayed_work_sync);
extern bool flush_delayed_work(struct delayed_work *dwork) __dock(flush_delayed_work);

static inline bool schedule_work(struct work_struct *work)
{
	return queue_work(system_wq, work);
}

static inline bool schedule_delayed_work(struct delayed_work *dwork, unsigned long delay)
{
	return queue_delayed_work(system_wq, dwork, delay);
}

static inline bool schedule_work_on(int cpu, struct work_struct *work)
{
	return queue_work_on(cpu, system_wq, work);
}

static inline bool schedule_delayed_work_on(int cpu, struct delayed_work *dwork,
					    unsigned long delay)
{
	return queue_delayed_work_on(cpu, system_wq, dwork, delay);
}

static inline void flush_scheduled_work(void)
{
	flush_workqueue(system_wq);
}

#define work_pending(w) ((w)->pending != 0)
#define delayed_work_pending(w) work_pending(&(w)->work)

#endif /* DOCK_SINCE_2_6_20 */
#endif
