// SPDX-License-Identifier: MIT
/*
 * The supervisor: forks the machine, takes its records until it is dead, and
 * holds the report and the terminal meanwhile.
 *
 * The end of the machine is its death and an empty channel, never the channel's
 * end of file: processes that the machine leaves behind may hold the other end.
 *
 * Keys of the terminal (^C, ^\, ^Z) are for the program. When there is none yet,
 * or none any more, ^C and ^\ end the run as SIGTERM does. The machine has
 * handlers that do nothing, and not SIG_IGN, so that a program starts with the
 * default again when it is executed.
 */
#include "cmd/supervisor.h"
#include "cmd/debugger.h"
#include "cmd/figure.h"
#include "cmd/output.h"
#include "cmd/records.h"
#include "cmd/screenshot.h"
#include "cmd/terminal.h"
#include "cmd/text.h"
#include "cmd/timeline.h"
#include "host/channel.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define GRACE_MS 2000	/* from the question where the machine is to SIGKILL */
#define LAST_MS 60000	/* the same from its report: it may write a core file */
#define MAX_AT_ONCE 256 /* records between two looks at the clock */

struct supervisor {
	struct dock_records records;
	int fd; /* the channel */
	pid_t machine;
	pid_t debugger; /* gdb's; 0: none */
	int was_ignored[3];  /* keyboard_signals, before */
	sigset_t outer_mask; /* as it was before; ppoll waits with it */
	long deadline_ms;    /* 0: none */
	int asked;	     /* SIGUSR1 was sent */
	int answered;	     /* its report has come */
	struct dock_ending ending;
	int dead;
	struct dock_terminal terminal;
};

static volatile sig_atomic_t stop_signal; /* SIGTERM or SIGHUP came */
static volatile sig_atomic_t key_signal;  /* SIGINT or SIGQUIT */

static void on_stop(int sig)
{
	stop_signal = sig;
}

static void on_key(int sig)
{
	key_signal = sig;
}

static void do_nothing(int sig)
{
	(void)sig;
}

static const int keyboard_signals[] = {SIGINT, SIGQUIT, SIGTSTP, 0};

static void set_handler(int sig, void (*handler)(int))
{
	struct sigaction sa = {.sa_handler = handler, .sa_flags = SA_RESTART};

	sigaction(sig, &sa, NULL);
}

static int is_ignored(int sig)
{
	struct sigaction sa;

	return !sigaction(sig, NULL, &sa) && sa.sa_handler == SIG_IGN;
}

static long now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* Before the fork, so that no key comes between. */
static void keyboard_off(struct supervisor *s)
{
	for (int i = 0; keyboard_signals[i]; i++) {
		s->was_ignored[i] = is_ignored(keyboard_signals[i]);
		set_handler(keyboard_signals[i], SIG_IGN);
	}
}

/* In the child: what was ignored stays ignored, also for programs. */
static void machine_signals(const struct supervisor *s)
{
	for (int i = 0; keyboard_signals[i]; i++)
		if (!s->was_ignored[i])
			set_handler(keyboard_signals[i], do_nothing);
	set_handler(SIGCHLD, SIG_DFL);
	/* Sent to the whole group they are the supervisor's to act upon. */
	set_handler(SIGTERM, do_nothing);
	if (!is_ignored(SIGHUP))
		set_handler(SIGHUP, do_nothing);
}

static void supervisor_signals(const struct supervisor *s)
{
	for (int i = 0; keyboard_signals[i]; i++)
		if (!s->was_ignored[i] && keyboard_signals[i] != SIGTSTP)
			set_handler(keyboard_signals[i], on_key);
	set_handler(SIGTTOU, SIG_IGN); /* a program may own the terminal now */
	set_handler(SIGPIPE, SIG_IGN); /* the report file comes out all the same */
	set_handler(SIGTERM, on_stop);
	if (!is_ignored(SIGHUP)) /* nohup */
		set_handler(SIGHUP, on_stop);
}

/* Who is asked where it is before it can tell, tells it as soon as it can. */
static void machine_mask(const struct supervisor *s)
{
	sigset_t mask = s->outer_mask;

	sigaddset(&mask, SIGUSR1);
	sigprocmask(SIG_SETMASK, &mask, NULL);
}

static void machine_process(const struct supervisor *s, int fd, pid_t parent,
			    const struct dock_machine_desc *desc)
{
	struct dock_run_options run = s->records.options->run;

	run.console_level = s->records.console_level;
	run.command = s->records.command;
	close(s->fd);
	machine_mask(s);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) || getppid() != parent)
		_exit(1);
	machine_signals(s);
	if (s->records.options->debugger == DOCK_DEBUGGER_RUN)
		dock_debugger_leave_terminal();
	host_channel_open(fd);
	_exit(dock_machine_main(&run, desc));
}

