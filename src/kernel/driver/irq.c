/* SPDX-License-Identifier: MIT */
/*
 * Interrupts: who handles which, and the handlers' turns.
 *
 * A handler runs on the stack of whoever is interrupted, with the preempt count
 * of a hard interrupt and interrupts off. A level input that still asks
 * afterwards has its handlers called again. Handlers' threads are in
 * irq_thread.c. The books are in drydock's own memory.
 */
#include "kernel/driver/irq.h"

#include <linux/errno.h>
#include <linux/export.h>
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/smp.h>
#include <linux/string.h>
#include "check/report.h"
#include "check/stack.h"
#include "host/mem.h"
#include "kernel/compat/call.h"
#include "kernel/driver/irq_desc.h"
#include "kernel/sched/sched.h"
#include "machine/clock.h"
#include "machine/intc.h"

#define ENTRY_NS     400 /* from the wire to the handler */
#define FIRST_VECTOR 24
/* After so many answers of IRQ_NONE in a row an input is switched off (Linux
 * takes 99,900 of 100,000); and after so many of IRQ_HANDLED while the level
 * never fell. */
#define NOBODY_CARED 100
#define STORM	     10000

struct irq_desc dock_irq_desc[NR_IRQS];

static struct irq_desc *desc_of(unsigned int irq)
{
	return irq < NR_IRQS && dock_irq_desc[irq].chip ? &dock_irq_desc[irq] : NULL;
}

static unsigned int number(const struct irq_desc *d)
{
	return (unsigned int)(d - dock_irq_desc);
}

void dock_irq_exists(unsigned int irq, const char *chip, unsigned long hw_number, bool level)
{
	struct irq_desc *d = &dock_irq_desc[irq];

	d->chip = chip;
	d->hw_number = hw_number;
	d->level = level;
	d->depth = 1;
	init_waitqueue_head(&d->wait_for_threads);
}

void dock_irq_update_mask(struct irq_desc *d)
{
	dock_intc_mask(number(d), !d->actions || d->depth || d->oneshot);
}

/* --- a handler's turn --- */

static void report_unanswered(struct irq_desc *d, const char *rule, const char *sentence)
{
	struct dock_report *r = dock_report_begin(rule, sentence, number(d));

	for (struct irq_action *a = d->actions; a; a = a->next) {
		unsigned long fn = (unsigned long)(a->handler ? a->handler : a->thread_fn);

		dock_report_fact(r, "handler", "%s, {fn:%lx}", a->name, fn);
	}
	dock_report_fact(r, "calls", "%lu", d->count);
	for (struct irq_action *a = d->actions; a; a = a->next) {
		const unsigned long *pcs;
		int n = dock_stack_get(a->stack, &pcs);

		dock_report_stack(r, "requested", pcs, n);
	}
	dock_report_end(r);
	d->depth++;
	d->switched_off = true;
	dock_irq_update_mask(d);
}

/* An input whose handlers never make it quiet would be all that runs. */
static void note_answer(struct irq_desc *d, irqreturn_t answer)
{
	unsigned long falls = dock_intc_falls(number(d));

	d->unhandled = answer == IRQ_NONE ? d->unhandled + 1 : 0;
	d->not_fallen = d->level && falls == d->falls ? d->not_fallen + 1 : 0;
	d->falls = falls;
	if (d->switched_off)
		return;
	if (d->unhandled >= NOBODY_CARED)
		report_unanswered(d, "irq-nobody-cared",
				  "nobody cared about interrupt %u: it is switched off");
	else if (d->not_fallen >= STORM)
		report_unanswered(d, "irq-storm",
				  "interrupt %u is handled and handled, and its line never "
				  "falls: it is switched off");
}

