/* SPDX-License-Identifier: MIT */
/*
 * RCU. A grace period is over when each reader of its beginning has left, and each
 * processor was seen outside of code that must not be preempted. A tick looks at
 * them while somebody waits; callbacks run in it, as in a softirq.
 *
 * A reader counts in its task, which may be preempted and moved meanwhile; what
 * an interrupt reads counts in the task that it interrupts.
 */
#include "kernel/sched/rcu.h"

#include <linux/cpumask.h>
#include <linux/export.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/time.h>
#include <linux/wait.h>
#include "check/report.h"
#include "check/stack.h"
#include "host/mem.h"
#include "kernel/leftover.h"
#include "kernel/sched/sched.h"
#include "machine/clock.h"

#define TICK_NS (NSEC_PER_SEC / HZ)
#define READ_NS 5

struct callback {
	struct list_head list;
	struct rcu_head *head;
	rcu_callback_t func; /* below 4096: where in the object to free the head is */
	unsigned long period, serial;
	unsigned int stack;
};

/* Grace periods have numbers: the last that began, that ended, that is wanted. */
static unsigned long begun, over, wanted;
static unsigned long unseen; /* processors, a bit each, in the one that goes on */
static LIST_HEAD(callbacks); /* in the order of their making, and of periods */
static unsigned long last_serial;
static unsigned int running; /* callbacks */
static struct dock_event *ticking;
static DECLARE_WAIT_QUEUE_HEAD(waiters);

/* --- readers --- */

void __rcu_read_lock(void)
{
	struct dock_task *d = current->dock;

	if (!d->rcu_nesting++)
		d->rcu_began = begun;
	dock_switch_point(READ_NS);
}
EXPORT_SYMBOL(__rcu_read_lock);

void __rcu_read_unlock(void)
{
	struct dock_task *d = current->dock;

	if (WARN(!d->rcu_nesting, "rcu_read_unlock() without rcu_read_lock()\n"))
		return;
	if (!--d->rcu_nesting)
		d->rcu_slept = false;
	dock_switch_point(READ_NS);
}
EXPORT_SYMBOL(__rcu_read_unlock);

int rcu_read_lock_held(void)
{
	return current->dock->rcu_nesting || in_softirq() || !preemptible();
}
EXPORT_SYMBOL(rcu_read_lock_held);

static bool readers_left(void)
{
	struct dock_task *d;

	list_for_each_entry(d, &dock_all_tasks, all)
		if (d->rcu_nesting && d->rcu_began < begun && d->t->__state != TASK_DEAD)
			return true;
	return false;
}

/* The tick itself is a softirq on the processor that it interrupts. */
static bool is_quiet(unsigned int id)
{
	const struct dock_cpu *cpu = dock_cpu_of(id);

	if (cpu == dock_cpu)
		return cpu->preempt_count == (int)SOFTIRQ_OFFSET;
	return !cpu->curr || (!cpu->preempt_count && !cpu->irqs_off);
}

/* --- grace periods --- */

static void run_callbacks(void)
{
	while (!list_empty(&callbacks)) {
		struct callback *c = list_first_entry(&callbacks, struct callback, list);
		rcu_callback_t func = c->func;
		struct rcu_head *head = c->head;

		if (c->period > over)
			break;
		list_del(&c->list);
		host_free(c);
		running++;
		if ((unsigned long)func < 4096)
			kvfree((void *)head - (unsigned long)func);
		else
			func(head);
		running--;
	}
	wake_up_all(&waiters);
}

static void tick(void *unused)
{
	ticking = NULL;
	if (begun == over) {
		begun++;
		unseen = cpumask_bits(cpu_online_mask)[0];
	}
	for (unsigned int id = 0; id < nr_cpu_ids; id++)
		if (is_quiet(id))
			unseen &= ~(1UL << id);
	if (!unseen && !readers_left()) {
		over = begun;
		run_callbacks();
	}
	if (over < wanted && !ticking)
		ticking = dock_event_add(dock_clock_now() + TICK_NS, tick, NULL);
}

/* The number of one that begins after now. */
static unsigned long want(void)
{
	wanted = begun + 1;
	if (!ticking)
		ticking = dock_event_add(dock_clock_now() + TICK_NS, tick, NULL);
	return wanted;
}

static void report_waits_for_itself(void)
{
	unsigned long pcs[DOCK_STACK_MAX];
	struct dock_report *r = dock_report_begin(
		"deadlock", "synchronize_rcu() waits for its own task, which reads");

	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	dock_report_end(r);
	dock_task_kill_current();
}

void synchronize_rcu(void)
{
	unsigned long period;

	if (current->dock->rcu_nesting)
		report_waits_for_itself();
	might_sleep();
	period = want();
	wait_event(waiters, over >= period);
}
EXPORT_SYMBOL_GPL(synchronize_rcu);

unsigned long get_state_synchronize_rcu(void)
{
	return begun + 1;
}
EXPORT_SYMBOL_GPL(get_state_synchronize_rcu);

bool poll_state_synchronize_rcu(unsigned long period)
{
	return over >= period;
}
EXPORT_SYMBOL_GPL(poll_state_synchronize_rcu);

void cond_synchronize_rcu(unsigned long period)
{
	if (!poll_state_synchronize_rcu(period))
		synchronize_rcu();
}
EXPORT_SYMBOL_GPL(cond_synchronize_rcu);

/* --- callbacks --- */

void call_rcu(struct rcu_head *head, rcu_callback_t func)
{
	struct callback *c = host_alloc(sizeof(*c));

	c->head = head;
	c->func = func;
	c->period = want();
	c->serial = ++last_serial;
	c->stack = dock_stack_keep();
	list_add_tail(&c->list, &callbacks);
}
EXPORT_SYMBOL_GPL(call_rcu);

void kvfree_call_rcu(struct rcu_head *head, void *ptr)
{
	if (head) {
		call_rcu(head, (rcu_callback_t)((unsigned long)head - (unsigned long)ptr));
		return;
	}
	synchronize_rcu();
	kvfree(ptr);
}
EXPORT_SYMBOL_GPL(kvfree_call_rcu);

static bool ran_up_to(unsigned long serial)
{
	return !running &&
	       (list_empty(&callbacks) ||
		list_first_entry(&callbacks, struct callback, list)->serial > serial);
}

void rcu_barrier(void)
{
	unsigned long serial = last_serial;

	might_sleep();
	wait_event(waiters, ran_up_to(serial));
}
EXPORT_SYMBOL_GPL(rcu_barrier);

/* --- what is left --- */

void dock_rcu_report_leaks(unsigned long base, unsigned long len, const char *module)
{
	struct callback *c, *next;

	list_for_each_entry_safe(c, next, &callbacks, list) {
		if ((unsigned long)c->func - base >= len)
			continue;
		dock_leftover_report(module, "an RCU callback", NULL, (unsigned long)c->func,
				     "called for", c->stack);
		list_del(&c->list);
		host_free(c);
	}
}

void dock_rcu_flush(void)
{
	if (!list_empty(&callbacks))
		rcu_barrier();
}
