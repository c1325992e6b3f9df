/* SPDX-License-Identifier: MIT */
/* Traced threads: their table, their stops, and calls made in them. */
#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/string.h>
#include "core/breaks.h"
#include "host/mem.h"
#include "host/procfs.h"
#include "host/ptrace.h"
#include "host/seccomp.h"
#include "kernel/fs/file.h"
#include "kernel/mm/own_areas.h"
#include "kernel/sched/task.h"
#include "user/callnr.h"
#include "user/thread.h"

#define SYSCALL_INSN_BYTES 2
#define SIGILL_ 4
#define SIGTRAP_ 5
#define SIGBUS_ 7
#define SIGFPE_ 8
#define SIGSYS_ 31

struct traced *dock_traced_threads;

struct traced *dock_traced_new(int tid)
{
	struct traced *t = host_alloc(sizeof(*t));

	t->tid = tid;
	t->next = dock_traced_threads;
	dock_traced_threads = t;
	return t;
}

struct traced *dock_traced_find(int tid)
{
	struct traced *t = dock_traced_threads;

	while (t && t->tid != tid)
		t = t->next;
	return t;
}

void dock_traced_free(struct traced *t)
{
	struct traced **p = &dock_traced_threads;

	while (*p != t)
		p = &(*p)->next;
	*p = t->next;
	host_free(t);
}

struct traced *dock_traced_current(void)
{
	struct traced *t = dock_traced_threads;

	while (t && t->task != current)
		t = t->next;
	return t;
}

/* From which stops can a thread be sent through the stub? Not from those in
 * the middle of a call: its result would overwrite rax. */
static bool stop_can_run_stub(enum host_stop stop)
{
	return stop == HOST_STOP_CALL || stop == HOST_STOP_CALL_DONE ||
	       stop == HOST_STOP_SIGNAL || stop == HOST_STOP_INTERRUPT ||
	       stop == HOST_STOP_GROUP;
}

static void enter_stop(struct traced *t, const struct host_event *e)
{
	t->stopped = e->stop != HOST_STOP_GONE;
	t->listening = false;
	t->gone = e->stop == HOST_STOP_GONE;
	t->at_call = t->call_pending = e->stop == HOST_STOP_CALL;
	t->can_run_stub = stop_can_run_stub(e->stop);
	t->regs_known = t->regs_changed = false;
	if (e->stop == HOST_STOP_VFORK_DONE || t->gone)
		t->vfork_wait = false;
}

/* Planted: that the first signal of a program is fatal is all that a killable sleep
 * hears. */
static bool is_half_told(const struct traced *t)
{
	return DOCK_BREAK("killed-in-killable") && !t->signal_set && t->process->refs == 1 &&
	       !(t->task->__state & TASK_INTERRUPTIBLE);
}

static bool is_sibling(const struct traced *s, const struct traced *t)
{
	return s != t && s->process && s->process == t->process;
}

/* The thread that executes goes on under the leader's id. If SIGKILL came before the
 * host was asked for its own, it is the one that the host does not know any more. */
static int former_of(const struct traced *t, int told)
{
	for (const struct traced *s = dock_traced_threads; s; s = s->next)
		if (is_sibling(s, t) && !s->gone &&
		    (s->tid == told || !host_proc_state(s->tid)))
			return s->tid;
	return 0;
}

/* The host tells the end of a leader last. Who seems to be left has become the leader by
 * an exec that was killed before anything was seen of it. */
static void end_siblings(const struct traced *t)
{
	struct host_event e = t->event;

	for (struct traced *s = dock_traced_threads; s; s = s->next)
		if (is_sibling(s, t) && !s->gone) {
			e.tid = s->tid;
			dock_traced_post(s, &e);
		}
}

