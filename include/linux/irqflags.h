/* SPDX-License-Identifier: MIT */
/* Whether this processor takes interrupts. */
#ifndef _LINUX_IRQFLAGS_H
#define _LINUX_IRQFLAGS_H

#include <linux/compiler.h>
#include <linux/types.h>

unsigned long dock_irq_save(void);	/* disables; returns the state before */
void dock_irq_restore(unsigned long flags);
int dock_irqs_disabled(void);

#define local_irq_save(flags) do { (flags) = dock_irq_save(); } while (0)
#define local_irq_restore(flags) dock_irq_restore(flags)
#define local_irq_disable() ((void)dock_irq_save())
#define local_irq_enable() dock_irq_restore(1)
#define local_save_flags(flags) do { (flags) = !dock_irqs_disabled(); } while (0)
#define irqs_disabled() dock_irqs_disabled()

#endif
