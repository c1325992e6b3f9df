/* SPDX-License-Identifier: MIT */
/* Interrupt numbers of this machine. */
#ifndef _ASM_IRQ_H
#define _ASM_IRQ_H

#define NR_IRQS 256

static inline int irq_canonicalize(int irq)
{
	return irq == 2 ? 9 : irq; /* the second 8259 sits behind input 2 */
}

#endif
