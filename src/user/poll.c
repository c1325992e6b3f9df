/* SPDX-License-Identifier: MIT */
/*
 * poll, ppoll, select and pselect6 of programs, when a descriptor of the machine
 * is in the set: the drivers' poll methods are asked. Sets without one are the
 * host's alone.
 *
 * The timeout is in virtual time if the program is all that there is; what other
 * programs do, and what comes over the host's descriptors, has the host's pace.
 *
 * Of the host's descriptors in a mixed set the machine has copies while the call
 * lasts, and looks at them whenever the thread is woken: outside.c does that some
 * fifty times a second. The thread stays at the entry of its call, so a signal
 * ends it as it ends a driver's sleep; where the call brings a mask of its own,
 * the host makes an empty ppoll with that mask, and so runs the handler under it.
 */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/poll.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/string.h>
#include "host/mem.h"
#include "host/pollfd.h"
#include "host/ptrace.h"
#include "host/seccomp.h"
#include "kernel/fs/files.h"
#include "kernel/fs/poll.h"
#include "kernel/mm/mm_host.h"
#include "kernel/sched/task.h"
#include "machine/clock.h"
#include "user/callnr.h"
#include "user/thread.h"

#define MAX_POLLFDS 65536
#define SELECT_MAX 1024 /* descriptors of select: what fd_set has room for */
#define SELECT_WORDS (SELECT_MAX / 64)
#define MASK_BYTES 8
#define NS_PER_MS 1000000UL
#define NS_PER_SECOND 1000000000UL

/* What select(2) means by readable, writable, exceptional. */
#define SELECT_IN (EPOLLIN | EPOLLRDNORM | EPOLLRDBAND | EPOLLHUP | EPOLLERR)
#define SELECT_OUT (EPOLLOUT | EPOLLWRNORM | EPOLLWRBAND | EPOLLERR)
#define SELECT_EX EPOLLPRI

/* A call at work. Items, fds and theirs have one entry for each descriptor. */
struct call {
	struct traced *t;
	unsigned int n, nr_ours, nr_theirs;
	int *fds;
	struct dock_polled *items;
	struct host_pollfd *theirs;
	unsigned int *item_of; /* of theirs */
	unsigned long timeout_ns;
	unsigned long mask; /* where the program has its signal mask; 0: none */
};

/* --- the set --- */

/* Most programs have none open: their calls cost a stop, and no more. */
static bool has_devices(struct traced *t)
{
	struct files_struct *files = dock_task_files(t->task);

	return files && dock_fd_next(files, 0) >= 0;
}

static void begin(struct call *c, struct traced *t, unsigned int max)
{
	*c = (struct call){.t = t};
	c->fds = host_alloc(max * sizeof(*c->fds));
	c->items = host_alloc(max * sizeof(*c->items));
	c->theirs = host_alloc(max * sizeof(*c->theirs));
	c->item_of = host_alloc(max * sizeof(*c->item_of));
}

static void end(struct call *c)
{
	for (unsigned int i = 0; i < c->n; i++)
		if (c->items[i].file)
			fput(c->items[i].file);
	host_free(c->fds);
	host_free(c->items);
	host_free(c->theirs);
	host_free(c->item_of);
}

/* A negative descriptor is in the set, and never ready. */
static void add(struct call *c, int fd, unsigned int events)
{
	struct file *file = dock_traced_file(c->t, fd);
	unsigned int i = c->n++;

	c->fds[i] = fd;
	c->items[i] = (struct dock_polled){.events = events};
	if (file) {
		c->items[i].file = get_file(file);
		c->nr_ours++;
	} else if (fd >= 0) {
		c->theirs[c->nr_theirs] =
			(struct host_pollfd){.fd = fd, .events = (short)events};
		c->item_of[c->nr_theirs++] = i;
	}
}

static int look_at_theirs(void *arg)
{
	struct call *c = arg;
	int err = host_pollfd_look(c->theirs, c->nr_theirs);

	for (unsigned int i = 0; i < c->nr_theirs && !err; i++)
		c->items[c->item_of[i]].revents = (unsigned short)c->theirs[i].revents;
	return err;
}

/* Is there a program that may go on meanwhile, at the host's pace? */
static bool others_live(const struct traced *t)
{
	for (const struct traced *o = dock_traced_threads; o; o = o->next)
		if (o != t && o->task && !o->gone && (!o->stopped || o->parked))
			return true;
	return false;
}

static long copy_theirs(struct call *c)
{
	int err = 0;

	if (c->nr_theirs)
		err = host_pollfd_copy(c->t->tgid, c->theirs, c->nr_theirs);
	if (err)
		pr_warn_once("poll: no copies of a program's descriptors: "
			     "the host refuses pidfd_getfd (%d)\n",
			     err);
	return err;
}

