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
 * dock_traced_prepare - make the programs' world, and the process of the first
 * @o: o->argv as of execve, argv[0] is looked up in PATH; what the world shows
 * @envp: as of execve
 *
 * Call once, from the boot context, before any module is loaded: the process
 * waits, and has nothing of what drivers do to this one. Returns 0, or -1 with
 * one line in @err that says what is missing.
 */
struct dock_run_options;
int dock_traced_prepare(const struct dock_run_options *o, const char *const *envp,
			char *err, unsigned long err_len);

/* Start it: it is shown the nodes that there are, and runs while
 * dock_run_until() does. Returns as above. */
int dock_traced_start(char *err, unsigned long err_len);

/* Have all programs ended? Those that outlive the first one are ended here:
 * see session.c. */
bool dock_traced_all_exited(void);

/* Then: let go of what they passed to each other and nobody received. On a fiber. */
int dock_traced_end(void);

/* How the first program ended: its exit code, or 128 + the signal. */
int dock_traced_status(void);

#endif
