// SPDX-License-Identifier: MIT
/* The names of planted faults: see breaks.h. */
#include "cmd/breaks.h"

#ifdef DOCK_TEST_BREAKS
#include "cmd/nearest.h"
#include "core/breaks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int cmd_check_break(const struct dock_options *o, char *err)
{
	struct dock_nearest nearest = {.wanted = o->run.break_name};
	const char *name;

	if (!nearest.wanted || dock_break_exists(nearest.wanted))
		return 0;
	for (unsigned long i = 0; (name = dock_break_name(i)); i++)
		dock_nearest_try(&nearest, name);
	name = dock_nearest_good(&nearest);
	snprintf(err, DOCK_ERR_MAX,
		 "--break: no fault '%s'%s%s; see 'drydock run --break help'",
		 nearest.wanted, name ? "; nearest: " : "", name ? name : "");
	return -1;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void cmd_list_breaks(void)
{
	const char **names;
	unsigned long n = 0;

	while (dock_break_name(n))
		n++;
	names = calloc(n + 1, sizeof(*names));
	for (unsigned long i = 0; names && i < n; i++)
		names[i] = dock_break_name(i);
	if (names)
		qsort(names, n, sizeof(*names), by_name);
	for (unsigned long i = 0; names && i < n; i++)
		if (!i || strcmp(names[i], names[i - 1]))
			puts(names[i]);
	free(names);
}
#else
int cmd_check_break(const struct dock_options *o, char *err)
{
	(void)o;
	(void)err;
	return 0;
}

void cmd_list_breaks(void)
{
}
#endif
