/* SPDX-License-Identifier: MIT */
/*
 * Work queues. Work begins in the order of queueing, up to max_active at once, each
 * in a worker of its own; works for one processor have workers bound to it. Workers
 * are made when work comes and none is free, so that a run without work has none.
 */
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/wait.h>
#include <linux/workqueue.h>
#include "check/stack.h"
#include "host/mem.h"
#include "kernel/leftover.h"
#include "kernel/mm/slab.h"
#include "kernel/sched/sched.h"
#include "kernel/sched/workqueue.h"

/* Tasks of a queue: they take what waits, the first that they may. */
struct worker {
	struct list_head list;
	struct workqueue_struct *wq;
	struct task_struct *task;
	int cpu; /* that it is bound to; WORK_CPU_UNBOUND: none */
	struct work_struct *running;
	unsigned long function, serial; /* of that, which may be freed by now */
};

struct workqueue_struct {
	struct list_head all;
	unsigned int made_at; /* a kept stack */
	char name[24];
	struct list_head works, workers;
	unsigned int nr_running, max_active; /* the latter on each processor */
	bool is_shared, is_unbound, going;
	wait_queue_head_t more, finished;
};

/* Works have numbers, in the order of queueing. */
static unsigned long last_serial;

#define SHARED(i, title, unbound)						\
	[i] = { .name = title, .is_shared = true, .is_unbound = (unbound),	\
		.max_active = WQ_DFL_ACTIVE,					\
		.works = LIST_HEAD_INIT(shared[i].works),			\
		.workers = LIST_HEAD_INIT(shared[i].workers),			\
		.more = __WAIT_QUEUE_HEAD_INITIALIZER(shared[i].more),		\
		.finished = __WAIT_QUEUE_HEAD_INITIALIZER(shared[i].finished) }
static struct workqueue_struct shared[] = {
	SHARED(0, "events", false),
	SHARED(1, "events_highpri", false),
	SHARED(2, "events_long", false),
	SHARED(3, "events_unbound", true),
	SHARED(4, "events_freezable", false),
	SHARED(5, "events_power_efficient", false),
};
struct workqueue_struct *system_wq = &shared[0];
EXPORT_SYMBOL(system_wq);
struct workqueue_struct *system_highpri_wq = &shared[1];
EXPORT_SYMBOL_GPL(system_highpri_wq);
struct workqueue_struct *system_long_wq = &shared[2];
EXPORT_SYMBOL_GPL(system_long_wq);
struct workqueue_struct *system_unbound_wq = &shared[3];
EXPORT_SYMBOL_GPL(system_unbound_wq);
struct workqueue_struct *system_freezable_wq = &shared[4];
EXPORT_SYMBOL_GPL(system_freezable_wq);
struct workqueue_struct *system_power_efficient_wq = &shared[5];
EXPORT_SYMBOL_GPL(system_power_efficient_wq);

/* --- workers --- */

/* Does a worker run @work? One that was queued up to @serial. */
static bool runs(const struct workqueue_struct *wq, const struct work_struct *work,
		 unsigned long serial)
{
	const struct worker *w;

	list_for_each_entry(w, &wq->workers, list)
		if (w->running == work && w->serial <= serial)
			return true;
	return false;
}

static unsigned int running_on(const struct workqueue_struct *wq, int cpu)
{
	const struct worker *w;
	unsigned int n = 0;

	list_for_each_entry(w, &wq->workers, list)
		n += w->cpu == cpu && w->running;
	return n;
}

/* No work runs twice at once, however often it is queued. */
static struct work_struct *next_for(const struct worker *w)
{
	const struct workqueue_struct *wq = w->wq;
	struct work_struct *work;

	if (running_on(wq, w->cpu) >= wq->max_active)
		return NULL;
	list_for_each_entry(work, &wq->works, entry)
		if (work->cpu == w->cpu && !runs(wq, work, ~0UL))
			return work;
	return NULL;
}

static void run(struct worker *w, struct work_struct *work)
{
	struct workqueue_struct *wq = w->wq;

	list_del_init(&work->entry);
	work->pending = 0;
	w->running = work;
	w->function = (unsigned long)work->func;
	w->serial = work->serial;
	wq->nr_running++;
	work->func(work); /* may free the work, or queue it again */
	wq->nr_running--;
	w->running = NULL;
	if (!list_empty(&wq->works))
		wake_up_all(&wq->more);
	wake_up_all(&wq->finished);
}

