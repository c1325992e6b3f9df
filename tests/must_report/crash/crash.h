/* SPDX-License-Identifier: MIT */
/*
 * A driver that crashes in the way that kind= names, or does the same thing
 * rightly with fixed=1. FILE.KIND.expect says what must be reported (../match.py
 * explains it, ../crash_test.sh what is done with it); a line that the report
 * must name carries the comment that the expectation names.
 *
 * CRASH_DRIVER(act): /dev/broken, whose ioctl calls act(). The task visit.ko
 * calls it.
 */
#ifndef TESTS_CRASH_H
#define TESTS_CRASH_H

#include "../broken/broken.h"

static char *kind = "";
module_param(kind, charp, 0);

static inline bool is(const char *name)
{
	return !strcmp(kind, name);
}

/* A pointer of which the compiler knows nothing. */
static inline void *hidden(unsigned long addr)
{
	barrier_data(&addr);
	return (void *)addr;
}

#define CRASH_DRIVER(act) BROKEN_DRIVER(act, NULL, NULL)

#endif
