/* SPDX-License-Identifier: MIT */
/*
 * Threads that do work one after another. Everything here happens between two
 * switch points; the lock of the worker is only there because drivers see it.
 */
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kthread.h>
#include <linux/slab.h>
#include "kernel/sched/sched.h"

void kthread_init_worker(struct kthread_worker *worker)
{
	memset(worker, 0, sizeof(*worker));
	raw_spin_lock_init(&worker->lock);
	INIT_LIST_HEAD(&worker->work_list);
	INIT_LIST_HEAD(&worker->delayed_work_list);
}
EXPORT_SYMBOL(kthread_init_worker);

static void run_first(struct kthread_worker *worker)
{
	struct kthread_work *work =
		list_first_entry(&worker->work_list, struct kthread_work, node);

	list_del_init(&work->node);
	worker->current_work = work;
	work->func(work); /* may free the work, or queue it again */
	worker->current_work = NULL;
}

int kthread_worker_fn(void *worker_ptr)
{
	struct kthread_worker *worker = worker_ptr;

	worker->task = current;
	for (;;) {
		set_current_state(TASK_INTERRUPTIBLE);
		if (kthread_should_stop()) {
			__set_current_state(TASK_RUNNING);
			worker->task = NULL;
			return 0;
		}
		if (list_empty(&worker->work_list)) {
			schedule();
			continue;
		}
		__set_current_state(TASK_RUNNING);
		run_first(worker);
		cond_resched();
	}
}
EXPORT_SYMBOL(kthread_worker_fn);

static struct kthread_worker *create(int cpu, unsigned int flags, const char *fmt,
				     va_list args)
{
	struct kthread_worker *worker = kzalloc(sizeof(*worker), GFP_KERNEL);
	char name[TASK_COMM_LEN];
	struct task_struct *t;

	if (!worker)
		return ERR_PTR(-ENOMEM);
	kthread_init_worker(worker);
	worker->flags = flags;
	vsnprintf(name, sizeof(name), fmt, args);
	t = kthread_create(kthread_worker_fn, worker, "%s", name);
	if (IS_ERR(t)) {
		kfree(worker);
		return ERR_CAST(t);
	}
	if (cpu >= 0)
		kthread_bind(t, (unsigned int)cpu);
	worker->task = t;
	wake_up_process(t);
	return worker;
}

struct kthread_worker *kthread_create_worker(unsigned int flags, const char *namefmt, ...)
{
	struct kthread_worker *worker;
	va_list args;

	va_start(args, namefmt);
	worker = create(-1, flags, namefmt, args);
	va_end(args);
	return worker;
}
EXPORT_SYMBOL(kthread_create_worker);

struct kthread_worker *kthread_create_worker_on_cpu(int cpu, unsigned int flags,
						    const char *namefmt, ...)
{
	struct kthread_worker *worker;
	va_list args;

	va_start(args, namefmt);
	worker = create(cpu, flags, namefmt, args);
	va_end(args);
	return worker;
}
EXPORT_SYMBOL(kthread_create_worker_on_cpu);

void kthread_destroy_worker(struct kthread_worker *worker)
{
	struct task_struct *t = worker->task;

	if (WARN_ON(!t))
		return;
	kthread_flush_worker(worker);
	kthread_stop(t);
	WARN_ON(!list_empty(&worker->work_list));
	kfree(worker);
}
EXPORT_SYMBOL(kthread_destroy_worker);

static void insert(struct kthread_worker *worker, struct kthread_work *work)
{
	list_add_tail(&work->node, &worker->work_list);
	work->worker = worker;
	if (worker->task)
		wake_up_process(worker->task);
}

static bool may_queue(const struct kthread_work *work)
{
	return list_empty(&work->node) && !work->canceling;
}

bool kthread_queue_work(struct kthread_worker *worker, struct kthread_work *work)
{
	dock_switch_point(50);
	if (!may_queue(work))
		return false;
	insert(worker, work);
	return true;
}
EXPORT_SYMBOL(kthread_queue_work);

/* --- delayed work stands in its worker's other list until the timer fires --- */

void kthread_delayed_work_timer_fn(struct timer_list *t)
{
	struct kthread_delayed_work *dwork = from_timer(dwork, t, timer);

	list_del_init(&dwork->work.node);
	if (!dwork->work.canceling)
		insert(dwork->work.worker, &dwork->work);
}
EXPORT_SYMBOL(kthread_delayed_work_timer_fn);

static void insert_delayed(struct kthread_worker *worker,
			   struct kthread_delayed_work *dwork, unsigned long delay)
{
	if (!delay) {
		insert(worker, &dwork->work);
		return;
	}
	dwork->work.worker = worker;
	list_add(&dwork->work.node, &worker->delayed_work_list);
	mod_timer(&dwork->timer, jiffies + delay);
}

bool kthread_queue_delayed_work(struct kthread_worker *worker,
				struct kthread_delayed_work *dwork, unsigned long delay)
{
	dock_switch_point(50);
	if (!may_queue(&dwork->work))
		return false;
	insert_delayed(worker, dwork, delay);
	return true;
}
EXPORT_SYMBOL(kthread_queue_delayed_work);

static bool take_back(struct kthread_work *work)
{
	if (list_empty(&work->node))
		return false;
	list_del_init(&work->node);
	return true;
}

bool kthread_mod_delayed_work(struct kthread_worker *worker,
			      struct kthread_delayed_work *dwork, unsigned long delay)
{
	bool was_pending;

	dock_switch_point(50);
	if (dwork->work.canceling)
		return true;
	del_timer(&dwork->timer);
	was_pending = take_back(&dwork->work);
	insert_delayed(worker, dwork, delay);
	return was_pending;
}
EXPORT_SYMBOL(kthread_mod_delayed_work);

/* --- waiting --- */

struct flush_work {
	struct kthread_work work;
	struct completion done;
};

static void flush_fn(struct kthread_work *work)
{
	complete(&container_of(work, struct flush_work, work)->done);
}

void kthread_flush_work(struct kthread_work *work)
{
	struct flush_work flush;
	struct kthread_worker *worker = work->worker;

	might_sleep();
	if (!worker || (list_empty(&work->node) && worker->current_work != work))
		return;
	kthread_init_work(&flush.work, flush_fn);
	init_completion(&flush.done);
	flush.work.worker = worker;
	if (list_empty(&work->node))
		list_add(&flush.work.node, &worker->work_list);
	else
		list_add(&flush.work.node, &work->node);
	if (worker->task)
		wake_up_process(worker->task);
	wait_for_completion(&flush.done);
}
EXPORT_SYMBOL(kthread_flush_work);

void kthread_flush_worker(struct kthread_worker *worker)
{
	struct flush_work flush;

	kthread_init_work(&flush.work, flush_fn);
	init_completion(&flush.done);
	kthread_queue_work(worker, &flush.work);
	wait_for_completion(&flush.done);
}
EXPORT_SYMBOL(kthread_flush_worker);

bool kthread_cancel_work_sync(struct kthread_work *work)
{
	bool was_pending = take_back(work);

	if (work->worker && work->worker->current_work == work) {
		work->canceling++;
		kthread_flush_work(work);
		work->canceling--;
	}
	return was_pending;
}
EXPORT_SYMBOL(kthread_cancel_work_sync);

bool kthread_cancel_delayed_work_sync(struct kthread_delayed_work *dwork)
{
	del_timer_sync(&dwork->timer);
	return kthread_cancel_work_sync(&dwork->work);
}
EXPORT_SYMBOL(kthread_cancel_delayed_work_sync);