void dock_traced_post(struct traced *t, const struct host_event *e)
{
	dock_traced_seen(e);
	enter_stop(t, e);
	t->event = *e;
	t->has_event = true;
	if (e->stop == HOST_STOP_EXEC)
		t->former_tid = former_of(t, (int)e->msg);
	if (t->gone && t->tid == t->tgid)
		end_siblings(t);
	if (!t->task)
		return;
	/* SIGKILL has taken it out of a stop: end the driver's sleep, too. */
	if (!t->parked && (t->gone || e->stop == HOST_STOP_EXITING)) {
		dock_task_set_signal(t->task, !is_half_told(t), true);
		t->signal_set = t->fatal_set = true;
	}
	dock_task_unpark(t->task);
}

void dock_traced_wait(struct traced *t)
{
	while (!t->has_event) {
		t->parked = true;
		dock_task_park();
	}
	t->parked = false;
}

struct host_regs *dock_traced_regs(struct traced *t)
{
	if (!t->regs_known) {
		if (host_tracee_get_regs(t->tid, &t->regs))
			memset(&t->regs, 0, sizeof(t->regs));
		t->regs_known = true;
	}
	return &t->regs;
}

void dock_traced_return(struct traced *t, long result)
{
	struct host_regs *r = dock_traced_regs(t);

	r->rax = (unsigned long)result;
	r->orig_rax = -1UL;
	t->regs_changed = true;
	t->call_pending = false;
}

/* The entry of its call was used up by a call of ours: make it again. */
static void rewind_call(struct traced *t)
{
	struct host_regs *r = dock_traced_regs(t);

	r->rax = r->orig_rax;
	r->orig_rax = -1UL;
	r->rip -= SYSCALL_INSN_BYTES;
	t->regs_changed = true;
	t->call_pending = false;
}

/* --- signals that come during our own calls --- */

/* Those that an instruction raises cannot wait: blocked, they would end the program. */
#define CANNOT_WAIT                                                                    \
	(1UL << (SIGILL_ - 1) | 1UL << (SIGTRAP_ - 1) | 1UL << (SIGBUS_ - 1) |         \
	 1UL << (SIGFPE_ - 1) | 1UL << (TRACED_SIGSEGV - 1) | 1UL << (SIGSYS_ - 1))

static void defer_signal(struct traced *t)
{
	if (t->nr_deferred == TRACED_MAX_DEFERRED ||
	    host_tracee_get_siginfo(t->tid, &t->deferred[t->nr_deferred]))
		return;
	if (!t->nr_deferred++ && !host_tracee_get_mask(t->tid, &t->deferred_mask))
		host_tracee_set_mask(t->tid, ~CANNOT_WAIT);
}

int dock_traced_get_mask(const struct traced *t, unsigned long *mask)
{
	if (!t->nr_deferred)
		return host_tracee_get_mask(t->tid, mask);
	*mask = t->deferred_mask;
	return 0;
}

void dock_traced_set_mask(struct traced *t, unsigned long mask)
{
	if (t->nr_deferred)
		t->deferred_mask = mask;
	else
		host_tracee_set_mask(t->tid, mask);
}

enum host_pending dock_traced_pending(const struct traced *t)
{
	const unsigned long *mask = t->nr_deferred ? &t->deferred_mask : NULL;
	unsigned long held = 0;

	for (int i = 0; i < t->nr_deferred; i++)
		held |= 1UL << (t->deferred[i].signo - 1);
	return host_proc_pending(t->tid, t->masked ? &t->mask : mask, held);
}

/* One is delivered now, unless there is another; the rest are sent again. */
static int take_deferred(struct traced *t, int signal)
{
	int i = 0;

	host_tracee_set_mask(t->tid, t->deferred_mask);
	if (!signal && !host_tracee_put_siginfo(t->tid, &t->deferred[0]))
		signal = t->deferred[i++].signo;
	for (; i < t->nr_deferred; i++)
		host_tracee_send_again(t->tgid, t->tid, &t->deferred[i]);
	t->nr_deferred = 0;
	return signal;
}

