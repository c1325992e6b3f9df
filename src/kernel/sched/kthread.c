/* SPDX-License-Identifier: MIT */
/*
 * Kernel threads.
 *
 * What is known of a thread lives as long as its task_struct, and that as long
 * as the thread, or as somebody holds a reference: kthread_stop() of a thread
 * that may end by itself needs one, in Linux and here.
 */
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/sched/task.h>
#include <linux/string.h>
#include "check/report.h"
#include "check/stack.h"
#include "host/mem.h"
#include "kernel/leftover.h"
#include "kernel/sched/sched.h"

struct dock_kthread {
	int (*fn)(void *);
	void *data;
	int result;
	bool should_stop, should_park, is_parked, started;
	unsigned int cpu; /* that it was made for */
	bool bound;
	struct completion parked;
	struct completion exited;
};

static struct dock_kthread *to_kthread(struct task_struct *t)
{
	return t->dock->kthread;
}

static int kthread_main(void *arg)
{
	struct dock_kthread *k = arg;

	k->result = -EINTR;
	k->started = true;
	if (!k->should_stop) {
		if (k->should_park)
			kthread_parkme();
		k->result = k->fn(k->data);
	}
	return k->result;
}

/* The task ends: whoever waits for it may go on. */
void dock_kthread_ends(struct task_struct *t)
{
	if (to_kthread(t))
		complete_all(&to_kthread(t)->exited);
}

void dock_kthread_free(struct task_struct *t)
{
	host_free(to_kthread(t));
}

static struct task_struct *create(int (*fn)(void *), void *data, const char *name)
{
	struct dock_kthread *k = host_alloc(sizeof(*k));
	struct task_struct *t;

	k->fn = fn;
	k->data = data;
	init_completion(&k->parked);
	init_completion(&k->exited);
	t = dock_task_create(name, kthread_main, k);
	if (!t) {
		host_free(k);
		return ERR_PTR(-ENOMEM);
	}
	t->dock->kthread = k;
	t->dock->made_at = dock_stack_keep();
	return t;
}

struct task_struct *kthread_create_on_node(int (*fn)(void *), void *data, int node,
					   const char *fmt, ...)
{
	char name[TASK_COMM_LEN];
	va_list args;

	va_start(args, fmt);
	vsnprintf(name, sizeof(name), fmt, args);
	va_end(args);
	return create(fn, data, name);
}
EXPORT_SYMBOL(kthread_create_on_node);

struct task_struct *kthread_create_on_cpu(int (*fn)(void *), void *data, unsigned int cpu,
					  const char *namefmt)
{
	char name[TASK_COMM_LEN];
	struct task_struct *t;

	snprintf(name, sizeof(name), namefmt, cpu);
	t = create(fn, data, name);
	if (!IS_ERR(t))
		kthread_bind(t, cpu);
	return t;
}
EXPORT_SYMBOL(kthread_create_on_cpu);

void kthread_bind_mask(struct task_struct *t, const struct cpumask *mask)
{
	if (WARN_ON(t->__state != TASK_UNINTERRUPTIBLE || to_kthread(t)->started))
		return;
	t->dock->cpus = cpumask_bits(mask)[0];
	t->flags |= PF_NO_SETAFFINITY;
	t->nr_cpus_allowed = (int)cpumask_weight(mask);
}
EXPORT_SYMBOL(kthread_bind_mask);

void kthread_bind(struct task_struct *t, unsigned int cpu)
{
	if (WARN(cpu >= nr_cpu_ids,
		 "kthread_bind() to processor %u, which there is not\n", cpu))
		return;
	kthread_bind_mask(t, cpumask_of(cpu));
	to_kthread(t)->cpu = cpu;
	to_kthread(t)->bound = true;
}
EXPORT_SYMBOL(kthread_bind);

/* --- asked by the thread itself --- */

bool kthread_should_stop(void)
{
	dock_switch_point(20);
	return to_kthread(current)->should_stop;
}
EXPORT_SYMBOL(kthread_should_stop);

bool kthread_should_park(void)
{
	dock_switch_point(20);
	return to_kthread(current)->should_park;
}
EXPORT_SYMBOL(kthread_should_park);