static irqreturn_t call(struct irq_desc *d, struct irq_action *a)
{
	irqreturn_t answer = a->handler ? dock_compat_irq_call(a->handler, (int)number(d), a->dev_id) : IRQ_WAKE_THREAD;

	WARN(!dock_cpu->irqs_off, "the handler of interrupt %u (%s) switched interrupts on\n",
	     number(d), a->name);
	dock_cpu->irqs_off = true;
	if (answer != IRQ_WAKE_THREAD)
		return answer;
	if (!WARN(!a->thread_fn, "the handler of interrupt %u (%s) wakes a thread it does not have\n",
		  number(d), a->name))
		dock_irq_thread_wake(d, a);
	return IRQ_HANDLED;
}

static void deliver(struct irq_desc *d)
{
	int preempt_count = dock_cpu->preempt_count;
	irqreturn_t answer = IRQ_NONE;

	dock_cpu->preempt_count += HARDIRQ_OFFSET;
	dock_cpu->irqs_off = true;
	d->on_cpu = dock_cpu->id;
	dock_clock_pass(ENTRY_NS);
	d->count++;
	d->per_cpu[dock_cpu->id]++;
	for (struct irq_action *a = d->actions; a; a = a->next)
		answer |= call(d, a);
	note_answer(d, answer);
	d->on_cpu = -1;
	/* A handler that slept was reported, and the count was cleaned then. */
	if (dock_cpu->preempt_count & HARDIRQ_MASK)
		dock_cpu->preempt_count = preempt_count;
	dock_cpu->irqs_off = false;
	dock_intc_end(number(d));
}

void dock_irq_run(void)
{
	int irq;

	if (dock_cpu->irqs_off || (dock_cpu->preempt_count & HARDIRQ_MASK))
		return;
	irq = dock_intc_take();
	if (irq >= 0)
		deliver(&dock_irq_desc[irq]);
}

/* --- request and free --- */

static int check_flags(irq_handler_t handler, irq_handler_t thread_fn, unsigned long flags,
		       const void *dev_id)
{
	if ((flags & IRQF_SHARED) && (!dev_id || (flags & IRQF_NO_AUTOEN)))
		return -EINVAL;
	if (!handler && !thread_fn)
		return -EINVAL;
	/* A thread alone on a level that nobody has made quiet: it would be asked
	 * again before its thread runs. */
	if (!handler && !(flags & IRQF_ONESHOT))
		return -EINVAL;
	return 0;
}

static int check_shared(const struct irq_desc *d, unsigned long flags, const char *name)
{
	const struct irq_action *a = d->actions;
	unsigned long same = IRQF_SHARED | IRQF_ONESHOT | IRQF_PERCPU;

	if (!a)
		return 0;
	if ((a->flags & flags & IRQF_SHARED) && !((a->flags ^ flags) & same) &&
	    (!(flags & IRQF_TRIGGER_MASK) || !((a->flags ^ flags) & IRQF_TRIGGER_MASK)))
		return 0;
	if (!(flags & IRQF_PROBE_SHARED))
		pr_err("genirq: Flags mismatch irq %u. %08lx (%s) vs. %08lx (%s)\n", number(d),
		       flags, name ? name : "", a->flags, a->name);
	return -EBUSY;
}

static void append(struct irq_desc *d, struct irq_action *new)
{
	struct irq_action **end = &d->actions;

	while (*end)
		end = &(*end)->next;
	*end = new;
}

static void first_handler(struct irq_desc *d, unsigned long flags)
{
	d->depth = flags & IRQF_NO_AUTOEN ? 1 : 0;
	d->unhandled = d->not_fallen = 0;
	d->switched_off = false;
	d->on_cpu = -1;
}

