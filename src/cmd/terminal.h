/* SPDX-License-Identifier: MIT */
/*
 * The terminal of a run. While the first program lives it is the foreground job
 * (src/host/program.c), and keys of the terminal reach it and its jobs alone;
 * before and after, the supervisor's own group is.
 */
#ifndef DOCK_CMD_TERMINAL_H
#define DOCK_CMD_TERMINAL_H

#include <stdio.h>
#include <sys/types.h>
#include <termios.h>

struct dock_terminal {
	pid_t group; /* the supervisor's, in the foreground; -1: no terminal of ours */
	struct termios modes; /* as they were before the run */
};

/* Look at standard input, before anything runs. */
void dock_terminal_init(struct dock_terminal *t);

/* Take the foreground back, when the first program has ended. */
void dock_terminal_take(const struct dock_terminal *t);
/* And its modes, if what ended did not do so by itself. */
void dock_terminal_reset_modes(const struct dock_terminal *t);

/*
 * dock_terminal_stopped - job control has stopped the first program
 * @program: its process group
 * @signal: that stopped it
 *
 * The supervisor stops, too, so that the shell that started it goes on; when
 * that shell continues it, the program gets the terminal back and goes on.
 * Without such a shell the program goes on at once, as an orphaned group does.
 */
void dock_terminal_stopped(const struct dock_terminal *t, pid_t program, int signal);

/*
 * dock_terminal_stream - standard error, buffered
 *
 * On a terminal whose modes a program has changed, each line starts at its left
 * edge all the same. Returns stderr itself if that is no terminal.
 */
FILE *dock_terminal_stream(void);

#endif
