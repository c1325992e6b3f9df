/* SPDX-License-Identifier: MIT */
/* Broken: the module goes before its RCU callback has come. */
#include <linux/rcupdate.h>
#include "broken.h"

static struct rcu_head head;

static void later(struct rcu_head *unused)
{
}

static noinline void leave(void)
{
	call_rcu(&head, later); /* HERE asked */
	if (fixed)
		rcu_barrier();
}

static int act(unsigned long arg)
{
	return 0;
}

BROKEN_DRIVER(act, NULL, leave);
