// SPDX-License-Identifier: MIT
/* The set of cases for knobs: its tables, what comes before each, what they share. */
#include <stdio.h>

#include "knobs_cases.h"

const struct oracle_case *const oracle_tables[] = {
	knobs_module_cases,
	knobs_image_cases,
	knobs_param_cases,
	knobs_sysfs_cases,
	knobs_device_cases,
	knobs_proc_cases,
	NULL,
};

void oracle_fresh(void)
{
	module_unload("knobs_user");
	module_unload("knobs_fail");
	module_unload("knobs");
}

int oracle_exec(int fd)
{
	return fd < 0;
}

void knobs_load(const char *params)
{
	if (module_load("knobs", params, 0))
		give_up("loading knobs");
}

void say_load(const char *file, const char *params)
{
	char what[128];
	long ret = module_load(file, params, 0);

	snprintf(what, sizeof(what), "%s %s", file, params);
	say_result(what, ret);
	if (!ret)
		module_unload(file);
}
