/* SPDX-License-Identifier: MIT */
/* Broken: an interrupt handler is left behind at unload. */
#include <linux/interrupt.h>
#include "broken.h"

#define IRQ 16

static int cookie;

static irqreturn_t handler(int irq, void *arg)
{
	return IRQ_NONE;
}

static int act(unsigned long arg)
{
	return request_irq(IRQ, handler, IRQF_SHARED, "leaky", &cookie); /* HERE requested */
}

static void leave(void)
{
	if (fixed)
		free_irq(IRQ, &cookie);
}

BROKEN_DRIVER(act, NULL, leave);
