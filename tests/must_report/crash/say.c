/* SPDX-License-Identifier: MIT */
/* Crashes that the driver asks for. */
#include <linux/panic.h>
#include "crash.h"

static int act(unsigned long arg)
{
	if (is("bug") && !fixed)
		BUG(); /* HERE bug */
	if (is("bug_on"))
		BUG_ON(!fixed); /* HERE bug_on */
	if (is("panic") && !fixed)
		panic("out of %s", "cheese"); /* HERE panic */
	return 0;
}

CRASH_DRIVER(act);