void dock_traced_run(struct traced *t, enum host_run how, int signal)
{
	if (t->task == current) {
		dock_own_areas_leave(dock_task_mm(t->task));
		dock_file_release_put();
	}
	if (t->has_event)
		return; /* SIGKILL has taken it out of this stop */
	if (t->call_pending && !t->at_call)
		rewind_call(t);
	if (t->regs_changed)
		host_tracee_set_regs(t->tid, &t->regs);
	if (t->nr_deferred)
		signal = take_deferred(t, signal);
	t->stopped = t->at_call = t->call_pending = false;
	t->listening = how == HOST_RUN_LISTEN;
	t->regs_known = t->regs_changed = false;
	host_tracee_run(t->tid, how, signal);
}

bool dock_traced_run_call(struct traced *t, long *result)
{
	bool direct = t->at_call;

	dock_traced_run(t, direct ? HOST_RUN_CALL : HOST_RUN, 0);
	if (!direct)
		return false;
	dock_traced_wait(t);
	if (t->event.stop != HOST_STOP_CALL_DONE)
		return false; /* the fiber's loop finds the event */
	t->has_event = false;
	*result = (long)dock_traced_regs(t)->rax;
	return true;
}

/* --- calls made in a thread --- */

/* The program has taken the stub away, or put something else there: nothing can be
 * done for it any more. */
static void no_stub(struct traced *t)
{
	pr_err("%s is killed: it has taken away the page at 0x%lx, which drydock needs\n",
	       t->task ? dock_task_comm(t->task) : "a child", HOST_STUB);
	host_tracee_kill(t->tid);
}

/* Is it a fault of the stub's own instruction? */
static bool raised_by_stub(struct traced *t, int signal, const struct host_regs *r,
			   unsigned long after)
{
	struct host_siginfo si;

	return (signal == TRACED_SIGSEGV || signal == SIGBUS_ || signal == SIGILL_) &&
	       r->rip >= after - HOST_STUB_LEN && r->rip < after &&
	       !host_tracee_get_siginfo(t->tid, &si) && si.code > 0;
}

static int wait_for_event(const struct traced *t, struct host_event *e)
{
	bool leads = t->tid == t->tgid && t->process && t->process->refs > 1;

	return host_tracee_wait_for(e, t->tid, leads);
}

/* Its next stop, for a call of ours. False: it died, or another thread has taken its
 * place by exec, which is posted. */
static bool next_stop(struct traced *t, struct host_event *e)
{
	if (wait_for_event(t, e) < 0)
		*e = (struct host_event){ .tid = t->tid, .stop = HOST_STOP_GONE,
					  .code = 128 + TRACED_SIGKILL };
	if (e->stop == HOST_STOP_GONE || e->stop == HOST_STOP_EXITING ||
	    e->stop == HOST_STOP_EXEC) {
		dock_traced_post(t, e);
		return false;
	}
	dock_traced_seen(e);
	return true;
}

/* Wait until the stub's int3 has stopped it. Returns false if it died. */
static bool wait_for_stub(struct traced *t, struct host_regs *r, unsigned long after)
{
	struct host_event e;

	while (next_stop(t, &e)) {
		host_tracee_get_regs(t->tid, r);
		if (e.stop == HOST_STOP_SIGNAL && r->rip == after)
			return true;
		if (e.stop == HOST_STOP_SIGNAL && raised_by_stub(t, e.code, r, after))
			no_stub(t);
		else if (e.stop == HOST_STOP_SIGNAL)
			defer_signal(t);
		host_tracee_run(t->tid, HOST_RUN, 0);
	}
	return false;
}

long dock_traced_syscall_at(struct traced *t, unsigned long stub, long nr,
			    const unsigned long args[6])
{
	struct host_regs r = *dock_traced_regs(t);

	if (t->has_event && (t->gone || t->event.stop == HOST_STOP_EXITING))
		return -ESRCH;
	r.orig_rax = -1UL;
	r.rip = stub;
	r.rax = (unsigned long)nr;
	r.rdi = args[0];
	r.rsi = args[1];
	r.rdx = args[2];
	r.r10 = args[3];
	r.r8 = args[4];
	r.r9 = args[5];
	if (host_tracee_set_regs(t->tid, &r) || host_tracee_run(t->tid, HOST_RUN, 0) ||
	    !wait_for_stub(t, &r, stub + HOST_STUB_LEN))
		return -ESRCH;
	t->at_call = false;
	t->regs_changed = true;
	return (long)r.rax;
}

