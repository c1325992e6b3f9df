/* SPDX-License-Identifier: MIT */
/* What an interrupt handler answers. */
#ifndef _LINUX_IRQRETURN_H
#define _LINUX_IRQRETURN_H

enum irqreturn {
	IRQ_NONE = (0 << 0),	    /* not my device's */
	IRQ_HANDLED = (1 << 0),
	IRQ_WAKE_THREAD = (1 << 1), /* the rest in its thread */
};

typedef enum irqreturn irqreturn_t;
#define IRQ_RETVAL(x) ((x) ? IRQ_HANDLED : IRQ_NONE)

#endif
