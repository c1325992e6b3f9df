/* SPDX-License-Identifier: MIT */
/*
 * The end of a session. It is over when the first program is; what goes on in
 * the background then is ended as a machine that shuts down ends it: SIGHUP and
 * SIGTERM, and SIGKILL for whom that does not impress.
 *
 * Who still works is left to finish: the first signals come once all that are
 * left have slept for a while, and at the latest after a longer one. These are
 * times of the host's clock, and nothing else depends on them.
 *
 * Called from the dispatcher, not on a fiber.
 */
#include <linux/printk.h>
#include <linux/sched.h>
#include "host/mem.h"
#include "host/procfs.h"
#include "host/ptrace.h"
#include "kernel/sched/task.h"
#include "user/thread.h"

#define LOOK_MS 20
#define SLEPT_MS 500  /* all of them, without a break */
#define MOST_MS 10000 /* for those that never sleep */
#define KILL_MS 1000  /* after the first signals */

#define HUP 1
#define TERM 15
#define CONT 18

static enum { GOES_ON, WAITS, ASKED, KILLED } stage;
static unsigned long began_ms; /* the stage */
static unsigned long busy_ms;  /* the last time that somebody worked */
static unsigned long looked_ms;

static bool works(const struct traced *t)
{
	char state;

	if (t->gone || !t->task)
		return false;
	if (t->stopped)
		return t->parked || !dock_task_interruptible(t->task);
	if (t->listening)
		return false;
	state = host_proc_state(t->tid);
	return state != 'S' && state != 'T' && state != 'Z';
}

static bool anybody_works(void)
{
	for (const struct traced *t = dock_traced_threads; t; t = t->next)
		if (works(t))
			return true;
	return false;
}

static bool first_of_process(const struct traced *t)
{
	for (const struct traced *s = dock_traced_threads; s != t; s = s->next)
		if (s->tgid == t->tgid && s->task && !s->gone)
			return false;
	return t->task && !t->gone;
}

static void ask(const struct traced *t)
{
	pr_notice("%s[%d] is ended: the session is over\n", dock_task_comm(t->task),
		  dock_task_tgid(t->task));
	host_tracee_signal(t->tgid, t->tid, HUP);
	host_tracee_signal(t->tgid, t->tid, TERM);
	host_tracee_signal(t->tgid, t->tid, CONT);
}

static void tell_all(bool kill)
{
	for (const struct traced *t = dock_traced_threads; t; t = t->next) {
		if (!first_of_process(t))
			continue;
		if (kill)
			host_tracee_kill(t->tgid);
		else
			ask(t);
	}
}

static void go_on(unsigned long now)
{
	if (anybody_works())
		busy_ms = now;
	if (stage == WAITS && now - busy_ms < SLEPT_MS && now - began_ms < MOST_MS)
		return;
	if (stage == ASKED && now - began_ms < KILL_MS)
		return;
	tell_all(stage != WAITS); /* KILLED: who was born meanwhile */
	stage = stage == WAITS ? ASKED : KILLED;
	began_ms = now;
}

bool dock_session_ends(void)
{
	return stage != GOES_ON;
}

bool dock_session_over(void)
{
	unsigned long now;

	if (!dock_traced_any())
		return true;
	if (!dock_traced_first_gone)
		return false;
	now = host_clock_ns() / 1000000;
	if (stage == GOES_ON) {
		stage = WAITS;
		began_ms = busy_ms = now;
	}
	if (now - looked_ms >= LOOK_MS) {
		looked_ms = now;
		go_on(now);
	}
	return false;
}
