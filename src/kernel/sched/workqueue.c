/* SPDX-License-Identifier: MIT */
/*
 * Work queues: one worker task each, which runs the queued work in order. It
 * is made when the first work comes, so that a run without work has none.
 */
#include <linux/completion.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/wait.h>
#include <linux/workqueue.h>
#include "check/stack.h"
#include "host/mem.h"
#include "kernel/leftover.h"
#include "kernel/mm/slab.h"
#include "kernel/sched/sched.h"
#include "kernel/sched/workqueue.h"

struct workqueue_struct {
	struct list_head all;
	unsigned int made_at; /* a kept stack */
	char name[24];
	struct list_head works;
	struct task_struct *worker;
	struct work_struct *running;
	unsigned long function; /* of the running one, which may be freed by it */
	bool going;
	unsigned long done; /* works finished so far */
	wait_queue_head_t more, finished;
};

static struct workqueue_struct shared = {
	.name = "events",
	.works = LIST_HEAD_INIT(shared.works),
	.more = __WAIT_QUEUE_HEAD_INITIALIZER(shared.more),
	.finished = __WAIT_QUEUE_HEAD_INITIALIZER(shared.finished),
};
struct workqueue_struct *system_wq = &shared;
EXPORT_SYMBOL(system_wq);
struct workqueue_struct *system_long_wq = &shared;
EXPORT_SYMBOL(system_long_wq);
struct workqueue_struct *system_unbound_wq = &shared;
EXPORT_SYMBOL(system_unbound_wq);

static int worker_main(void *arg)
{
	struct workqueue_struct *wq = arg;

	for (;;) {
		struct work_struct *work;

		wait_event(wq->more, !list_empty(&wq->works) || wq->going);
		if (list_empty(&wq->works))
			break;
		work = list_first_entry(&wq->works, struct work_struct, entry);
		list_del_init(&work->entry);
		work->pending = 0;
		wq->running = work;
		wq->function = (unsigned long)work->func;
		work->func(work); /* may free the work, or queue it again */
		wq->running = NULL;
		wq->done++;
		wake_up_all(&wq->finished);
	}
	wq->worker = NULL;
	/* destroy_workqueue() frees the queue when it sees that. */
	dock_wake_up_now(&wq->finished, TASK_NORMAL, 0, NULL);
	return 0;
}

/* work->pending of one that is being cancelled: nobody queues it, not even itself. */
#define CANCELLING 2

static bool idle(const struct workqueue_struct *wq)
{
	return !wq->running && list_empty(&wq->works);
}

bool queue_work(struct workqueue_struct *wq, struct work_struct *work)
{
	if (work->pending)
		return false;
	work->pending = 1;
	work->wq = wq;
	list_add_tail(&work->entry, &wq->works);
	if (!wq->worker) {
		wq->worker = dock_task_spawn(wq->name, worker_main, wq);
		if (wq->worker && wq == &shared)
			dock_slab_own(wq->worker); /* it outlives the driver that woke it */
	}
	wake_up(&wq->more);
	return true;
}
EXPORT_SYMBOL(queue_work);

/* When @last and all that is queued before it has been done; NULL: all that is
 * queued now. In the measure of wq->done. */
static unsigned long done_with(const struct workqueue_struct *wq, const struct work_struct *last)
{
	unsigned long n = wq->done + (wq->running != NULL);
	const struct work_struct *work;

	if (last && !last->pending)
		return n;
	list_for_each_entry(work, &wq->works, entry) {
		n++;
		if (work == last)
			break;
	}
	return n;
}

/* Not longer: one that queues itself again is never over. */
static void wait_for(struct workqueue_struct *wq, const struct work_struct *last)
{
	unsigned long until = done_with(wq, last);

	wait_event(wq->finished, idle(wq) || (long)(wq->done - until) >= 0);
}

void flush_workqueue(struct workqueue_struct *wq)
{
	wait_for(wq, NULL);
}
EXPORT_SYMBOL(flush_workqueue);

static void drain(struct workqueue_struct *wq)
{
	wait_event(wq->finished, idle(wq));
}

static bool work_busy_on(const struct work_struct *work)
{
	return work->pending || (work->wq && work->wq->running == work);
}

bool flush_work(struct work_struct *work)
{
	if (!work->wq || !work_busy_on(work))
		return false;
	wait_for(work->wq, work);
	return true;
}
EXPORT_SYMBOL(flush_work);

static bool take_back(struct work_struct *work)
{
	if (!work->pending || list_empty(&work->entry))
		return false;
	list_del_init(&work->entry);
	work->pending = 0;
	return true;
}

bool cancel_work_sync(struct work_struct *work)
{
	bool was_pending = take_back(work);

	if (work->wq && current != work->wq->worker) {
		work->pending = CANCELLING;
		wait_event(work->wq->finished, work->wq->running != work);
		work->pending = 0;
	}
	return was_pending;
}
EXPORT_SYMBOL(cancel_work_sync);

