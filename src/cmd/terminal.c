// SPDX-License-Identifier: MIT
/* The terminal of a run: see terminal.h. */
#include "cmd/terminal.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#define BUFFER_BYTES (1 << 16)

void dock_terminal_init(struct dock_terminal *t)
{
	t->group = tcgetpgrp(STDIN_FILENO);
	if (t->group != getpgrp() || tcgetattr(STDIN_FILENO, &t->modes))
		t->group = -1;
}

void dock_terminal_take(const struct dock_terminal *t)
{
	if (t->group >= 0 && tcgetpgrp(STDIN_FILENO) != t->group)
		tcsetpgrp(STDIN_FILENO, t->group);
}

void dock_terminal_reset_modes(const struct dock_terminal *t)
{
	if (t->group >= 0)
		tcsetattr(STDIN_FILENO, TCSADRAIN, &t->modes);
}

/* Nobody outside our group, but in our session, could ever continue it. */
static int is_orphaned(void)
{
	pid_t parent = getppid();

	return getsid(parent) != getsid(0) || getpgid(parent) == getpgrp();
}

/* Returns when somebody has continued us. */
static void stop_here(const struct dock_terminal *t, pid_t program)
{
	struct termios modes;
	int had_it =
		tcgetpgrp(STDIN_FILENO) == program && !tcgetattr(STDIN_FILENO, &modes);

	if (had_it) {
		dock_terminal_take(t);
		dock_terminal_reset_modes(t);
	}
	raise(SIGSTOP);
	/* In the background, as after `bg`, the terminal is not ours to give. */
	if (tcgetpgrp(STDIN_FILENO) != t->group)
		return;
	if (had_it)
		tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
	tcsetpgrp(STDIN_FILENO, program);
}

void dock_terminal_stopped(const struct dock_terminal *t, pid_t program, int signal)
{
	if (t->group < 0 || program <= 0)
		return;
	if (!is_orphaned())
		stop_here(t, program);
	else if (signal != SIGTSTP)
		return; /* somebody inside did it, and will undo it */
	kill(-program, SIGCONT);
}

/* --- lines --- */

/* Does a newline alone lead to the start of a line? */
static int returns_by_itself(void)
{
	struct termios modes;

	return tcgetattr(STDERR_FILENO, &modes) ||
	       ((modes.c_oflag & OPOST) && (modes.c_oflag & ONLCR));
}

static size_t add_returns(char *to, const char *from, size_t n)
{
	size_t len = 0;

	for (size_t i = 0; i < n; i++) {
		if (from[i] == '\n')
			to[len++] = '\r';
		to[len++] = from[i];
	}
	return len;
}

static ssize_t write_lines(void *unused, const char *text, size_t n)
{
	static char raw[2 * BUFFER_BYTES];
	const char *from = text;
	size_t len;

	(void)unused;
	n = len = n < BUFFER_BYTES ? n : BUFFER_BYTES;
	if (!returns_by_itself()) {
		len = add_returns(raw, text, n);
		from = raw;
	}
	while (len) {
		ssize_t done = write(STDERR_FILENO, from, len);

		if (done <= 0)
			return 0;
		from += done;
		len -= (size_t)done;
	}
	return (ssize_t)n;
}

FILE *dock_terminal_stream(void)
{
	static char buffer[BUFFER_BYTES];
	const cookie_io_functions_t functions = {.write = write_lines};
	FILE *f = isatty(STDERR_FILENO) ? fopencookie(NULL, "w", functions) : NULL;

	f = f ? f : stderr;
	setvbuf(f, buffer, _IOFBF, sizeof(buffer)); /* a line is one write */
	return f;
}
