/* SPDX-License-Identifier: MIT */
/* Broken: a division by zero. */
#include "broken.h"

static volatile int divisor;

static int act(unsigned long arg)
{
	divisor = fixed;
	divisor = 100 / divisor; /* HERE divide */
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
