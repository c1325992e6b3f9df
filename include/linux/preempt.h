/* SPDX-License-Identifier: MIT */
/* The preempt count and the contexts that it tells apart. */
#ifndef _LINUX_PREEMPT_H
#define _LINUX_PREEMPT_H

#include <linux/compiler.h>
#include <linux/types.h>

#define PREEMPT_SHIFT	0
#define SOFTIRQ_SHIFT	8
#define HARDIRQ_SHIFT	16
#define NMI_SHIFT	20
#define PREEMPT_MASK	0x000000ffU
#define SOFTIRQ_MASK	0x0000ff00U
#define HARDIRQ_MASK	0x000f0000U
#define NMI_MASK	0x00f00000U
#define PREEMPT_OFFSET	(1U << PREEMPT_SHIFT)
#define SOFTIRQ_OFFSET	(1U << SOFTIRQ_SHIFT)
#define HARDIRQ_OFFSET	(1U << HARDIRQ_SHIFT)
#define SOFTIRQ_DISABLE_OFFSET (2 * SOFTIRQ_OFFSET)

int dock_preempt_count(void);
void dock_preempt_add(int val);
void dock_preempt_sub(int val);

#define preempt_count() dock_preempt_count()
#define preempt_disable() dock_preempt_add(PREEMPT_OFFSET)
#define preempt_enable() dock_preempt_sub(PREEMPT_OFFSET)
#define preempt_enable_no_resched() preempt_enable()
#define preempt_disable_notrace() preempt_disable()
#define preempt_enable_notrace() preempt_enable()

/* Stay on this processor, without being atomic. */
extern void migrate_disable(void) __dock(migrate_disable);
extern void migrate_enable(void) __dock(migrate_enable);

#define in_irq() (preempt_count() & HARDIRQ_MASK)
#define in_hardirq() (preempt_count() & HARDIRQ_MASK)
#define in_softirq() (preempt_count() & SOFTIRQ_MASK)
#define in_serving_softirq() (preempt_count() & SOFTIRQ_OFFSET)
#define in_interrupt() (preempt_count() & (HARDIRQ_MASK | SOFTIRQ_MASK | NMI_MASK))
#define in_nmi() (preempt_count() & NMI_MASK)
#define in_task() (!(preempt_count() & (NMI_MASK | HARDIRQ_MASK | SOFTIRQ_OFFSET)))
#define in_atomic() (preempt_count() != 0)
#define preemptible() (preempt_count() == 0 && !irqs_disabled())

#endif
