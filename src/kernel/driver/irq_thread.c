/* SPDX-License-Identifier: MIT */
/*
 * Threads of interrupt handlers. With IRQF_ONESHOT the input stays masked from
 * the hard handler until the thread is done.
 */
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/wait.h>
#include "kernel/driver/irq_desc.h"

static void thread_done(struct irq_desc *d, const struct irq_action *a)
{
	if (a->flags & IRQF_ONESHOT) {
		d->oneshot--;
		dock_irq_update_mask(d);
	}
	if (!--d->threads_active)
		wake_up(&d->wait_for_threads);
}

static int thread_main(void *arg)
{
	struct irq_action *a = arg;
	struct irq_desc *d = a->desc;

	for (;;) {
		bool stop;

		set_current_state(TASK_INTERRUPTIBLE);
		/* Asked first: what came before the end is still done. */
		stop = kthread_should_stop();
		if (a->wake) {
			__set_current_state(TASK_RUNNING);
			a->wake = false;
			a->thread_fn((int)(d - dock_irq_desc), a->dev_id);
			thread_done(d, a);
		} else if (stop) {
			__set_current_state(TASK_RUNNING);
			return 0;
		} else {
			schedule();
		}
	}
}

int dock_irq_thread_start(struct irq_desc *d, struct irq_action *a)
{
	struct task_struct *t;

	a->desc = d;
	t = kthread_create(thread_main, a, "irq/%d-%s", (int)(d - dock_irq_desc), a->name);
	if (IS_ERR(t))
		return (int)PTR_ERR(t);
	a->thread = t;
	wake_up_process(t);
	return 0;
}

void dock_irq_thread_stop(struct irq_desc *d, struct irq_action *a)
{
	kthread_stop(a->thread);
	/* It was asked to run and ended before its first turn. */
	if (a->wake)
		thread_done(d, a);
}

void dock_irq_thread_wake(struct irq_desc *d, struct irq_action *a)
{
	if (a->wake)
		return;
	a->wake = true;
	d->threads_active++;
	if (a->flags & IRQF_ONESHOT) {
		d->oneshot++;
		dock_irq_update_mask(d);
	}
	wake_up_process(a->thread);
}
