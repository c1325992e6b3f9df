/* SPDX-License-Identifier: MIT */
#ifndef DOCK_CMD_CMDLINE_H
#define DOCK_CMD_CMDLINE_H

struct dock_machine_desc;

/*
 * dock_cmdline_apply - what the kernel's command line changes of a machine
 * @line: words between spaces, as a boot loader hands them over. Known is
 *        mem=SIZE, memmap=SIZE$START and cma=SIZE[@START]; others are kept for
 *        /proc/cmdline, as Linux keeps what it does not know
 *
 * Returns 0, or -1 with one line in @err (DOCK_ERR_MAX bytes).
 */
int dock_cmdline_apply(const char *line, struct dock_machine_desc *desc, char *err);

#endif
