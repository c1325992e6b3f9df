/* SPDX-License-Identifier: MIT */
/* The names of planted faults, in builds that have them (core/breaks.h). */
#ifndef DOCK_CMD_BREAKS_H
#define DOCK_CMD_BREAKS_H

#include "cmd/options.h"

/* 0, or -1 and in @err (DOCK_ERR_MAX bytes) that there is no such fault. */
int cmd_check_break(const struct dock_options *o, char *err);

/* To standard output, one a line. */
void cmd_list_breaks(void);

#endif
