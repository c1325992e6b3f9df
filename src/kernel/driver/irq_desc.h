/* SPDX-License-Identifier: MIT */
/* What irq.c and irq_thread.c share: the books of interrupts. */
#ifndef DOCK_KERNEL_DRIVER_IRQ_DESC_H
#define DOCK_KERNEL_DRIVER_IRQ_DESC_H

#include <linux/interrupt.h>
#include <linux/types.h>
#include <linux/wait.h>
#include <asm/irq.h>
#include "kernel/sched/sched.h"

struct irq_action {
	struct irq_action *next;
	irq_handler_t handler, thread_fn; /* one of them may be NULL */
	unsigned long flags;
	const char *name; /* the driver's; as in Linux it must stay */
	void *dev_id;
	u32 stack; /* where it was requested */
	/* Its thread. */
	struct irq_desc *desc;
	struct task_struct *thread;
	bool wake; /* asked to run, and does not run yet */
};

struct irq_desc {
	struct irq_action *actions; /* in the order of the requests */
	const char *chip;	    /* NULL: there is no such interrupt */
	unsigned long hw_number;
	bool level;
	bool switched_off;	    /* by a report */
	unsigned int depth;	    /* of disable_irq; 1 without a handler */
	unsigned int oneshot;	    /* threads that it must stay masked for */
	unsigned int threads_active;
	struct wait_queue_head wait_for_threads;
	int on_cpu;		    /* where its handlers run; -1: nowhere */
	unsigned long count, per_cpu[DOCK_MAX_CPUS];
	unsigned long unhandled, not_fallen, falls;
};

extern struct irq_desc dock_irq_desc[];

/* Tell the controller whether @d may ask. */
void dock_irq_update_mask(struct irq_desc *d);

int dock_irq_thread_start(struct irq_desc *d, struct irq_action *a);
void dock_irq_thread_stop(struct irq_desc *d, struct irq_action *a);
void dock_irq_thread_wake(struct irq_desc *d, struct irq_action *a);

#endif
