/* SPDX-License-Identifier: MIT */
/*
 * Traced programs: real, unmodified binaries as the machine's user processes.
 *
 * Each thread of a program is a task of the machine. Its fiber waits until the
 * thread has stopped on the host, does what the stop asks for, and lets it go
 * on; see thread.h for the pieces.
 */
#ifndef DOCK_USER_TRACED_H
#define DOCK_USER_TRACED_H

#include <linux/types.h>

/*
 * dock_traced_start - start the first program
 * @argv, @envp: as of execve; argv[0] is looked up in PATH
 *
 * Makes its world (namespaces, nodes) and registers with the scheduler; the
 * program runs while dock_run_until() does. Call once, from the boot context.
 * Returns 0, or -1 with one line in @err that says what is missing.
 */
int dock_traced_start(const char *const *argv, const char *const *envp, char *err,
		      unsigned long err_len);

/* Have all programs ended, the first one and its descendants? */
bool dock_traced_all_exited(void);

/* How the first program ended: its exit code, or 128 + the signal. */
int dock_traced_status(void);

#endif
