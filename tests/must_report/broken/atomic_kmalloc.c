/* SPDX-License-Identifier: MIT */
/* Broken: kmalloc(GFP_KERNEL) with interrupts off. */
#include <linux/spinlock.h>
#include "broken.h"

static DEFINE_SPINLOCK(spin);

static int act(unsigned long arg)
{
	unsigned long flags;
	void *p;

	spin_lock_irqsave(&spin, flags);
	p = kmalloc(32, fixed ? GFP_ATOMIC : GFP_KERNEL); /* HERE sleeps */
	spin_unlock_irqrestore(&spin, flags);
	kfree(p);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
