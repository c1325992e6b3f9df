/* SPDX-License-Identifier: MIT */
/*
 * What is due on a processor: the devices' own work, interrupts, calls, hrtimers;
 * and softirqs, which are timers and tasklets.
 */
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include "kernel/driver/irq.h"
#include "kernel/sched/sched.h"
#include "kernel/sched/tasklet.h"
#include "machine/clock.h"
#include "machine/intc.h"

/* So many events at one switch point, and what they cost then: a sleep of a
 * second ends while a device floods the machine, too. */
#define MANY_EVENTS    1000
#define MANY_EVENTS_NS 100000

bool dock_something_due(void)
{
	return dock_event_next() <= dock_clock_now() || dock_intc_asking ||
	       dock_tasklets_waiting || dock_cpu->calls;
}

/* Those that are due again at once must not be all that runs: the rest has its
 * turn later, and time goes on. */
static void run_events(int (*run_one)(void))
{
	for (int n = 0; run_one(); n++)
		if (n == MANY_EVENTS) {
			dock_clock_pass(MANY_EVENTS_NS);
			return;
		}
}

static void run_interrupting(void)
{
	if (dock_cpu->irqs_off || (dock_cpu->preempt_count & HARDIRQ_MASK))
		return;
	dock_cpu->preempt_count += HARDIRQ_OFFSET;
	dock_cpu->irqs_off = true;
	run_events(dock_irq_event_run_due);
	dock_cpu->irqs_off = false;
	dock_preempt_leave(HARDIRQ_OFFSET);
}

/* What is due here: the devices' own work whatever this processor does, an
 * interrupt if it takes one now, then timers and tasklets. */
void dock_run_due(void)
{
	struct dock_task *d = dock_cpu->curr->dock;
	unsigned long printed = d->printed; /* what comes now is not its own */

	d->printed = 0;
	run_events(dock_hw_event_run_due);
	dock_irq_run();
	dock_calls_run();
	run_interrupting();
	if (!dock_cpu->irqs_off && !(dock_cpu->preempt_count & (SOFTIRQ_MASK | HARDIRQ_MASK))) {
		dock_cpu->preempt_count += SOFTIRQ_OFFSET;
		run_events(dock_event_run_due);
		dock_tasklets_run();
		dock_preempt_leave(SOFTIRQ_OFFSET);
	}
	d->printed = printed;
}
