/* SPDX-License-Identifier: MIT */
/* Broken: a call of a function pointer that is NULL. */
#include "broken.h"

static int nothing(void)
{
	return 0;
}

static int (*volatile hook)(void);

static int act(unsigned long arg)
{
	if (fixed)
		hook = nothing;
	return hook(); /* HERE call */
}

BROKEN_DRIVER(act, NULL, NULL);
