/* SPDX-License-Identifier: MIT */
/* Wait queues and completions. */
#include <linux/completion.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/wait.h>
#include "core/breaks.h"
#include "kernel/sched/sched.h"

int default_wake_function(struct wait_queue_entry *e, unsigned int mode, int flags, void *key)
{
	return dock_try_to_wake(e->private, mode);
}
EXPORT_SYMBOL(default_wake_function);

int autoremove_wake_function(struct wait_queue_entry *e, unsigned int mode, int flags, void *key)
{
	int woken = default_wake_function(e, mode, flags, key);

	if (woken)
		list_del_init(&e->entry);
	return woken;
}
EXPORT_SYMBOL(autoremove_wake_function);

void add_wait_queue(struct wait_queue_head *wq, struct wait_queue_entry *e)
{
	e->flags &= ~WQ_FLAG_EXCLUSIVE;
	list_add(&e->entry, &wq->head);
}
EXPORT_SYMBOL(add_wait_queue);

void add_wait_queue_exclusive(struct wait_queue_head *wq, struct wait_queue_entry *e)
{
	e->flags |= WQ_FLAG_EXCLUSIVE;
	list_add_tail(&e->entry, &wq->head);
}
EXPORT_SYMBOL(add_wait_queue_exclusive);

void remove_wait_queue(struct wait_queue_head *wq, struct wait_queue_entry *e)
{
	list_del(&e->entry);
}
EXPORT_SYMBOL(remove_wait_queue);

void prepare_to_wait(struct wait_queue_head *wq, struct wait_queue_entry *e, int state)
{
	e->flags &= ~WQ_FLAG_EXCLUSIVE;
	if (list_empty(&e->entry))
		list_add(&e->entry, &wq->head);
	set_current_state(state);
}
EXPORT_SYMBOL(prepare_to_wait);

bool prepare_to_wait_exclusive(struct wait_queue_head *wq, struct wait_queue_entry *e, int state)
{
	bool was_empty = false;

	e->flags |= WQ_FLAG_EXCLUSIVE;
	if (list_empty(&e->entry)) {
		was_empty = list_empty(&wq->head);
		list_add_tail(&e->entry, &wq->head);
	}
	set_current_state(state);
	return was_empty;
}
EXPORT_SYMBOL(prepare_to_wait_exclusive);

static bool signal_ends(int state)
{
	return ((state & TASK_INTERRUPTIBLE) && signal_pending(current)) ||
	       ((state & TASK_WAKEKILL) && fatal_signal_pending(current));
}

/* Planted: one kind of sleep ends with EINTR. Who was killed has news from the host. */
static bool is_interrupted(int state)
{
	bool killed = current->dock->unparked;

	if (state & TASK_INTERRUPTIBLE)
		return killed ? DOCK_BREAK("killed-in-interruptible")
			      : fatal_signal_pending(current) &&
					DOCK_BREAK("terminated-in-interruptible");
	if (!killed)
		return DOCK_BREAK("terminated-in-killable");
	return (DOCK_BREAK("killed-in-killable") && !signal_pending(current) &&
		!current->dock->nr_held) ||
	       (DOCK_BREAK("exec-ends-sleeping-threads") && current->pid != current->tgid);
}

long prepare_to_wait_event(struct wait_queue_head *wq, struct wait_queue_entry *e, int state)
{
	if (signal_ends(state)) {
		list_del_init(&e->entry);
		return is_interrupted(state) ? -EINTR : -ERESTARTSYS;
	}
	if (list_empty(&e->entry)) {
		if (e->flags & WQ_FLAG_EXCLUSIVE)
			list_add_tail(&e->entry, &wq->head);
		else
			list_add(&e->entry, &wq->head);
	}
	set_current_state(state);
	return 0;
}
EXPORT_SYMBOL(prepare_to_wait_event);

void finish_wait(struct wait_queue_head *wq, struct wait_queue_entry *e)
{
	__set_current_state(TASK_RUNNING);
	if (!list_empty(&e->entry))
		list_del_init(&e->entry);
}
EXPORT_SYMBOL(finish_wait);

int dock_wake_up_now(struct wait_queue_head *wq, unsigned int mode, int nr, void *key)
{
	struct wait_queue_entry *e, *next;
	int woken = 0;

	list_for_each_entry_safe(e, next, &wq->head, entry) {
		unsigned int flags = e->flags;

		if (!e->func(e, mode, 0, key))
			continue;
		woken++;
		if ((flags & WQ_FLAG_EXCLUSIVE) && !--nr)
			break;
	}
	return woken;
}

int __wake_up(struct wait_queue_head *wq, unsigned int mode, int nr, void *key)
{
	dock_switch_point(20);
	return dock_wake_up_now(wq, mode, nr, key);
}
EXPORT_SYMBOL(__wake_up);

/* 0: timed out; < 0: a signal; else what is left of @timeout, at least 1. */
static long completion_wait(struct completion *x, long timeout, int state)
{
	long ret;

	might_sleep();
	if (x->done) {
		ret = timeout ? timeout : 1;
	} else {
		ret = __dock_wait(x->wait, x->done, state, timeout, 1);
		if (ret <= 0)
			return ret;
	}
	if (x->done != UINT_MAX)
		x->done--;
	return ret;
}

void wait_for_completion(struct completion *x)
{
	completion_wait(x, MAX_SCHEDULE_TIMEOUT, TASK_UNINTERRUPTIBLE);
}
EXPORT_SYMBOL(wait_for_completion);

int wait_for_completion_interruptible(struct completion *x)
{
	long ret = completion_wait(x, MAX_SCHEDULE_TIMEOUT, TASK_INTERRUPTIBLE);

	return ret < 0 ? (int)ret : 0;
}
EXPORT_SYMBOL(wait_for_completion_interruptible);

int wait_for_completion_killable(struct completion *x)
{
	long ret = completion_wait(x, MAX_SCHEDULE_TIMEOUT, TASK_KILLABLE);

	return ret < 0 ? (int)ret : 0;
}
EXPORT_SYMBOL(wait_for_completion_killable);

unsigned long wait_for_completion_timeout(struct completion *x, unsigned long timeout)
{
	return (unsigned long)completion_wait(x, (long)timeout, TASK_UNINTERRUPTIBLE);
}
EXPORT_SYMBOL(wait_for_completion_timeout);

long wait_for_completion_interruptible_timeout(struct completion *x, unsigned long timeout)
{
	return completion_wait(x, (long)timeout, TASK_INTERRUPTIBLE);
}
EXPORT_SYMBOL(wait_for_completion_interruptible_timeout);

bool try_wait_for_completion(struct completion *x)
{
	if (!x->done)
		return false;
	if (x->done != UINT_MAX)
		x->done--;
	return true;
}
EXPORT_SYMBOL(try_wait_for_completion);

bool completion_done(struct completion *x)
{
	return x->done != 0;
}
EXPORT_SYMBOL(completion_done);

/* Who waits may free @x as soon as it sees that it is done: from there on
 * nobody else runs before we have let go of it. */
void complete(struct completion *x)
{
	dock_switch_point(20);
	if (x->done != UINT_MAX)
		x->done++;
	dock_wake_up_now(&x->wait, TASK_NORMAL, 1, NULL);
}
EXPORT_SYMBOL(complete);

void complete_all(struct completion *x)
{
	dock_switch_point(20);
	x->done = UINT_MAX;
	dock_wake_up_now(&x->wait, TASK_NORMAL, 0, NULL);
}
EXPORT_SYMBOL(complete_all);