bool kthread_freezable_should_stop(bool *was_frozen)
{
	if (was_frozen)
		*was_frozen = false; /* nothing is ever frozen */
	return kthread_should_stop();
}
EXPORT_SYMBOL(kthread_freezable_should_stop);

void kthread_parkme(void)
{
	struct dock_kthread *k = to_kthread(current);

	while (k->should_park) {
		set_current_state(TASK_PARKED);
		if (!k->is_parked) {
			k->is_parked = true;
			complete(&k->parked);
		}
		if (k->should_park)
			schedule();
	}
	k->is_parked = false;
	__set_current_state(TASK_RUNNING);
}
EXPORT_SYMBOL(kthread_parkme);

void *kthread_data(struct task_struct *t)
{
	return to_kthread(t)->data;
}
EXPORT_SYMBOL(kthread_data);

void *kthread_func(struct task_struct *t)
{
	return to_kthread(t) ? (void *)to_kthread(t)->fn : NULL;
}
EXPORT_SYMBOL(kthread_func);

void kthread_exit(long result)
{
	to_kthread(current)->result = (int)result;
	dock_task_exit((int)result);
}
EXPORT_SYMBOL(kthread_exit);

void kthread_complete_and_exit(struct completion *done, long result)
{
	if (done)
		complete(done);
	kthread_exit(result);
}
EXPORT_SYMBOL(kthread_complete_and_exit);

/* --- asked of a thread --- */

/* A thread that has ended without a reference is gone: its task_struct too. */
static bool gone(struct task_struct *t, const char *call)
{
	unsigned long pcs[DOCK_STACK_MAX];
	struct dock_report *r;

	if (dock_task_exists(t))
		return false;
	r = dock_report_begin(
		"use-after-free",
		"%s() of a thread that has ended: nobody kept its task_struct", call);
	dock_report_fact(r, "task_struct", "0x%lx", (unsigned long)t);
	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	dock_report_end(r);
	return true;
}

int kthread_stop(struct task_struct *t)
{
	struct dock_kthread *k;
	int result;

	might_sleep();
	if (gone(t, "kthread_stop"))
		return -EINTR;
	k = to_kthread(t);
	get_task_struct(t);
	k->should_stop = true;
	kthread_unpark(t);
	wake_up_process(t);
	wait_for_completion(&k->exited);
	result = k->result;
	put_task_struct(t);
	return result;
}
EXPORT_SYMBOL(kthread_stop);

int kthread_park(struct task_struct *t)
{
	struct dock_kthread *k;

	if (gone(t, "kthread_park"))
		return -ENOSYS;
	k = to_kthread(t);
	if (WARN_ON(t->flags & PF_EXITING) || t->__state == TASK_DEAD)
		return -ENOSYS;
	if (WARN_ON_ONCE(k->should_park))
		return -EBUSY;
	k->should_park = true;
	if (t != current) {
		wake_up_process(t);
		wait_for_completion(&k->parked);
	}
	return 0;
}
EXPORT_SYMBOL(kthread_park);

void kthread_unpark(struct task_struct *t)
{
	struct dock_kthread *k = to_kthread(t);

	if (!k->should_park)
		return;
	reinit_completion(&k->parked);
	k->should_park = false;
	dock_try_to_wake(t, TASK_PARKED);
}
EXPORT_SYMBOL(kthread_unpark);

/* --- what is left --- */

static bool is_of(const struct dock_task *d, unsigned long base, unsigned long len)
{
	unsigned long fn = d->kthread ? (unsigned long)d->kthread->fn : 0;

	/* A worker's function is ours: whoever made it has left it. */
	if (fn == (unsigned long)kthread_worker_fn)
		fn = dock_stack_driver_pc(d->made_at);
	return fn - base < len;
}

void dock_kthread_report_leaks(unsigned long base, unsigned long len, const char *module)
{
	struct dock_task *d, *next;

	list_for_each_entry_safe(d, next, &dock_all_tasks, all) {
		if (!is_of(d, base, len) || d->ending || d->t->__state == TASK_DEAD)
			continue;
		dock_leftover_report(module, "a kernel thread", d->t->comm,
				     (unsigned long)d->kthread->fn, "made", d->made_at);
		dock_task_abandon(d->t);
	}
}
