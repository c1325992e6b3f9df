/* SPDX-License-Identifier: MIT */
/* The set of cases for the three modules of module/: what its files share. */
#ifndef ORACLE_KNOBS_CASES_H
#define ORACLE_KNOBS_CASES_H

#include "../cases.h"

#define KNOBS "/sys/kernel/knobs/"
#define PARAMS "/sys/module/knobs/parameters/"

extern const struct oracle_case knobs_module_cases[];
extern const struct oracle_case knobs_image_cases[];
extern const struct oracle_case knobs_param_cases[];
extern const struct oracle_case knobs_sysfs_cases[];
extern const struct oracle_case knobs_device_cases[];
extern const struct oracle_case knobs_proc_cases[];

/* Load knobs with @params, or end the case. */
void knobs_load(const char *params);
/* Load, say the result, and unload if it was loaded. */
void say_load(const char *file, const char *params);

#endif
