/* SPDX-License-Identifier: MIT */
/*
 * Calls from one processor to another, and who may ask where it runs.
 *
 * A call waits at its processor like an interrupt: it runs at the next switch
 * point there with interrupts on, or on the idle task.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include "check/report.h"
#include "check/stack.h"
#include "host/mem.h"
#include "kernel/sched/sched.h"

struct dock_call {
	struct dock_call *next;
	smp_call_func_t fn;
	void *info;
	bool begun, done, waited_for;
};

/* --- where am I? --- */

static bool stays_here(void)
{
	return dock_cpu->preempt_count || dock_cpu->irqs_off ||
	       current->dock->migrate_disabled ||
	       ((current->flags & PF_NO_SETAFFINITY) && current->nr_cpus_allowed == 1) ||
	       !dock_cpu->curr;
}

int dock_smp_processor_id(const char *call)
{
	unsigned long pcs[DOCK_STACK_MAX];
	struct dock_report *r;

	if (likely(stays_here()) ||
	    dock_report_seen("preemptible-cpu",
			     (unsigned long)__builtin_return_address(0)))
		return dock_cpu->id;
	r = dock_report_begin("preemptible-cpu",
			      "%s by a task that may be moved to another processor",
			      call);
	dock_report_fact(r, "task", "%s", current->comm);
	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	dock_report_end(r);
	return dock_cpu->id;
}
EXPORT_SYMBOL(dock_smp_processor_id);

void migrate_disable(void)
{
	struct dock_task *d = current->dock;

	if (!d->migrate_disabled++) {
		d->cpus_before = d->cpus;
		d->cpus = 1UL << dock_cpu->id;
	}
}
EXPORT_SYMBOL(migrate_disable);

void migrate_enable(void)
{
	struct dock_task *d = current->dock;

	if (WARN_ON(!d->migrate_disabled))
		return;
	if (!--d->migrate_disabled)
		d->cpus = d->cpus_before;
	dock_switch_point(0);
}
EXPORT_SYMBOL(migrate_enable);

/* --- calls --- */

static void run(smp_call_func_t fn, void *info)
{
	bool irqs_off = dock_cpu->irqs_off;

	dock_cpu->irqs_off = true;
	fn(info);
	dock_cpu->irqs_off = irqs_off;
}

void dock_calls_run(void)
{
	struct dock_call *c;

	while ((c = dock_cpu->calls) && !dock_cpu->irqs_off &&
	       !(dock_cpu->preempt_count & HARDIRQ_MASK)) {
		dock_cpu->calls = c->next;
		dock_cpu->preempt_count += HARDIRQ_OFFSET;
		c->begun = true;
		run(c->fn, c->info);
		dock_preempt_leave(HARDIRQ_OFFSET);
		c->done = true;
		if (!c->waited_for)
			host_free(c);
	}
}

static struct dock_call *ask(unsigned int cpu, smp_call_func_t fn, void *info, bool wait)
{
	struct dock_call **end = &dock_cpu_of(cpu)->calls, *c = host_alloc(sizeof(*c));

	c->fn = fn;
	c->info = info;
	c->waited_for = wait;
	while (*end)
		end = &(*end)->next;
	*end = c;
	return c;
}

static void report_call(const char *what)
{
	unsigned long pcs[DOCK_STACK_MAX];
	struct dock_report *r = dock_report_begin("deadlock", "%s", what);

	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	dock_report_end(r);
}

/* Its function has begun, and waits for what is due here: reported already. */
static bool sleeps(const struct dock_call *c)
{
	if (!c->begun || dock_cpu->irqs_off)
		return false;
	dock_cpu_relax();
	return true;
}

static void wait_for(struct dock_call *c)
{
	struct dock_spin s = { 0 };

	while (!c->done)
		if (!dock_spin_turn(&s) && !c->done && !sleeps(c)) {
			report_call("a call to a processor that never takes it: "
				    "its interrupts stay off");
			dock_task_kill_current();
		}
	host_free(c);
}

void on_each_cpu_cond_mask(smp_cond_func_t cond_func, smp_call_func_t func, void *info,
			   bool wait, const struct cpumask *mask)
{
	struct dock_call *calls[DOCK_MAX_CPUS];
	unsigned int cpu, me, nr = 0;

	preempt_disable();
	me = (unsigned int)dock_cpu->id;
	if (dock_cpu->irqs_off && nr_cpu_ids > 1)
		report_call("a call to other processors with interrupts off: two that "
			    "do so wait for each other");
	for_each_cpu(cpu,
		     mask) if (cpu != me && (!cond_func || cond_func((int)cpu, info)))
		calls[nr++] = ask(cpu, func, info, wait);
	if (cpumask_test_cpu((int)me, mask) && (!cond_func || cond_func((int)me, info)))
		run(func, info);
	while (wait && nr)
		wait_for(calls[--nr]);
	preempt_enable();
}
EXPORT_SYMBOL(on_each_cpu_cond_mask);

static bool not_me(int cpu, void *info)
{
	return cpu != dock_cpu->id;
}

void smp_call_function_many(const struct cpumask *mask, smp_call_func_t func, void *info,
			    bool wait)
{
	on_each_cpu_cond_mask(not_me, func, info, wait, mask);
}
EXPORT_SYMBOL(smp_call_function_many);

void smp_call_function(smp_call_func_t func, void *info, int wait)
{
	smp_call_function_many(cpu_online_mask, func, info, wait);
}
EXPORT_SYMBOL(smp_call_function);

int smp_call_function_single(int cpu, smp_call_func_t func, void *info, int wait)
{
	if ((unsigned int)cpu >= nr_cpu_ids)
		return -ENXIO;
	on_each_cpu_cond_mask(NULL, func, info, wait, cpumask_of(cpu));
	return 0;
}
EXPORT_SYMBOL(smp_call_function_single);

int smp_call_function_any(const struct cpumask *mask, smp_call_func_t func, void *info,
			  int wait)
{
	int cpu = dock_cpu->id;

	if (!cpumask_test_cpu(cpu, mask))
		cpu = (int)cpumask_first(mask);
	return smp_call_function_single(cpu, func, info, wait);
}
EXPORT_SYMBOL(smp_call_function_any);