long dock_traced_syscall(struct traced *t, long nr, unsigned long a, unsigned long b,
			 unsigned long c, unsigned long d, unsigned long e,
			 unsigned long f)
{
	const unsigned long args[6] = { a, b, c, d, e, f };

	return dock_traced_syscall_at(t, HOST_STUB, nr, args);
}

int dock_traced_step(struct traced *t, struct host_regs *r)
{
	struct host_siginfo si;
	struct host_event e;

	if (host_tracee_set_regs(t->tid, r))
		return -1;
	for (;;) {
		host_tracee_run(t->tid, HOST_RUN_STEP, 0);
		if (!next_stop(t, &e))
			return -1;
		if (e.stop != HOST_STOP_SIGNAL)
			continue;
		/* Raised by the instruction, or sent by somebody? */
		if (!host_tracee_get_siginfo(t->tid, &si) && si.code > 0) {
			host_tracee_get_regs(t->tid, r);
			return e.code;
		}
		defer_signal(t);
	}
}

/* Stop a running thread. False: it cannot be used now. */
static bool interrupt(struct traced *t)
{
	struct host_event e;

	if (host_tracee_interrupt(t->tid) || wait_for_event(t, &e) < 0)
		return false;
	if (e.stop == HOST_STOP_INTERRUPT || e.stop == HOST_STOP_GROUP) {
		dock_traced_seen(&e);
		enter_stop(t, &e);
		t->group_stop = e.stop == HOST_STOP_GROUP;
		return true;
	}
	dock_traced_post(t, &e); /* it was just about to stop by itself */
	return false;
}

static bool usable(const struct traced *t, const struct traced_space *space)
{
	return t->space == space && t->stopped && t->can_run_stub && !t->gone;
}

struct traced *dock_traced_get_stopped(struct traced_space *space, bool *resume)
{
	struct traced *t = dock_traced_current();

	*resume = false;
	if (space->gone)
		return NULL;
	if (t && usable(t, space))
		return t;
	for (t = dock_traced_threads; t; t = t->next)
		if (usable(t, space))
			return t;
	for (t = dock_traced_threads; t; t = t->next) {
		if (t->space != space || t->stopped || t->gone || t->vfork_wait)
			continue;
		*resume = interrupt(t);
		if (usable(t, space))
			return t;
		*resume = false;
	}
	return NULL;
}

void dock_traced_put_stopped(struct traced *t, bool resume)
{
	if (!resume)
		return;
	/* Job control has stopped it, and our calls have made it forget: it
	 * stops again, and its fiber hears of it. */
	if (t->group_stop)
		host_tracee_interrupt(t->tid);
	t->group_stop = false;
	dock_traced_run(t, HOST_RUN, 0);
}

long dock_traced_string(struct traced *t, unsigned long from, char *to,
			unsigned long size)
{
	unsigned long done = 0;

	while (done < size) {
		/* Not over a page's end: the next one may be missing. */
		unsigned long n = 4096 - ((from + done) & 4095), got;
		char *end;

		if (n > size - done)
			n = size - done;
		got = host_tracee_read(t->tid, to + done, from + done, n);
		if (!got)
			return -EFAULT;
		end = memchr(to + done, 0, got);
		if (end)
			return end - to;
		done += got;
	}
	return -ENAMETOOLONG;
}

long dock_traced_open_path(struct traced *t, int dir, unsigned long path,
			   unsigned int flags)
{
	return dock_traced_syscall(t, CALL_openat, (unsigned long)(long)dir, path,
				   O_PATH | O_CLOEXEC | flags, 0, 0, 0);
}

void dock_traced_close_path(struct traced *t, long fd)
{
	dock_traced_syscall(t, CALL_close, (unsigned long)fd, 0, 0, 0, 0, 0);
}
