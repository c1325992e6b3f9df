/* SPDX-License-Identifier: MIT */
/* Waiting until files are ready: see poll.h. */
#include "kernel/fs/poll.h"

#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/poll.h>
#include <linux/sched.h>
#include <linux/wait.h>
#include "core/breaks.h"
#include "host/mem.h"
#include "kernel/sched/sched.h"
#include "machine/clock.h"

#define ALWAYS (EPOLLERR | EPOLLHUP)
#define CALL_NS 200

struct poller;

/* A queue that a driver has named. */
struct entry {
	struct entry *next;
	struct poller *poller;
	struct wait_queue_head *wq;
	struct wait_queue_entry wait;
	__poll_t key;
};

struct poller {
	poll_table table;
	struct task_struct *task;
	struct entry *entries;
	bool woken, timed_out;
};

static void wake(struct poller *p)
{
	p->woken = true;
	dock_try_to_wake(p->task, TASK_NORMAL);
}

static int on_wake(struct wait_queue_entry *wait, unsigned int mode, int flags, void *key)
{
	struct entry *e = container_of(wait, struct entry, wait);

	if (key && !(key_to_poll(key) & e->key))
		return 0;
	wake(e->poller);
	return 1;
}

static void on_timeout(void *arg)
{
	struct poller *p = arg;

	p->timed_out = true;
	wake(p);
}

static void add_queue(struct file *file, wait_queue_head_t *wq, poll_table *table)
{
	struct poller *p = container_of(table, struct poller, table);
	struct entry *e = host_alloc(sizeof(*e));

	e->poller = p;
	e->wq = wq;
	e->key = table->_key;
	init_waitqueue_func_entry(&e->wait, on_wake);
	add_wait_queue(wq, &e->wait);
	e->next = p->entries;
	p->entries = e;
}

static void drop_queues(struct poller *p)
{
	while (p->entries) {
		struct entry *e = p->entries;

		p->entries = e->next;
		remove_wait_queue(e->wq, &e->wait);
		host_free(e);
	}
}

static __poll_t ask(struct file *file, poll_table *table)
{
	if (!file->f_op->poll)
		return DOCK_BREAK("poll-is-ready") || DOCK_BREAK("polled") ? EPOLLIN | EPOLLRDNORM : DEFAULT_POLLMASK;
	return file->f_op->poll(file, table);
}

/* Ask everybody once. Whoever is asked after one that is ready need not be
 * waited for. */
static long ask_all(struct dock_poll *d, struct poller *p)
{
	long ready = 0;
	int err;

	for (unsigned int i = 0; i < d->n; i++) {
		struct dock_polled *item = &d->items[i];

		if (!item->file)
			continue;
		p->table._key = item->events | ALWAYS;
		item->revents = ask(item->file, &p->table) & (item->events | ALWAYS);
		if (item->revents)
			p->table._qproc = NULL;
	}
	err = d->look ? d->look(d->arg) : 0;
	if (err)
		return err;
	for (unsigned int i = 0; i < d->n; i++)
		ready += d->items[i].revents != 0;
	return ready;
}

static unsigned long now_ns(const struct dock_poll *d)
{
	return d->host_time ? host_clock_ns() : dock_clock_now();
}

/* Until a queue, a signal, the time or somebody else wakes it. */
static void sleep(struct poller *p)
{
	set_current_state(TASK_INTERRUPTIBLE);
	if (!p->woken)
		schedule();
	__set_current_state(TASK_RUNNING);
	p->woken = false;
}

static long wait_for_one(struct dock_poll *d, struct poller *p, unsigned long end_ns)
{
	for (;;) {
		long ready = ask_all(d, p);

		p->table._qproc = NULL;
		if (ready || p->timed_out || !d->timeout_ns)
			return ready;
		if (signal_pending(current))
			return -ERESTARTNOHAND;
		sleep(p);
		p->timed_out |= d->host_time && now_ns(d) >= end_ns;
	}
}

long dock_poll(struct dock_poll *d)
{
	struct poller p = {.task = current};
	bool ends = d->timeout_ns && d->timeout_ns != DOCK_NEVER;
	unsigned long end_ns = ends ? now_ns(d) + d->timeout_ns : DOCK_NEVER, now;
	struct dock_event *alarm = NULL;
	long ready;

	dock_switch_point(CALL_NS);
	if (d->timeout_ns)
		p.table._qproc = add_queue;
	if (ends && !d->host_time)
		alarm = dock_event_add(end_ns, on_timeout, &p);
	ready = wait_for_one(d, &p, end_ns);
	drop_queues(&p);
	if (alarm && !p.timed_out)
		dock_event_cancel(alarm);
	now = now_ns(d);
	if (ends)
		d->timeout_ns = now < end_ns ? end_ns - now : 0;
	return ready;
}
