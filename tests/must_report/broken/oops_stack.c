/* SPDX-License-Identifier: MIT */
/* Broken: a recursion without end. */
#include "broken.h"

static volatile int depth_limit;

static noinline int down_and_down(int depth)
{
	volatile char room[200];

	room[0] = (char)depth;
	if (depth == depth_limit)
		return room[0];
	return down_and_down(depth + 1) + room[0]; /* HERE deeper */
}

static int act(unsigned long arg)
{
	depth_limit = fixed ? 3 : -1;
	down_and_down(0);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
