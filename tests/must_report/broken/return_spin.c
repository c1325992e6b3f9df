/* SPDX-License-Identifier: MIT */
/* Broken: an error path forgets to let a spinlock go. */
#include <linux/spinlock.h>
#include "broken.h"

static DEFINE_SPINLOCK(lock);

static int act(unsigned long arg)
{
	spin_lock(&lock); /* HERE takes */
	if (!fixed)
		return -EINVAL;
	spin_unlock(&lock);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
