/* SPDX-License-Identifier: MIT */
/* Broken: BUG_ON() of something true. */
#include "broken.h"

static int act(unsigned long arg)
{
	BUG_ON(!fixed); /* HERE bug */
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
