/* SPDX-License-Identifier: MIT */
/* Planted faults: see breaks.h. */
#include "core/breaks.h"

#ifdef DOCK_TEST_BREAKS
extern const char *const __start_dock_breaks[], *const __stop_dock_breaks[];
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

const char *dock_break_name(unsigned long i)
{
	return &__start_dock_breaks[i] < __stop_dock_breaks ? __start_dock_breaks[i] : 0;
}

int dock_break_exists(const char *text)
{
	const char *name;

	for (unsigned long i = 0; (name = dock_break_name(i)); i++) {
		const char *c = text;

		while (*name && *c == *name) {
			c++;
			name++;
		}
		if (!*name && (!*c || *c == '='))
			return 1;
	}
	return 0;
}
#endif
