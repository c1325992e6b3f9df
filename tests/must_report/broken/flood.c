/* SPDX-License-Identifier: MIT */
/* Broken: a loop without end that prints. */
#include "broken.h"

static int act(unsigned long arg)
{
	for (unsigned long i = 0; !fixed || i < 9000; i++)
		pr_info("not ready yet: %lu\n", i); /* HERE print */
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