static int start_machine(struct supervisor *s, const struct dock_machine_desc *desc)
{
	pid_t parent = getpid();
	static const int awaited[] = {SIGCHLD, SIGTERM, SIGHUP, SIGINT, SIGQUIT, 0};
	sigset_t mask;
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds))
		return -1;
	/* Blocked until ppoll() waits: none of them comes unseen. */
	sigemptyset(&mask);
	for (int i = 0; awaited[i]; i++)
		sigaddset(&mask, awaited[i]);
	sigprocmask(SIG_BLOCK, &mask, &s->outer_mask);
	keyboard_off(s);
	set_handler(SIGCHLD, do_nothing); /* ends ppoll(); ignored, it would reap */
	fflush(NULL);
	s->fd = fds[0];
	s->machine = fork();
	if (!s->machine)
		machine_process(s, fds[1], parent, desc);
	close(fds[1]);
	if (s->machine < 0)
		return -1;
	supervisor_signals(s);
	for (int i = 0; awaited[i]; i++)
		sigdelset(&s->outer_mask, awaited[i]);
	return 0;
}

/* A text with the names of its addresses; an empty one would say that we are
 * gone. It may take long, and is not the machine's time. */
static void answer_names(struct supervisor *s, const char *text, size_t len)
{
	long begun = now_ms();
	char *named = dock_text_expand(text, len, s->records.symbols);
	size_t n = named ? strlen(named) : 0;

	send(s->fd, n ? named : "?", n ? n : 1, MSG_NOSIGNAL | MSG_DONTWAIT);
	free(named);
	if (s->asked && s->deadline_ms)
		s->deadline_ms += now_ms() - begun;
}

/* What the records say of the first program: at once, because a key that is typed
 * when its end can be seen is not for it. */
static void follow_program(struct supervisor *s)
{
	struct dock_records *r = &s->records;

	if (r->program_stopped && r->program_runs)
		dock_terminal_stopped(&s->terminal, r->program, r->program_stopped);
	r->program_stopped = 0;
	if (r->program && !r->program_runs) {
		dock_terminal_take(&s->terminal);
		r->program = 0;
	}
}

enum drained { DRAINED_ENDED, DRAINED_EMPTY, DRAINED_MORE };

/* Take the records that are there, but not for ever: a machine that only talks
 * must not keep its deadline from passing. */
static enum drained drain(struct supervisor *s)
{
	static char record[HOST_CHANNEL_MAX];
	enum drained ret = DRAINED_MORE;

	for (int i = 0; i < MAX_AT_ONCE && ret == DRAINED_MORE; i++) {
		ssize_t n = recv(s->fd, record, sizeof(record), MSG_DONTWAIT);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
			ret = DRAINED_EMPTY;
		else if (n <= 0) /* no record is empty: 0 is the end */
			ret = DRAINED_ENDED;
		else if (*record == 'N')
			answer_names(s, record + 1, (size_t)n - 1);
		else if (dock_records_take(&s->records, record, n))
			send(s->fd, "y", 1, MSG_NOSIGNAL | MSG_DONTWAIT);
		follow_program(s);
	}
	fflush(s->records.out);
	return ret;
}

static void check_death(struct supervisor *s)
{
	int status;

	if (waitpid(s->machine, &status, WNOHANG) == s->machine) {
		s->dead = 1;
		s->ending.wait_status = status;
	}
}

/* Time is up: ask the machine where it is, then end it. */
static void check_deadline(struct supervisor *s)
{
	if (!s->deadline_ms || now_ms() < s->deadline_ms)
		return;
	if (s->asked && s->records.have_timeout && !s->answered) {
		s->answered = 1;
		s->deadline_ms = now_ms() + LAST_MS;
		return;
	}
	s->ending.timed_out = 1;
	kill(s->machine, s->asked ? SIGKILL : SIGUSR1);
	s->deadline_ms = s->asked ? 0 : now_ms() + GRACE_MS;
	s->asked = 1;
}

static void wait_for_news(struct supervisor *s, int channel_open)
{
	struct pollfd pfd = {.fd = channel_open ? s->fd : -1, .events = POLLIN};
	struct timespec ts = {0}, *timeout = NULL;

	if (s->deadline_ms) {
		long left = s->deadline_ms - now_ms();

		if (left > 0) {
			ts.tv_sec = left / 1000;
			ts.tv_nsec = left % 1000 * 1000000;
		}
		timeout = &ts;
	}
	ppoll(&pfd, 1, timeout, &s->outer_mask);
}

/* Before news of a program's end are taken: the key may have been its end. A
 * debugger's keys are its own. */
