/* SPDX-License-Identifier: MIT */
/* Broken: a store through a NULL pointer. */
#include "broken.h"

struct thing {
	char pad[24];
	int member;
};

static int act(unsigned long arg)
{
	struct thing here, *p = fixed ? &here : NULL;

	barrier_data(&p);
	p->member = 1; /* HERE store */
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
