/* SPDX-License-Identifier: MIT */
/*
 * Interrupts, inside the kernel side. Numbers are the interrupt controller's
 * inputs: 16 to 19 are the PCI lines, from 24 on message-signalled ones.
 */
#ifndef DOCK_KERNEL_DRIVER_IRQ_H
#define DOCK_KERNEL_DRIVER_IRQ_H

#include <linux/types.h>

struct seq_file;

/* Give the handlers of one input that asks their turn, if this processor takes
 * interrupts now. Called at switch points and by idle processors. */
void dock_irq_run(void);

/* Inputs that exist: request_irq() of others is -EINVAL. @chip and @hw_number
 * are for /proc/interrupts. */
void dock_irq_exists(unsigned int irq, const char *chip, unsigned long hw_number, bool level);
/* @nr inputs for messages, in a row, aligned to their number (a power of two).
 * The first, or -ENOSPC. */
int dock_irq_vectors_alloc(unsigned int nr, unsigned long hw_number);
void dock_irq_vectors_free(unsigned int first, unsigned int nr);
bool dock_irq_has_handler(unsigned int irq);

unsigned long dock_irq_live(void); /* handlers */
void dock_irq_report_leaks(unsigned long base, unsigned long len, const char *module);
int dock_proc_interrupts(struct seq_file *m, void *v);

#endif
