/* SPDX-License-Identifier: MIT */
/* The supervisor: the parent of the machine's process. */
#ifndef DOCK_CMD_SUPERVISOR_H
#define DOCK_CMD_SUPERVISOR_H

#include "cmd/options.h"

struct dock_machine_desc;

/*
 * dock_supervise - fork the machine, run it to its end, report
 * @notice: a line for the kernel log before anything else, or NULL
 *
 * Returns the exit status of `drydock run`. Nothing but this writes to standard
 * error while the machine lives.
 */
int dock_supervise(const struct dock_options *o, const struct dock_machine_desc *desc,
		   const char *notice);

#endif
