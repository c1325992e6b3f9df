/* SPDX-License-Identifier: MIT */
/* Kernel threads, and threads that do work one after another. */
#ifndef _LINUX_KTHREAD_H
#define _LINUX_KTHREAD_H

#include <linux/err.h>
#include <linux/numa.h>
#include <linux/list.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/timer.h>

struct completion;
struct cpumask;

/* Born asleep: wake_up_process() starts it. @node says nothing here. */
extern struct task_struct *kthread_create_on_node(int (*fn)(void *), void *data, int node,
						  const char *fmt, ...)
	__dock(kthread_create_on_node) __attribute__((format(printf, 4, 5)));
/* @namefmt may have one %u: the processor. */
extern struct task_struct *kthread_create_on_cpu(int (*fn)(void *), void *data, unsigned int cpu,
						 const char *namefmt) __dock(kthread_create_on_cpu);
#define kthread_create(fn, data, fmt, ...) \
	kthread_create_on_node(fn, data, NUMA_NO_NODE, fmt, ##__VA_ARGS__)
#define kthread_run(fn, data, fmt, ...)						\
({										\
	struct task_struct *__k = kthread_create(fn, data, fmt, ##__VA_ARGS__);	\
	if (!IS_ERR(__k))							\
		wake_up_process(__k);						\
	__k;									\
})

static inline struct task_struct *kthread_run_on_cpu(int (*fn)(void *), void *data,
						     unsigned int cpu, const char *namefmt)
{
	struct task_struct *t = kthread_create_on_cpu(fn, data, cpu, namefmt);

	if (!IS_ERR(t))
		wake_up_process(t);
	return t;
}

#if DOCK_SINCE_5_8
/* The thread's copies from and to users are of @mm until kthread_unuse_mm(). The mm is
 * the caller's to hold. */
extern void kthread_use_mm(struct mm_struct *mm) __dock(kthread_use_mm);
extern void kthread_unuse_mm(struct mm_struct *mm) __dock(kthread_unuse_mm);
#endif
extern void kthread_bind(struct task_struct *t, unsigned int cpu) __dock(kthread_bind);
extern void kthread_bind_mask(struct task_struct *t, const struct cpumask *mask)
	__dock(kthread_bind_mask);
extern int kthread_stop(struct task_struct *t) __dock(kthread_stop);
extern bool kthread_should_stop(void) __dock(kthread_should_stop);
extern bool kthread_should_park(void) __dock(kthread_should_park);
extern bool kthread_freezable_should_stop(bool *was_frozen) __dock(kthread_freezable_should_stop);
extern int kthread_park(struct task_struct *t) __dock(kthread_park);
extern void kthread_unpark(struct task_struct *t) __dock(kthread_unpark);
extern void kthread_parkme(void) __dock(kthread_parkme);
extern void *kthread_data(struct task_struct *t) __dock(kthread_data);
extern void *kthread_func(struct task_struct *t) __dock(kthread_func);
extern void __noreturn kthread_exit(long result) __dock(kthread_exit);
extern void __noreturn kthread_complete_and_exit(struct completion *done, long result)
	__dock(kthread_complete_and_exit);

/* --- workers --- */

struct kthread_work;
typedef void (*kthread_work_func_t)(struct kthread_work *work);

#define KTW_FREEZABLE (1 << 0)

struct kthread_worker {
	unsigned int flags;
	raw_spinlock_t lock;
	struct list_head work_list;
	struct list_head delayed_work_list;
	struct task_struct *task;
	struct kthread_work *current_work;
};

struct kthread_work {
	struct list_head node;
	kthread_work_func_t func;
	struct kthread_worker *worker;
	int canceling;
};

struct kthread_delayed_work {
	struct kthread_work work;
	struct timer_list timer;
};

#define KTHREAD_WORKER_INIT(w)								\
	{ .lock = __RAW_SPIN_LOCK_UNLOCKED((w).lock),					\
	  .work_list = LIST_HEAD_INIT((w).work_list),					\
	  .delayed_work_list = LIST_HEAD_INIT((w).delayed_work_list) }
#define KTHREAD_WORK_INIT(w, fn) { .node = LIST_HEAD_INIT((w).node), .func = (fn) }
#define KTHREAD_DELAYED_WORK_INIT(d, fn)						\
	{ .work = KTHREAD_WORK_INIT((d).work, (fn)),					\
	  .timer = __TIMER_INITIALIZER(kthread_delayed_work_timer_fn, TIMER_IRQSAFE) }
#define DEFINE_KTHREAD_WORKER(w) struct kthread_worker w = KTHREAD_WORKER_INIT(w)
#define DEFINE_KTHREAD_WORK(w, fn) struct kthread_work w = KTHREAD_WORK_INIT(w, fn)
#define DEFINE_KTHREAD_DELAYED_WORK(d, fn) \
	struct kthread_delayed_work d = KTHREAD_DELAYED_WORK_INIT(d, fn)

extern void kthread_init_worker(struct kthread_worker *worker) __dock(kthread_init_worker);
#define kthread_init_work(w, fn)					\
	do {								\
		memset((w), 0, sizeof(struct kthread_work));		\
		INIT_LIST_HEAD(&(w)->node);				\
		(w)->func = (fn);					\
	} while (0)
#define kthread_init_delayed_work(d, fn)							\
	do {											\
		kthread_init_work(&(d)->work, (fn));						\
		dock_timer_setup(&(d)->timer, kthread_delayed_work_timer_fn, TIMER_IRQSAFE);		\
	} while (0)

extern int kthread_worker_fn(void *worker_ptr) __dock(kthread_worker_fn);
extern struct kthread_worker *kthread_create_worker(unsigned int flags, const char *namefmt, ...)
	__dock(kthread_create_worker) __attribute__((format(printf, 2, 3)));
extern struct kthread_worker *kthread_create_worker_on_cpu(int cpu, unsigned int flags,
							   const char *namefmt, ...)
	__dock(kthread_create_worker_on_cpu) __attribute__((format(printf, 3, 4)));
extern void kthread_destroy_worker(struct kthread_worker *worker) __dock(kthread_destroy_worker);
extern bool kthread_queue_work(struct kthread_worker *worker, struct kthread_work *work)
	__dock(kthread_queue_work);
extern bool kthread_queue_delayed_work(struct kthread_worker *worker,
				       struct kthread_delayed_work *dwork, unsigned long delay)
	__dock(kthread_queue_delayed_work);
extern bool kthread_mod_delayed_work(struct kthread_worker *worker,
				     struct kthread_delayed_work *dwork, unsigned long delay)
	__dock(kthread_mod_delayed_work);
extern void kthread_flush_work(struct kthread_work *work) __dock(kthread_flush_work);
extern void kthread_flush_worker(struct kthread_worker *worker) __dock(kthread_flush_worker);
extern bool kthread_cancel_work_sync(struct kthread_work *work) __dock(kthread_cancel_work_sync);
extern bool kthread_cancel_delayed_work_sync(struct kthread_delayed_work *work)
	__dock(kthread_cancel_delayed_work_sync);
extern void kthread_delayed_work_timer_fn(struct timer_list *t)
	__dock(kthread_delayed_work_timer_fn);

#endif