static void check_keys(struct supervisor *s)
{
	if (key_signal && !s->records.program_runs && !s->debugger)
		stop_signal = key_signal;
	key_signal = 0;
}

static void watch_machine(struct supervisor *s)
{
	int channel_open = 1;

	while (!s->dead) {
		wait_for_news(s, channel_open);
		check_keys(s);
		if (channel_open)
			channel_open = drain(s) != DRAINED_ENDED;
		if (stop_signal)
			kill(s->machine, SIGKILL);
		check_deadline(s);
		if (s->debugger && dock_debugger_ended(s->debugger, s->machine))
			s->debugger = 0;
		check_death(s);
	}
	/* What was sent before the last instruction is still in the socket. */
	while (drain(s) == DRAINED_MORE)
		;
}

/* A shell that was killed leaves its own job in the foreground, and perhaps a
 * terminal without echo. What a program that ended by itself set is wanted. */
static void restore_terminal(const struct supervisor *s, int status)
{
	dock_terminal_take(&s->terminal);
	if (status > 128 || WIFSIGNALED(s->ending.wait_status) || s->ending.timed_out)
		dock_terminal_reset_modes(&s->terminal);
}

static int write_report(struct supervisor *s, int status)
{
	const char *path = s->records.options->report_path;
	char err[DOCK_ERR_MAX];

	if (!path || !dock_report_write(&s->records, path, status, err))
		return status;
	fprintf(stderr, "drydock: %s\n", err);
	return s->records.nr_broken ? status : DOCK_INPUT_STATUS;
}

static int write_picture(struct supervisor *s, const char *option, const char *path, char *text,
			 int status)
{
	errno = ENOMEM;
	if (text && !dock_output_write(path, text, strlen(text))) {
		free(text);
		return status;
	}
	fprintf(stderr, "drydock: %s '%s': %s\n", option, path, strerror(errno));
	free(text);
	return s->records.nr_broken ? status : DOCK_INPUT_STATUS;
}

static int write_pictures(struct supervisor *s, int status)
{
	const struct dock_options *o = s->records.options;
	char err[DOCK_ERR_MAX];

	if (o->timeline_path)
		status = write_picture(s, "--timeline", o->timeline_path,
				       dock_timeline_draw(s->records.timeline, &s->records),
				       status);
	if (o->figure_path && s->records.figure)
		status = write_picture(s, "picture", o->figure_path,
				       dock_figure_draw(s->records.figure, o->machine), status);
	if (s->records.screenshot && dock_screenshot_write(&s->records, err)) {
		fprintf(stderr, "drydock: --screenshot '%s': %s\n", o->screenshot_path, err);
		if (!s->records.nr_broken && !stop_signal)
			status = DOCK_INPUT_STATUS;
	}
	return status;
}

/* "kill" in a debugger: somebody wanted that. */
static int was_killed_by_debugger(const struct supervisor *s)
{
	return s->records.options->debugger && WIFSIGNALED(s->ending.wait_status) &&
	       WTERMSIG(s->ending.wait_status) == SIGKILL;
}

static int finish(struct supervisor *s)
{
	int status;

	if (!stop_signal && was_killed_by_debugger(s))
		stop_signal = SIGKILL;
	if (stop_signal) {
		status = 128 + stop_signal;
		dock_print_summary(&s->records, status);
		fprintf(s->records.out, "drydock: ended by %s\n", strsignal(stop_signal));
		fflush(s->records.out);
	} else {
		status = dock_records_finish(&s->records, &s->ending);
	}
	restore_terminal(s, status);
	return write_pictures(s, write_report(s, status));
}

int dock_supervise(const struct dock_options *o, const struct dock_machine_desc *desc,
		   const char *notice)
{
	struct supervisor s = {.fd = -1};
	char *command = dock_options_command(o);
	int status = DOCK_INPUT_STATUS;

	if (!command || dock_records_init(&s.records, dock_terminal_stream(), o, command)) {
		fprintf(stderr, "drydock: out of memory\n");
		goto out;
	}
	if (notice)
		dock_records_log(&s.records, 6, 0, notice);
	dock_terminal_init(&s.terminal);
	if (o->timeout_ms && !o->debugger)
		s.deadline_ms = now_ms() + (long)o->timeout_ms;
	if (start_machine(&s, desc)) {
		fprintf(stderr, "drydock: cannot start the machine: %s\n",
			strerror(errno));
	} else {
		s.debugger = dock_debugger_start(o->debugger, s.machine, o->debugger_file);
		watch_machine(&s);
		status = finish(&s);
		fflush(stderr);
		if (s.debugger)
			dock_debugger_wait(s.debugger);
	}
	dock_records_free(&s.records);
out:
	free(command);
	fflush(stderr);
	return status;
}