static int worker_main(void *arg)
{
	struct worker *w = arg;
	struct workqueue_struct *wq = w->wq;
	struct work_struct *work;

	for (;;) {
		wait_event(wq->more, (work = next_for(w)) || wq->going);
		if (!work)
			break;
		run(w, work);
	}
	list_del(&w->list);
	host_free(w);
	/* destroy_workqueue() frees the queue when it sees that. */
	dock_wake_up_now(&wq->finished, TASK_NORMAL, 0, NULL);
	return 0;
}

static void worker_new(struct workqueue_struct *wq, int cpu)
{
	struct worker *w = host_alloc(sizeof(*w));

	w->wq = wq;
	w->cpu = cpu;
	w->task = dock_task_create(wq->name, worker_main, w);
	if (!w->task) {
		host_free(w); /* the work waits for another worker */
		return;
	}
	if (cpu != WORK_CPU_UNBOUND) {
		w->task->dock->cpus = 1UL << cpu;
		w->task->nr_cpus_allowed = 1;
		w->task->flags |= PF_NO_SETAFFINITY;
	}
	if (wq->is_shared)
		dock_slab_own(w->task); /* it outlives the driver that woke it */
	list_add_tail(&w->list, &wq->workers);
	wake_up_process(w->task);
}

/* As many as could run at once: a work may wait for the next one. */
static void enough_workers(struct workqueue_struct *wq, int cpu)
{
	unsigned int waiting = 0, free = 0, busy = 0;
	const struct work_struct *work;
	const struct worker *w;

	list_for_each_entry(work, &wq->works, entry)
		waiting += work->cpu == cpu;
	list_for_each_entry(w, &wq->workers, list) {
		if (w->cpu != cpu)
			continue;
		if (w->running)
			busy++;
		else
			free++;
	}
	if (free < waiting && busy + free < wq->max_active)
		worker_new(wq, cpu);
}

/* work->pending of one that is being cancelled: nobody queues it, not even itself. */
#define CANCELLING 2

static bool idle(const struct workqueue_struct *wq)
{
	return !wq->nr_running && list_empty(&wq->works);
}

bool queue_work_on(int cpu, struct workqueue_struct *wq, struct work_struct *work)
{
	if (work->pending)
		return false;
	/* Where it is queued, unless the queue leaves it open. */
	if (cpu == WORK_CPU_UNBOUND && !wq->is_unbound)
		cpu = dock_cpu->id;
	work->pending = 1;
	work->wq = wq;
	work->cpu = cpu;
	work->serial = ++last_serial;
	list_add_tail(&work->entry, &wq->works);
	enough_workers(wq, cpu);
	wake_up_all(&wq->more);
	return true;
}
EXPORT_SYMBOL(queue_work_on);

bool queue_work(struct workqueue_struct *wq, struct work_struct *work)
{
	return queue_work_on(WORK_CPU_UNBOUND, wq, work);
}
EXPORT_SYMBOL(queue_work);

/* Has each work (NULL) or this one, as it was queued up to @serial, been done? */
static bool is_done(const struct workqueue_struct *wq, const struct work_struct *only,
		    unsigned long serial)
{
	const struct work_struct *work;
	const struct worker *w;

	list_for_each_entry(work, &wq->works, entry)
		if ((!only || work == only) && work->serial <= serial)
			return false;
	list_for_each_entry(w, &wq->workers, list)
		if (w->running && (!only || w->running == only) && w->serial <= serial)
			return false;
	return true;
}

/* Not longer: one that queues itself again is never over. */
static void wait_for(struct workqueue_struct *wq, const struct work_struct *only)
{
	unsigned long serial = last_serial;

	wait_event(wq->finished, is_done(wq, only, serial));
}

void flush_workqueue(struct workqueue_struct *wq)
{
	wait_for(wq, NULL);
}
EXPORT_SYMBOL(flush_workqueue);

void drain_workqueue(struct workqueue_struct *wq)
{
	wait_event(wq->finished, idle(wq));
}
EXPORT_SYMBOL_GPL(drain_workqueue);

bool flush_work(struct work_struct *work)
{
	if (!work->wq || is_done(work->wq, work, last_serial))
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
	wake_up_all(&work->wq->finished);
	return true;
}

bool cancel_work(struct work_struct *work)
{
	return take_back(work);
}
EXPORT_SYMBOL(cancel_work);