int request_threaded_irq(unsigned int irq, irq_handler_t handler, irq_handler_t thread_fn,
			 unsigned long flags, const char *name, void *dev_id)
{
	struct irq_desc *d = desc_of(irq);
	struct irq_action *a;
	int err;

	might_sleep();
	if (irq == IRQ_NOTCONNECTED)
		return -ENOTCONN;
	err = check_flags(handler, thread_fn, flags, dev_id);
	if (err || !d)
		return -EINVAL;
	err = check_shared(d, flags, name);
	if (err)
		return err;
	a = host_alloc(sizeof(*a));
	a->handler = handler;
	a->thread_fn = thread_fn;
	a->flags = flags;
	a->name = name ? name : "";
	a->dev_id = dev_id;
	a->stack = dock_stack_keep();
	if (thread_fn) {
		err = dock_irq_thread_start(d, a);
		if (err) {
			host_free(a);
			return err;
		}
	}
	if (!d->actions)
		first_handler(d, flags);
	append(d, a);
	dock_irq_update_mask(d);
	dock_switch_point(100);
	return 0;
}
EXPORT_SYMBOL(request_threaded_irq);

static struct irq_action *unlink_action(struct irq_desc *d, const void *dev_id)
{
	struct irq_action **link = &d->actions, *a;

	while ((a = *link) && a->dev_id != dev_id)
		link = &a->next;
	if (a)
		*link = a->next;
	return a;
}

const void *free_irq(unsigned int irq, void *dev_id)
{
	struct irq_desc *d = desc_of(irq);
	struct irq_action *a;
	const char *name;

	if (!d || WARN(in_interrupt(), "free_irq(%u) in an interrupt\n", irq))
		return NULL;
	a = unlink_action(d, dev_id);
	if (WARN(!a, "interrupt %u is freed, but there is no such handler of it\n", irq))
		return NULL;
	if (!d->actions)
		d->depth = 1;
	dock_irq_update_mask(d);
	synchronize_hardirq(irq);
	if (a->thread)
		dock_irq_thread_stop(d, a);
	name = a->name;
	host_free(a);
	return name;
}
EXPORT_SYMBOL(free_irq);

/* --- switching off and on --- */

void disable_irq_nosync(unsigned int irq)
{
	struct irq_desc *d = desc_of(irq);

	if (!d)
		return;
	d->depth++;
	dock_irq_update_mask(d);
}
EXPORT_SYMBOL(disable_irq_nosync);

void disable_irq(unsigned int irq)
{
	disable_irq_nosync(irq);
	synchronize_irq(irq);
}
EXPORT_SYMBOL(disable_irq);

bool disable_hardirq(unsigned int irq)
{
	disable_irq_nosync(irq);
	return synchronize_hardirq(irq);
}
EXPORT_SYMBOL(disable_hardirq);

void enable_irq(unsigned int irq)
{
	struct irq_desc *d = desc_of(irq);

	if (!d || WARN(!d->depth || !d->actions, "unbalanced enable_irq(%u)\n", irq))
		return;
	if (!--d->depth)
		d->switched_off = false;
	dock_irq_update_mask(d);
	dock_switch_point(50);
}
EXPORT_SYMBOL(enable_irq);

static bool running_here(const struct irq_desc *d)
{
	unsigned long pcs[DOCK_STACK_MAX];
	struct dock_report *r;

	if (d->on_cpu != dock_cpu->id)
		return false;
	r = dock_report_begin("deadlock",
			      "the handler of interrupt %u waits for itself to end", number(d));
	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	dock_report_end(r);
	return true;
}

bool synchronize_hardirq(unsigned int irq)
{
	struct irq_desc *d = desc_of(irq);

	if (!d)
		return true;
	while (d->on_cpu >= 0 && dock_cpu->curr) {
		if (running_here(d))
			dock_task_kill_current();
		dock_cpu_relax_other();
	}
	return !d->threads_active;
}
EXPORT_SYMBOL(synchronize_hardirq);

void synchronize_irq(unsigned int irq)
{
	struct irq_desc *d = desc_of(irq);

	if (!d)
		return;
	synchronize_hardirq(irq);
	might_sleep();
	wait_event(d->wait_for_threads, !d->threads_active);
}
EXPORT_SYMBOL(synchronize_irq);

void irq_wake_thread(unsigned int irq, void *dev_id)
{
	struct irq_desc *d = desc_of(irq);

	for (struct irq_action *a = d ? d->actions : NULL; a; a = a->next)
		if (a->dev_id == dev_id && a->thread)
			dock_irq_thread_wake(d, a);
}
EXPORT_SYMBOL(irq_wake_thread);