/* How many are ready, or -errno. */
static long wait_for_set(struct call *c)
{
	bool outside = c->nr_theirs || others_live(c->t);
	struct dock_poll p = {
		.items = c->items,
		.n = c->n,
		.timeout_ns = c->timeout_ns,
		.host_time = outside,
		.look = c->nr_theirs ? look_at_theirs : NULL,
		.arg = c,
	};
	long ready = copy_theirs(c);

	if (ready)
		return ready;
	c->t->looks = outside;
	dock_task_set_patient(outside);
	ready = dock_poll(&p);
	dock_task_set_patient(false);
	c->t->looks = false;
	host_pollfd_close(c->theirs, c->nr_theirs);
	c->timeout_ns = p.timeout_ns;
	return ready;
}

/* --- the time, and the mask --- */

struct two {
	long first, second; /* of a timespec or timeval; mask and size */
};

/* @units: of the second word, in a second. Of select it may be more than one. */
static long read_time(struct call *c, unsigned long addr, unsigned long units)
{
	struct two time;

	c->timeout_ns = DOCK_NEVER;
	if (!addr)
		return 0;
	if (dock_user_load(&time, addr, sizeof(time)))
		return -EFAULT;
	if (time.first < 0 || time.second < 0 ||
	    (units == NS_PER_SECOND && time.second >= (long)NS_PER_SECOND))
		return -EINVAL;
	if ((unsigned long)time.first < DOCK_NEVER / NS_PER_SECOND / 2 &&
	    (unsigned long)time.second < DOCK_NEVER / NS_PER_SECOND / 2)
		c->timeout_ns = (unsigned long)time.first * NS_PER_SECOND +
				(unsigned long)time.second * (NS_PER_SECOND / units);
	return 0;
}

/* Linux writes back what is left; a place that cannot be written is let be. */
static void write_time(const struct call *c, unsigned long addr, unsigned long units)
{
	struct two time = {
		(long)(c->timeout_ns / NS_PER_SECOND),
		(long)(c->timeout_ns % NS_PER_SECOND / (NS_PER_SECOND / units))};

	if (addr && c->timeout_ns != DOCK_NEVER &&
	    dock_user_store(addr, &time, sizeof(time)))
		return;
}

static long read_mask(struct call *c, unsigned long addr, unsigned long size)
{
	unsigned long mask;

	if (!addr)
		return 0;
	if (size != MASK_BYTES)
		return -EINVAL;
	if (dock_user_load(&mask, addr, sizeof(mask)))
		return -EFAULT;
	c->mask = addr;
	c->t->masked = true;
	c->t->mask = mask;
	return 0;
}

/* --- the end --- */

/* The host is to see an interrupted ppoll with the mask, at the exit of which
 * the call is the program's again. */
static void interrupt_masked(struct traced *t, unsigned long mask)
{
	static const struct two no_time;
	struct host_regs *r = dock_traced_regs(t), saved = *r;
	long ret;

	host_tracee_write(t->tid, HOST_STUB_DATA, &no_time, sizeof(no_time));
	r->orig_rax = CALL_ppoll;
	r->rdi = r->rsi = 0;
	r->rdx = HOST_STUB_DATA;
	r->r10 = mask;
	r->r8 = MASK_BYTES;
	t->regs_changed = true;
	if (!dock_traced_run_call(t, &ret))
		return;
	r = dock_traced_regs(t);
	saved.rax = r->rax;
	*r = saved;
	if (!ret) { /* somebody else took the signal: from the start */
		r->rax = saved.orig_rax;
		r->orig_rax = -1UL;
		r->rip -= 2;
	}
	t->regs_changed = true;
	dock_traced_run(t, HOST_RUN, 0);
}

/* The files are let go of first: the program may have closed them meanwhile. */
static void finish(struct call *c, long result)
{
	struct traced *t = c->t;

	end(c);
	t->masked = false;
	if (result == -ERESTARTNOHAND && c->mask && t->at_call)
		interrupt_masked(t, c->mask);
	else
		dock_traced_end_call(t, result);
}

static void leave_to_host(struct call *c)
{
	end(c);
	dock_traced_run(c->t, HOST_RUN, 0);
}

/* --- poll, ppoll --- */

static bool read_pollfds(struct call *c, const struct host_pollfd *set, unsigned int n)
{
	for (unsigned int i = 0; i < n; i++)
		add(c, set[i].fd, (unsigned short)set[i].events);
	return c->nr_ours;
}

static bool write_pollfds(const struct call *c, struct host_pollfd *set,
			  unsigned long addr)
{
	for (unsigned int i = 0; i < c->n; i++)
		set[i].revents = (short)c->items[i].revents;
	return !dock_user_store(addr, set, c->n * sizeof(*set));
}

