/* SPDX-License-Identifier: MIT */
/* Broken: a rule is broken in a loop. */
#include "broken.h"

static int act(unsigned long arg)
{
	for (int i = 0; i < 20000; i++)
		WARN_ON(!fixed); /* HERE warn */
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