/* --- delayed work: pending from the moment it is asked for --- */

void delayed_work_timer_fn(struct timer_list *t)
{
	struct delayed_work *dwork = from_timer(dwork, t, timer);

	dwork->work.pending = 0;
	queue_work(dwork->wq, &dwork->work);
}
EXPORT_SYMBOL(delayed_work_timer_fn);

bool queue_delayed_work(struct workqueue_struct *wq, struct delayed_work *dwork,
			unsigned long delay)
{
	if (dwork->work.pending)
		return false;
	if (!delay)
		return queue_work(wq, &dwork->work);
	dwork->work.pending = 1;
	dwork->work.wq = wq;
	dwork->wq = wq;
	mod_timer(&dwork->timer, jiffies + delay);
	return true;
}
EXPORT_SYMBOL(queue_delayed_work);

bool cancel_delayed_work(struct delayed_work *dwork)
{
	if (!del_timer(&dwork->timer))
		return take_back(&dwork->work);
	dwork->work.pending = 0;
	return true;
}
EXPORT_SYMBOL(cancel_delayed_work);

bool cancel_delayed_work_sync(struct delayed_work *dwork)
{
	bool was_pending = cancel_delayed_work(dwork);

	cancel_work_sync(&dwork->work);
	return was_pending;
}
EXPORT_SYMBOL(cancel_delayed_work_sync);

bool mod_delayed_work(struct workqueue_struct *wq, struct delayed_work *dwork,
		      unsigned long delay)
{
	bool was_pending = cancel_delayed_work(dwork);

	queue_delayed_work(wq, dwork, delay);
	return was_pending;
}
EXPORT_SYMBOL(mod_delayed_work);

bool flush_delayed_work(struct delayed_work *dwork)
{
	if (del_timer_sync(&dwork->timer)) {
		dwork->work.pending = 0;
		queue_work(dwork->wq, &dwork->work);
	}
	return flush_work(&dwork->work);
}
EXPORT_SYMBOL(flush_delayed_work);

/* --- queues of the driver's own --- */

static LIST_HEAD(all_queues);

struct workqueue_struct *alloc_workqueue(const char *fmt, unsigned int flags, int max_active, ...)
{
	struct workqueue_struct *wq = host_alloc(sizeof(*wq));
	va_list args;

	va_start(args, max_active);
	vsnprintf(wq->name, sizeof(wq->name), fmt, args);
	va_end(args);
	INIT_LIST_HEAD(&wq->works);
	init_waitqueue_head(&wq->more);
	init_waitqueue_head(&wq->finished);
	wq->made_at = dock_stack_keep();
	list_add_tail(&wq->all, &all_queues);
	return wq;
}
EXPORT_SYMBOL(alloc_workqueue);

void destroy_workqueue(struct workqueue_struct *wq)
{
	drain(wq);
	wq->going = true;
	wake_up(&wq->more);
	wait_event(wq->finished, !wq->worker);
	list_del(&wq->all);
	host_free(wq);
}
EXPORT_SYMBOL(destroy_workqueue);

void dock_workqueue_end(void)
{
	drain(&shared);
	shared.going = true;
	wake_up(&shared.more);
	wait_event(shared.finished, !shared.worker);
}

/* --- what is left --- */

static bool worker_abandon(struct workqueue_struct *wq)
{
	if (wq->worker)
		dock_task_abandon(wq->worker);
	wq->worker = NULL;
	wq->running = NULL;
	return true;
}

/* A work in the shared queue: the memory of those that wait is there still. */
static void report_works(unsigned long base, unsigned long len, const char *module)
{
	struct work_struct *work, *next;

	if (shared.running && shared.function - base < len && worker_abandon(&shared))
		dock_leftover_report(module, "work that is not done", NULL, shared.function,
				     "queued", 0);
	list_for_each_entry_safe(work, next, &shared.works, entry) {
		if ((unsigned long)work->func - base >= len)
			continue;
		dock_leftover_report(module, "work that waits", NULL, (unsigned long)work->func,
				     "queued", 0);
		take_back(work);
	}
}

void dock_workqueue_report_leaks(unsigned long base, unsigned long len, const char *module)
{
	struct workqueue_struct *wq, *next;

	list_for_each_entry_safe(wq, next, &all_queues, all) {
		if (dock_stack_driver_pc(wq->made_at) - base >= len)
			continue;
		dock_leftover_report(module, "a work queue", wq->name, 0, "made", wq->made_at);
		/* The queue itself stays: others may have it. */
		worker_abandon(wq);
		list_del_init(&wq->all);
	}
	report_works(base, len, module);
}
