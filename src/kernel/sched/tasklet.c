/* SPDX-License-Identifier: MIT */
/*
 * Tasklets: functions that an interrupt leaves for a moment later. One runs on
 * one processor at a time, with the preempt count of a softirq: the processor
 * that scheduled it, so never before the interrupt is over. Only what an idle
 * processor has left may be run by any other.
 */
#include "kernel/sched/tasklet.h"

#include <linux/export.h>
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include "check/report.h"
#include "kernel/sched/sched.h"

/* Of each processor, first to last; ->next links them. High ones go first. */
static struct queues {
	struct tasklet_struct *high, *normal;
} queues[DOCK_MAX_CPUS];
unsigned int dock_tasklets_waiting;

static void append(struct tasklet_struct **queue, struct tasklet_struct *t)
{
	while (*queue)
		queue = &(*queue)->next;
	t->next = NULL;
	*queue = t;
	dock_tasklets_waiting++;
}

static bool take(struct tasklet_struct **queue, const struct tasklet_struct *t)
{
	for (; *queue; queue = &(*queue)->next)
		if (*queue == t) {
			*queue = t->next;
			dock_tasklets_waiting--;
			return true;
		}
	return false;
}

void __tasklet_schedule(struct tasklet_struct *t)
{
	append(&queues[dock_cpu->id].normal, t);
}
EXPORT_SYMBOL(__tasklet_schedule);

void __tasklet_hi_schedule(struct tasklet_struct *t)
{
	append(&queues[dock_cpu->id].high, t);
}
EXPORT_SYMBOL(__tasklet_hi_schedule);

void tasklet_setup(struct tasklet_struct *t, void (*callback)(struct tasklet_struct *))
{
	*t = (struct tasklet_struct){ .callback = callback, .use_callback = true };
}
EXPORT_SYMBOL(tasklet_setup);

void tasklet_init(struct tasklet_struct *t, void (*func)(unsigned long), unsigned long data)
{
	*t = (struct tasklet_struct){ .func = func, .data = data };
}
EXPORT_SYMBOL(tasklet_init);

static struct tasklet_struct *first_ready(struct tasklet_struct *queue)
{
	for (struct tasklet_struct *t = queue; t; t = t->next)
		if (!atomic_read(&t->count) && !test_bit(TASKLET_STATE_RUN, &t->state))
			return t;
	return NULL;
}

static bool may_run(unsigned int cpu)
{
	return cpu == (unsigned int)dock_cpu->id || dock_cpu_is_idle(cpu);
}

bool dock_tasklets_ready(void)
{
	for (unsigned int cpu = 0; dock_tasklets_waiting && cpu < nr_cpu_ids; cpu++)
		if (first_ready(queues[cpu].high) || first_ready(queues[cpu].normal))
			return true;
	return false;
}

static struct tasklet_struct *take_first_ready(struct tasklet_struct **queue)
{
	struct tasklet_struct *t = first_ready(*queue);

	if (t)
		take(queue, t);
	return t;
}

static struct tasklet_struct *take_next(void)
{
	for (unsigned int cpu = 0; cpu < nr_cpu_ids; cpu++) {
		struct tasklet_struct *t = may_run(cpu) ? take_first_ready(&queues[cpu].high) : NULL;

		if (!t && may_run(cpu))
			t = take_first_ready(&queues[cpu].normal);
		if (t)
			return t;
	}
	return NULL;
}

static void run(struct tasklet_struct *t)
{
	set_bit(TASKLET_STATE_RUN, &t->state);
	clear_bit(TASKLET_STATE_SCHED, &t->state);
	if (t->use_callback)
		t->callback(t);
	else
		t->func(t->data);
	clear_bit(TASKLET_STATE_RUN, &t->state);
}

/* Only as many as wait now: one that schedules itself again has its next turn
 * at the next switch point. Disabled ones stay. */
void dock_tasklets_run(void)
{
	for (unsigned int n = dock_tasklets_waiting; n; n--) {
		struct tasklet_struct *t = take_next();

		if (!t)
			return;
		run(t);
	}
}

/* Let go on whoever must before @bit of the tasklet's state is clear. */
static void wait_for_bit(struct tasklet_struct *t, int bit)
{
	while (test_bit(bit, &t->state)) {
		if (in_interrupt())
			dock_cpu_relax_other();
		else
			yield();
	}
}

void tasklet_unlock_wait(struct tasklet_struct *t)
{
	wait_for_bit(t, TASKLET_STATE_RUN);
}
EXPORT_SYMBOL(tasklet_unlock_wait);

/* As in Linux, one that is disabled and scheduled is waited for for ever. */
void tasklet_kill(struct tasklet_struct *t)
{
	WARN(in_interrupt(), "tasklet_kill() in an interrupt\n");
	wait_for_bit(t, TASKLET_STATE_SCHED);
	wait_for_bit(t, TASKLET_STATE_RUN);
}
EXPORT_SYMBOL(tasklet_kill);

static void report_in(struct tasklet_struct **queue, unsigned long base, unsigned long len,
		      const char *module)
{
	for (struct tasklet_struct *t = *queue, *next; t; t = next) {
		unsigned long fn = (unsigned long)t->func;
		struct dock_report *r;

		next = t->next;
		if (fn < base || fn >= base + len)
			continue;
		r = dock_report_begin("registration-leak",
				      "module %s was unloaded and left a tasklet behind", module);
		dock_report_fact(r, "function", "{fn:%lx}", fn);
		dock_report_end(r);
		take(queue, t);
	}
}

void dock_tasklet_report_leaks(unsigned long base, unsigned long len, const char *module)
{
	for (unsigned int cpu = 0; cpu < nr_cpu_ids; cpu++) {
		report_in(&queues[cpu].high, base, len, module);
		report_in(&queues[cpu].normal, base, len, module);
	}
}
