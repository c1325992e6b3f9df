/* SPDX-License-Identifier: MIT */
/* Broken: a reader of RCU waits for all readers. */
#include <linux/rcupdate.h>
#include "broken.h"

static int act(unsigned long arg)
{
	rcu_read_lock();
	if (!fixed)
		synchronize_rcu(); /* HERE waits */
	rcu_read_unlock();
	if (fixed)
		synchronize_rcu();
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
