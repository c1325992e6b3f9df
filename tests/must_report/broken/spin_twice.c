/* SPDX-License-Identifier: MIT */
/* Broken: a spinlock is taken twice. */
#include <linux/spinlock.h>
#include "broken.h"

static DEFINE_SPINLOCK(spin);

static int act(unsigned long arg)
{
	spin_lock(&spin); /* HERE first */
	if (!fixed)
		spin_lock(&spin); /* HERE second */
	spin_unlock(&spin);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
