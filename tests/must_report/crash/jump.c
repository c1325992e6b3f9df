/* SPDX-License-Identifier: MIT */
/* Calls of what is no function. */
#include "crash.h"

static noinline int nothing(void)
{
	return 0;
}

static unsigned char data[64] = {0xc3}; /* ret */

static noinline int call(unsigned long where)
{
	int (*fn)(void) = fixed ? nothing : (int (*)(void))hidden(where);

	return fn(); /* HERE call */
}

static int act(unsigned long arg)
{
	if (is("null"))
		return call(0);
	if (is("wild"))
		return call(0x123456789000);
	if (is("not_canonical"))
		return call(0xdead000000000100);
	if (is("data"))
		return call((unsigned long)data);
	if (is("user"))
		return call(arg);
	return 0;
}

CRASH_DRIVER(act);
