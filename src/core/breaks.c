/* SPDX-License-Identifier: MIT */
/* Planted faults: see breaks.h. */
#include "core/breaks.h"

#ifdef DOCK_TEST_BREAKS
const char *dock_break_chosen;

void dock_break_set(const char *name)
{
	dock_break_chosen = name;
}

int dock_broken(const char *name)
{
	const char *c = dock_break_chosen;

	if (!c)
		return 0;
	while (*c && *c == *name) {
		c++;
		name++;
	}
	return *c == *name;
}

unsigned long dock_break_number(const char *name)
{
	const char *c = dock_break_chosen;
	unsigned long n = 0;

	while (c && *name && *c == *name) {
		c++;
		name++;
	}
	if (!c || *name || *c++ != '=')
		return 0;
	while (*c >= '0' && *c <= '9')
		n = n * 10 + (unsigned long)(*c++ - '0');
	return n;
}
#endif
