/* SPDX-License-Identifier: MIT */
/* Broken: a loop without end. */
#include "broken.h"

static volatile int going;

static noinline void loop(void)
{
	while (going)
		;
}

/* Where in loop() the end comes is chance; who called it is not. */
static int act(unsigned long arg)
{
	going = !fixed;
	loop(); /* HERE call */
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
