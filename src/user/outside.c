/* SPDX-License-Identifier: MIT */
/*
 * News from the host: which thread has stopped, and which still run.
 *
 * Called by the scheduler, not on a thread's fiber.
 */
#include <linux/sched.h>
#include "core/breaks.h"
#include "host/mem.h"
#include "host/procfs.h"
#include "host/ptrace.h"
#include "kernel/sched/task.h"
#include "machine/clock.h"
#include "user/thread.h"

#define LOOK_EVERY_MS 20

static void take(const struct host_event *e)
{
	struct traced *t = dock_traced_find(e->tid);

	/* A child may stop before its parent's fork is seen; on_fork() finds it. */
	if (!t && e->stop != HOST_STOP_GONE)
		t = dock_traced_new(e->tid);
	if (!t)
		return;
	if (t->task || (e->stop != HOST_STOP_GONE && e->stop != HOST_STOP_EXITING))
		dock_traced_post(t, e);
	else if (e->stop == HOST_STOP_GONE && t->adopted)
		dock_traced_post(t, e); /* it is about to have a task */
	else if (e->stop == HOST_STOP_GONE)
		dock_traced_free(t); /* killed before it had a task */
	else
		host_tracee_run(t->tid, HOST_RUN, 0);
}

static bool anybody_forks(void)
{
	for (struct traced *t = dock_traced_threads; t; t = t->next)
		if (t->forking)
			return true;
	return false;
}

/* A process whose parent was killed before it could say that there is one would stay in
 * its first stop for ever. It has done nothing yet: the signal has come before it. (A
 * thread dies with its process.) */
static void kill_orphans(void)
{
	for (struct traced *t = dock_traced_threads; t; t = t->next) {
		int id, ns_id, tgid = -1;

		if (t->task || t->adopted || !t->has_event)
			continue;
		if (anybody_forks())
			return;
		host_proc_ns_ids(t->tid, &id, &ns_id, &tgid);
		if (tgid == t->tid)
			host_tracee_kill(tgid);
	}
}

static bool sleeps_interruptibly(const struct traced *t)
{
	return t->task && t->stopped && !t->parked && dock_task_interruptible(t->task);
}

static bool any_sleeps_interruptibly(void)
{
	for (struct traced *t = dock_traced_threads; t; t = t->next)
		if (sleeps_interruptibly(t))
			return true;
	return false;
}

/* Is there a signal that its task was not told of? */
static bool look_for_signal(struct traced *t)
{
	enum host_pending pending;

	if (!sleeps_interruptibly(t) || t->fatal_set)
		return false;
	pending = dock_traced_pending(t);
	if (pending == HOST_PENDING_NONE || (pending == HOST_PENDING_SOME && t->signal_set))
		return false;
	t->signal_set = true;
	t->fatal_set = pending == HOST_PENDING_FATAL ||
		       DOCK_BREAK("handled-signal-does-not-kill");
	dock_task_set_signal(t->task, true, t->fatal_set);
	return true;
}

/* A stopped thread does not report signals: ask for those that wait for it. */
static int look_for_signals(void)
{
	int n = 0;

	for (struct traced *t = dock_traced_threads; t; t = t->next)
		n += look_for_signal(t);
	return n;
}

/* They look at the host's part of their set, and at its clock. */
static int wake_pollers(void)
{
	int n = 0;

	for (struct traced *t = dock_traced_threads; t; t = t->next)
		if (t->looks && sleeps_interruptibly(t))
			n += wake_up_process(t->task);
	return n;
}

static int look_now_and_then(void)
{
	static unsigned long last_ns;
	unsigned long now = host_clock_ns();

	if (now - last_ns < LOOK_EVERY_MS * 1000000UL)
		return 0;
	last_ns = now;
	return look_for_signals() + wake_pollers();
}

/* Blocking for ever is right only if nothing but an event can change what the
 * machine does next: no signal for a sleeper, no virtual time that may move
 * once the programs have gone to sleep on the host. */
static int outside_wait(int timeout_ms)
{
	bool sleepers = any_sleeps_interruptibly();
	struct host_event e;
	int n = 0;

	kill_orphans();
	if (timeout_ms && (sleepers || dock_session_ends() || dock_event_next() != DOCK_NEVER))
		timeout_ms = LOOK_EVERY_MS;
	while (host_tracee_wait(&e, n ? 0 : timeout_ms) > 0) {
		take(&e);
		n++;
		if (timeout_ms || !dock_traced_threads || !dock_traced_threads->next)
			break; /* one thread has one piece of news */
	}
	if (sleepers)
		n += look_now_and_then();
	return n;
}

/* The host says itself who waits: no call needs to be stopped for it. */
static int outside_running(void)
{
	int n = 0;

	for (struct traced *t = dock_traced_threads; t; t = t->next) {
		char state;

		if (t->stopped || t->gone || t->vfork_wait || t->listening)
			continue;
		state = host_proc_state(t->tid);
		n += state != 'S' && state != 'T' && state != 'Z';
	}
	return n;
}

static int outside_alive(void)
{
	int n = 0;

	for (struct traced *t = dock_traced_threads; t; t = t->next)
		n++;
	return n;
}

static int outside_served(void)
{
	int n = 0;

	for (struct traced *t = dock_traced_threads; t; t = t->next)
		n += t->task && t->stopped && !t->parked && !dock_task_patient(t->task);
	return n;
}

static const struct dock_outside outside = {
	.wait = outside_wait,
	.running = outside_running,
	.alive = outside_alive,
	.served = outside_served,
};

void dock_traced_outside_init(void)
{
	dock_outside_register(&outside);
}
