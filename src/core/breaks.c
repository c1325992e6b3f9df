/* SPDX-License-Identifier: MIT */
/* Planted faults: see breaks.h. */
#include "core/breaks.h"

#ifdef DOCK_TEST_BREAKS
static const char *chosen;

void dock_break_set(const char *name)
{
	chosen = name;
}

int dock_broken(const char *name)
{
	const char *c = chosen;

	if (!c)
		return 0;
	while (*c && *c == *name) {
		c++;
		name++;
	}
	return *c == *name;
}
#endif
