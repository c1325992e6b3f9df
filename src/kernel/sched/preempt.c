/* SPDX-License-Identifier: MIT */
/* The preempt count and interrupt state of the current processor. */
#include <linux/bottom_half.h>
#include <linux/export.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/preempt.h>
#include <linux/sched.h>
#include "check/report.h"
#include "check/stack.h"
#include "kernel/sched/sched.h"
#include "machine/clock.h"

int dock_preempt_count(void)
{
	return dock_cpu->preempt_count;
}
EXPORT_SYMBOL(dock_preempt_count);

void dock_preempt_add(int val)
{
	dock_cpu->preempt_count += val;
}
EXPORT_SYMBOL(dock_preempt_add);

/* Take @val off its part of the count. False: it is not there. */
static bool take_off(int val)
{
	int part = val < (int)SOFTIRQ_OFFSET   ? (int)PREEMPT_MASK
		   : val < (int)HARDIRQ_OFFSET ? (int)SOFTIRQ_MASK
					       : (int)HARDIRQ_MASK;
	bool there = (dock_cpu->preempt_count & part) >= val;

	if (likely(there))
		dock_cpu->preempt_count -= val;
	return there;
}

void dock_preempt_leave(int val)
{
	take_off(val);
}

static void switch_on(int val)
{
	if (unlikely(!take_off(val)))
		WARN(!current->dock->count_cleaned,
		     "preemption or softirqs are switched on that are not off\n");
}

void dock_preempt_sub(int val)
{
	switch_on(val);
	if (!dock_cpu->preempt_count)
		dock_switch_point(0);
}
EXPORT_SYMBOL(dock_preempt_sub);

/* Softirqs come with preemption off, too; and not in themselves. */
void dock_local_bh_enable(void)
{
	switch_on((int)SOFTIRQ_DISABLE_OFFSET);
	if (!in_interrupt() && dock_cpu->curr && !dock_hw_busy && dock_something_due())
		dock_run_due();
	if (!dock_cpu->preempt_count)
		dock_switch_point(0);
}
EXPORT_SYMBOL(dock_local_bh_enable);

unsigned long dock_irq_save(void)
{
	unsigned long was_on = !dock_cpu->irqs_off;

	dock_cpu->irqs_off = true;
	return was_on;
}
EXPORT_SYMBOL(dock_irq_save);

void dock_irq_restore(unsigned long flags)
{
	dock_cpu->irqs_off = !flags;
	if (flags && !dock_cpu->preempt_count)
		dock_switch_point(0);
}
EXPORT_SYMBOL(dock_irq_restore);

int dock_irqs_disabled(void)
{
	return dock_cpu->irqs_off;
}
EXPORT_SYMBOL(dock_irqs_disabled);

/* --- sleeping --- */

static bool may_sleep(void)
{
	const struct dock_task *d = current->dock;

	return !dock_cpu->preempt_count && !dock_cpu->irqs_off &&
	       (!d->rcu_nesting || d->rcu_slept);
}

static void report_sleep(struct dock_report *r)
{
	unsigned long pcs[DOCK_STACK_MAX];

	dock_report_fact(r, "preempt count", "%d", dock_cpu->preempt_count);
	dock_report_fact(r, "interrupts", "%s", dock_cpu->irqs_off ? "off" : "on");
	if (current->dock->rcu_nesting)
		dock_report_fact(r, "rcu_read_lock()", "held");
	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	dock_report_end(r);
}

void dock_check_may_schedule(void)
{
	if (likely(may_sleep()))
		return;
	report_sleep(dock_report_begin("sleep-in-atomic", "%s sleeps where Linux forbids it",
				       current->comm));
	/* As Linux does after its message: go on with a clean count. */
	dock_cpu->preempt_count = 0;
	dock_cpu->irqs_off = false;
	current->dock->count_cleaned = true;
	current->dock->rcu_slept = current->dock->rcu_nesting;
}

/* might_sleep(): asked before a call that could sleep, whether or not it will. */
void dock_might_sleep(const char *file, int line)
{
	if (likely(may_sleep()))
		return;
	report_sleep(dock_report_begin(
		"sleep-in-atomic",
		"a function that may sleep was called where Linux forbids sleeping"));
}
EXPORT_SYMBOL(dock_might_sleep);

/* A copy from or to a user sleeps in a page fault alone. */
void dock_might_fault(const char *file, int line)
{
	if (!current->pagefault_disabled)
		dock_might_sleep(file, line);
}
EXPORT_SYMBOL(dock_might_fault);
