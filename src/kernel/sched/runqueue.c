/* SPDX-License-Identifier: MIT */
/* The tasks that want to run, in one queue for all processors. */
#include <linux/list.h>
#include <linux/sched.h>
#include "core/rng.h"
#include "kernel/sched/sched.h"

static LIST_HEAD(run_queue);
unsigned int dock_rq_length;
static unsigned int bound; /* of them, those that may not run everywhere */

void dock_rq_add(struct task_struct *t)
{
	if (!list_empty(&t->dock->rq))
		return;
	list_add_tail(&t->dock->rq, &run_queue);
	dock_rq_length++;
	bound += t->dock->cpus != DOCK_ALL_CPUS;
}

void dock_rq_remove(struct task_struct *t)
{
	if (list_empty(&t->dock->rq))
		return;
	list_del_init(&t->dock->rq);
	dock_rq_length--;
	bound -= t->dock->cpus != DOCK_ALL_CPUS;
}

static bool may_run_on(const struct dock_task *d, int cpu)
{
	return d->cpus >> cpu & 1;
}

unsigned int dock_rq_runnable_on(int cpu)
{
	unsigned int n = 0;
	struct dock_task *d;

	if (!bound)
		return dock_rq_length;
	list_for_each_entry(d, &run_queue, rq)
		n += may_run_on(d, cpu);
	return n;
}

struct task_struct *dock_rq_take(int cpu)
{
	unsigned int n = dock_rq_runnable_on(cpu);
	unsigned long skip;
	struct dock_task *d;

	if (!n)
		return NULL;
	skip = dock_rng_below(n);
	list_for_each_entry(d, &run_queue, rq)
		if (may_run_on(d, cpu) && !skip--)
			break;
	dock_rq_remove(d->t);
	return d->t;
}