static bool is_mine(const struct work_struct *work)
{
	const struct worker *w;

	list_for_each_entry(w, &work->wq->workers, list)
		if (w->task == current && w->running == work)
			return true;
	return false;
}

bool cancel_work_sync(struct work_struct *work)
{
	bool was_pending = take_back(work);

	if (work->wq && !is_mine(work)) {
		work->pending = CANCELLING;
		wait_event(work->wq->finished, !runs(work->wq, work, ~0UL));
		work->pending = 0;
	}
	return was_pending;
}
EXPORT_SYMBOL(cancel_work_sync);

int schedule_on_each_cpu(work_func_t func)
{
	struct work_struct *works = kcalloc(nr_cpu_ids, sizeof(*works), GFP_KERNEL);
	unsigned int cpu;

	if (!works)
		return -ENOMEM;
	for_each_online_cpu(cpu) {
		INIT_WORK(&works[cpu], func);
		schedule_work_on((int)cpu, &works[cpu]);
	}
	for_each_online_cpu(cpu)
		flush_work(&works[cpu]);
	kfree(works);
	return 0;
}
EXPORT_SYMBOL_GPL(schedule_on_each_cpu);

/* --- delayed work: pending from the moment it is asked for --- */

void delayed_work_timer_fn(struct timer_list *t)
{
	struct delayed_work *dwork = from_timer(dwork, t, timer);

	dwork->work.pending = 0;
	queue_work_on(dwork->cpu, dwork->wq, &dwork->work);
}
EXPORT_SYMBOL(delayed_work_timer_fn);

bool queue_delayed_work_on(int cpu, struct workqueue_struct *wq, struct delayed_work *dwork,
			   unsigned long delay)
{
	if (dwork->work.pending)
		return false;
	if (!delay)
		return queue_work_on(cpu, wq, &dwork->work);
	dwork->work.pending = 1;
	dwork->work.wq = wq;
	dwork->wq = wq;
	dwork->cpu = cpu;
	mod_timer(&dwork->timer, jiffies + delay);
	return true;
}
EXPORT_SYMBOL(queue_delayed_work_on);

bool queue_delayed_work(struct workqueue_struct *wq, struct delayed_work *dwork,
			unsigned long delay)
{
	return queue_delayed_work_on(WORK_CPU_UNBOUND, wq, dwork, delay);
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
		queue_work_on(dwork->cpu, dwork->wq, &dwork->work);
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
	wq->is_unbound = flags & WQ_UNBOUND;
	wq->max_active = max_active > 0 ? (unsigned int)max_active : WQ_DFL_ACTIVE;
	INIT_LIST_HEAD(&wq->works);
	INIT_LIST_HEAD(&wq->workers);
	init_waitqueue_head(&wq->more);
	init_waitqueue_head(&wq->finished);
	wq->made_at = dock_stack_keep();
	list_add_tail(&wq->all, &all_queues);
	return wq;
}
EXPORT_SYMBOL(alloc_workqueue);

static void end(struct workqueue_struct *wq)
{
	drain_workqueue(wq);
	wq->going = true;
	wake_up_all(&wq->more);
	wait_event(wq->finished, list_empty(&wq->workers));
}

void destroy_workqueue(struct workqueue_struct *wq)
{
	end(wq);
	list_del(&wq->all);
	host_free(wq);
}
EXPORT_SYMBOL(destroy_workqueue);

void dock_workqueue_end(void)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(shared); i++)
		end(&shared[i]);
}

/* --- what is left --- */

static void worker_abandon(struct worker *w)
{
	w->wq->nr_running -= w->running != NULL;
	dock_task_abandon(w->task);
	list_del(&w->list);
}

/* Work in a shared queue: the memory of what waits is there still. */
static void report_works(struct workqueue_struct *wq, unsigned long base, unsigned long len,
			 const char *module)
{
	struct work_struct *work, *wnext;
	struct worker *w, *next;

	list_for_each_entry_safe(w, next, &wq->workers, list) {
		if (!w->running || w->function - base >= len)
			continue;
		dock_leftover_report(module, "work that is not done", NULL, w->function,
				     "queued", 0);
		worker_abandon(w);
	}
	list_for_each_entry_safe(work, wnext, &wq->works, entry) {
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
		while (!list_empty(&wq->workers))
			worker_abandon(list_first_entry(&wq->workers, struct worker, list));
		list_del_init(&wq->all);
	}
	for (unsigned int i = 0; i < ARRAY_SIZE(shared); i++)
		report_works(&shared[i], base, len, module);
}