/* --- message-signalled ones --- */

static bool row_is_free(unsigned int first, unsigned int nr)
{
	for (unsigned int i = first; i < first + nr; i++)
		if (dock_irq_desc[i].chip)
			return false;
	return true;
}

int dock_irq_vectors_alloc(unsigned int nr, unsigned long hw_number)
{
	for (unsigned int first = roundup(FIRST_VECTOR, nr); first + nr <= NR_IRQS; first += nr) {
		if (!row_is_free(first, nr))
			continue;
		for (unsigned int i = 0; i < nr; i++)
			dock_irq_exists(first + i, "PCI-MSI", hw_number + i, false);
		return (int)first;
	}
	return -ENOSPC;
}

void dock_irq_vectors_free(unsigned int first, unsigned int nr)
{
	for (unsigned int i = first; i < first + nr; i++) {
		dock_intc_forget(i);
		memset(&dock_irq_desc[i], 0, sizeof(dock_irq_desc[i]));
	}
}

bool dock_irq_has_handler(unsigned int irq)
{
	return dock_irq_desc[irq].actions;
}

/* --- /proc/interrupts, and what is left --- */

static void show(struct seq_file *m, const struct irq_desc *d)
{
	seq_printf(m, "%3u: ", number(d));
	for (unsigned int cpu = 0; cpu < nr_cpu_ids; cpu++)
		seq_printf(m, "%10lu ", d->per_cpu[cpu]);
	seq_printf(m, " %8s %4lu-%-8s", d->chip, d->hw_number, d->level ? "fasteoi" : "edge");
	for (const struct irq_action *a = d->actions; a; a = a->next)
		seq_printf(m, "%s%s", a == d->actions ? "  " : ", ", a->name);
	seq_putc(m, '\n');
}

int dock_proc_interrupts(struct seq_file *m, void *v)
{
	seq_puts(m, "    ");
	for (unsigned int cpu = 0; cpu < nr_cpu_ids; cpu++)
		seq_printf(m, "       CPU%-d", cpu);
	seq_putc(m, '\n');
	for (int i = 0; i < NR_IRQS; i++)
		if (dock_irq_desc[i].chip && (dock_irq_desc[i].actions || dock_irq_desc[i].count))
			show(m, &dock_irq_desc[i]);
	return 0;
}

unsigned long dock_irq_live(void)
{
	unsigned long n = 0;

	for (int i = 0; i < NR_IRQS; i++)
		for (struct irq_action *a = dock_irq_desc[i].actions; a; a = a->next)
			n++;
	return n;
}

static void report_left(struct irq_desc *d, struct irq_action *a, const char *module)
{
	struct dock_report *r = dock_report_begin(
		"registration-leak", "module %s was unloaded and left an interrupt handler behind",
		module);
	const unsigned long *pcs;
	int n = dock_stack_get(a->stack, &pcs);

	dock_report_fact(r, "interrupt", "%u", number(d));
	dock_report_fact(r, "handler", "0x%lx",
			 (unsigned long)(a->handler ? a->handler : a->thread_fn));
	dock_report_stack(r, "requested", pcs, n);
	dock_report_end(r);
}

void dock_irq_report_leaks(unsigned long base, unsigned long len, const char *module)
{
	for (int i = 0; i < NR_IRQS; i++) {
		struct irq_desc *d = &dock_irq_desc[i];
		struct irq_action *a, *next;

		for (a = d->actions; a; a = next) {
			unsigned long fn = (unsigned long)(a->handler ? a->handler : a->thread_fn);

			next = a->next;
			if (fn < base || fn >= base + len)
				continue;
			report_left(d, a, module);
			/* Its code is gone: it is never called again. */
			unlink_action(d, a->dev_id);
			dock_irq_update_mask(d);
		}
	}
}
