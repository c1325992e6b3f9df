/* SPDX-License-Identifier: MIT */
/* Broken: an interrupt handler's spinlock is taken with interrupts on elsewhere. */
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include "broken.h"

#define IRQ 16

static DEFINE_SPINLOCK(lock);
static int cookie, calls;

static noinline irqreturn_t handler(int irq, void *arg)
{
	spin_lock(&lock); /* HERE handler */
	calls++;
	spin_unlock(&lock);
	return IRQ_HANDLED;
}

/* The other processor is interrupted: nobody has to wait for a device. */
static void now(void *unused)
{
	handler(IRQ, &cookie);
}

static int act(unsigned long arg)
{
	unsigned long flags;
	int err = request_irq(IRQ, handler, IRQF_SHARED, "broken", &cookie);

	if (err)
		return err;
	if (fixed) {
		spin_lock_irqsave(&lock, flags);
		calls++;
		spin_unlock_irqrestore(&lock, flags);
	} else {
		spin_lock(&lock); /* HERE process */
		calls++;
		spin_unlock(&lock);
	}
	smp_call_function(now, NULL, 1);
	free_irq(IRQ, &cookie);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