static long poll_set(struct call *c, const struct host_regs *r, struct host_pollfd *set,
		     bool is_ppoll)
{
	long ready = 0;

	if (is_ppoll)
		ready = read_time(c, r->rdx, NS_PER_SECOND);
	else
		c->timeout_ns = (int)r->rdx < 0 ? DOCK_NEVER : (int)r->rdx * NS_PER_MS;
	if (!ready && is_ppoll)
		ready = read_mask(c, r->r10, r->r8);
	if (!ready)
		ready = wait_for_set(c);
	if (ready >= 0 && !write_pollfds(c, set, r->rdi))
		ready = -EFAULT;
	if (is_ppoll)
		write_time(c, r->rdx, NS_PER_SECOND);
	return ready;
}

void dock_traced_poll_call(struct traced *t, unsigned long nr)
{
	const struct host_regs r = *dock_traced_regs(t);
	unsigned int n = (unsigned int)r.rsi;
	struct host_pollfd *set;
	struct call c;

	if (!n || n > MAX_POLLFDS || !has_devices(t)) {
		dock_traced_run(t, HOST_RUN, 0);
		return;
	}
	set = host_alloc(n * sizeof(*set));
	begin(&c, t, n);
	if (!dock_user_load(set, r.rdi, n * sizeof(*set)) &&
	    read_pollfds(&c, set, n))
		finish(&c, poll_set(&c, &r, set, nr == CALL_ppoll));
	else
		leave_to_host(&c);
	host_free(set);
}

/* --- select, pselect6 --- */

static const unsigned int meanings[3] = {SELECT_IN, SELECT_OUT, SELECT_EX};

struct sets {
	unsigned long addr[3]; /* 0: there is none */
	unsigned long bits[3][SELECT_WORDS];
	unsigned int bytes;
};

static bool read_sets(struct sets *s, const struct host_regs *r, unsigned int n)
{
	*s = (struct sets){.addr = {r->rsi, r->rdx, r->r10}, .bytes = (n + 63) / 64 * 8};
	for (int i = 0; i < 3; i++)
		if (s->addr[i] &&
		    dock_user_load(s->bits[i], s->addr[i], s->bytes))
			return false;
	return true;
}

static bool is_set(const struct sets *s, int set, unsigned int fd)
{
	return s->bits[set][fd / 64] >> fd % 64 & 1;
}

static bool add_sets(struct call *c, const struct sets *s, unsigned int n)
{
	for (unsigned int fd = 0; fd < n; fd++) {
		unsigned int events = 0;

		for (int set = 0; set < 3; set++)
			events |= is_set(s, set, fd) ? meanings[set] : 0;
		if (events)
			add(c, (int)fd, events);
	}
	return c->nr_ours;
}

/* How many bits; or -EBADF: one of them is not open. */
static long write_sets(const struct call *c, struct sets *s)
{
	struct sets out = {.bytes = s->bytes};
	long bits = 0;

	for (unsigned int i = 0; i < c->n; i++) {
		unsigned int fd = (unsigned int)c->fds[i];

		if (!c->items[i].file && (c->items[i].revents & POLLNVAL))
			return -EBADF;
		for (int set = 0; set < 3; set++)
			if (is_set(s, set, fd) && (c->items[i].revents & meanings[set])) {
				out.bits[set][fd / 64] |= 1UL << fd % 64;
				bits++;
			}
	}
	for (int i = 0; i < 3; i++)
		if (s->addr[i] &&
		    dock_user_store(s->addr[i], out.bits[i], out.bytes))
			return -EFAULT;
	return bits;
}

/* The sixth argument of pselect6: where the mask is, and its size. */
static long read_mask_argument(struct call *c, unsigned long addr)
{
	struct two mask;

	if (!addr)
		return 0;
	if (dock_user_load(&mask, addr, sizeof(mask)))
		return -EFAULT;
	return read_mask(c, (unsigned long)mask.first, (unsigned long)mask.second);
}

static long select_sets(struct call *c, const struct host_regs *r, struct sets *s,
			bool is_pselect)
{
	unsigned long units = is_pselect ? NS_PER_SECOND : 1000000;
	long ready = read_time(c, r->r8, units);

	if (!ready && is_pselect)
		ready = read_mask_argument(c, r->r9);
	if (!ready)
		ready = wait_for_set(c);
	if (ready >= 0)
		ready = write_sets(c, s);
	write_time(c, r->r8, units);
	return ready;
}

void dock_traced_select_call(struct traced *t, unsigned long nr)
{
	const struct host_regs r = *dock_traced_regs(t);
	unsigned int n = min((unsigned int)r.rdi, (unsigned int)SELECT_MAX);
	struct sets s;
	struct call c;

	if ((int)r.rdi <= 0 || !has_devices(t) || !read_sets(&s, &r, n)) {
		dock_traced_run(t, HOST_RUN, 0);
		return;
	}
	begin(&c, t, n);
	if (add_sets(&c, &s, n))
		finish(&c, select_sets(&c, &r, &s, nr == CALL_pselect6));
	else
		leave_to_host(&c);
}
