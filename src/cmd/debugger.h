/* SPDX-License-Identifier: MIT */
/*
 * gdb on the machine: `drydock run --gdb`, and `drydock gdb`, which is gdb with
 * what it needs to know (tools/gdb/drydock.py).
 */
#ifndef DOCK_CMD_DEBUGGER_H
#define DOCK_CMD_DEBUGGER_H

#include <sys/types.h>

enum dock_debugger {
	DOCK_DEBUGGER_NONE,
	DOCK_DEBUGGER_RUN,  /* the supervisor starts gdb */
	DOCK_DEBUGGER_WAIT, /* somebody else will */
};

/* Is there a gdb? 0, or -1 with a line in @err (DOCK_ERR_MAX bytes). */
int dock_debugger_check(char *err);

/*
 * In the machine's process, before its first word: gdb has the terminal. Its
 * keys are not for the machine and its programs, and they do not read it.
 */
void dock_debugger_leave_terminal(void);

/*
 * dock_debugger_start - wait until the machine stands still; start gdb on it
 * @file: gdb's commands, NULL: none
 *
 * Returns gdb's process; 0 if there is none (@how, or the machine died).
 */
pid_t dock_debugger_start(enum dock_debugger how, pid_t machine, const char *file);

/* Did gdb end? Then the machine must not stand still any more: it is continued. */
int dock_debugger_ended(pid_t debugger, pid_t machine);

/* The run has ended: wait until the user leaves gdb. */
void dock_debugger_wait(pid_t debugger);

#endif
