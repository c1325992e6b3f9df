/* SPDX-License-Identifier: MIT */
/* The start of the first traced program: see namespace.h. */
#include "host/namespace.h"
#include "host/ptrace.h"
#include "host/seccomp.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define PREFERRED_RAM_FD 1023
#define PERMISSION_HINT                                                                  \
	"in Docker: --cap-add SYS_PTRACE --security-opt seccomp=unconfined; else see "   \
	"sysctl kernel.yama.ptrace_scope"

struct start {
	const char *const *argv, *const *envp;
	int ram_fd, ram_fd_there;
	int go, failed; /* pipe ends: the tracer is ready; what failed in the child */
};

struct failure {
	char what[24];
	int error;
};

static int choose_ram_fd(void)
{
	struct rlimit limit;

	if (!getrlimit(RLIMIT_NOFILE, &limit) && limit.rlim_cur <= PREFERRED_RAM_FD)
		return (int)limit.rlim_cur - 1;
	return PREFERRED_RAM_FD;
}

/* A job of its own, so that keys of the terminal reach it alone. */
static void take_terminal(void)
{
	if (!isatty(STDIN_FILENO) || tcgetpgrp(STDIN_FILENO) != getpgrp())
		return;
	signal(SIGTTOU, SIG_IGN);
	setpgid(0, 0);
	tcsetpgrp(STDIN_FILENO, getpid());
	signal(SIGTTOU, SIG_DFL);
}

static void child_signals(void)
{
	struct sigaction sa;
	sigset_t none;

	/* Handlers become the default by exec; what was ignored stays ignored. */
	for (int sig = 1; sig < NSIG; sig++)
		if (!sigaction(sig, NULL, &sa) && sa.sa_handler != SIG_IGN)
			signal(sig, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static void __attribute__((noreturn))
child_failed(const struct start *s, const char *what)
{
	struct failure f = { .error = errno };

	snprintf(f.what, sizeof(f.what), "%s", what);
	if (write(s->failed, &f, sizeof(f)) != sizeof(f))
		_exit(126);
	_exit(127);
}

static void __attribute__((noreturn)) child(const struct start *s)
{
	int persona = personality(0xffffffff), err;
	char byte;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (read(s->go, &byte, 1) != 1)
		_exit(127);
	take_terminal();
	child_signals();
	/* The same addresses in every run. */
	personality((unsigned long)persona | ADDR_NO_RANDOMIZE);
	if (dup2(s->ram_fd, s->ram_fd_there) < 0)
		child_failed(s, "hand over RAM");
	err = host_filter_install();
	if (err) {
		errno = -err;
		child_failed(s, "install a filter");
	}
	execvpe(s->argv[0], (char *const *)s->argv, (char *const *)s->envp);
	child_failed(s, "execute");
}

/* On one processor a stop costs a switch; on two, waking a sleeping one, which
 * takes seven times as long. Tracer and programs take turns anyway. */
static void share_one_cpu(void)
{
	cpu_set_t set;
	int cpu = sched_getcpu();

	if (cpu < 0)
		return;
	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	sched_setaffinity(0, sizeof(set), &set);
}

static const long trace_options =
	PTRACE_O_EXITKILL | PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACESECCOMP |
	PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE |
	PTRACE_O_TRACEEXEC | PTRACE_O_TRACEVFORKDONE | PTRACE_O_TRACEEXIT;

/* Some sandboxes allow ptrace and forbid this. */
static int can_read_memory(pid_t pid)
{
	struct host_regs r;
	char byte;

	return !host_tracee_get_regs(pid, &r) &&
	       host_tracee_read(pid, &byte, r.rip, 1) == 1;
}

/* Let the child make its calls until it executes the program. */
static int run_to_exec(pid_t pid)
{
	struct host_event e;

	while (host_tracee_wait_for(&e, pid) == 1) {
		if (e.stop == HOST_STOP_EXEC)
			return 0;
		if (e.stop == HOST_STOP_GONE)
			break;
		host_tracee_run(pid, HOST_RUN, e.stop == HOST_STOP_SIGNAL ? e.code : 0);
	}
	return -1;
}

static void explain(const struct failure *f, const char *program, char *err,
		    unsigned long err_len)
{
	if (!strcmp(f->what, "execute"))
		snprintf(err, err_len, "%s: %s", program, strerror(f->error));
	else
		snprintf(err, err_len, "cannot %s for the program: %s (%s)", f->what,
			 strerror(f->error), PERMISSION_HINT);
}

int host_program_start(const char *const *argv, const char *const *envp, int ram_fd,
		       int *ram_fd_there, char *err, unsigned long err_len)
{
	struct start s = { argv, envp, ram_fd, choose_ram_fd(), -1, -1 };
	struct failure f = { "start a process", 0 };
	int go[2], failed[2];
	sigset_t set;
	pid_t pid;

	if (pipe2(go, O_CLOEXEC) || pipe2(failed, O_CLOEXEC)) {
		snprintf(err, err_len, "cannot make a pipe: %s", strerror(errno));
		return -1;
	}
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD); /* for host_tracee_wait() with a timeout */
	sigprocmask(SIG_BLOCK, &set, NULL);
	share_one_cpu();
	s.go = go[0];
	s.failed = failed[1];
	pid = fork();
	if (!pid)
		child(&s);
	f.error = errno;
	close(go[0]);
	close(failed[1]);
	if (pid > 0 && ptrace(PTRACE_SEIZE, pid, NULL, (void *)trace_options) < 0) {
		f = (struct failure){ "trace a process", errno };
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
		pid = -1;
	}
	if (pid > 0) {
		if (write(go[1], "g", 1) != 1 || run_to_exec(pid)) {
			if (read(failed[0], &f, sizeof(f)) != sizeof(f))
				f.error = EIO;
			pid = -1;
		} else if (!can_read_memory(pid)) {
			f = (struct failure){ "read memory", EPERM };
			kill(pid, SIGKILL);
			pid = -1;
		}
		*ram_fd_there = s.ram_fd_there;
	}
	if (pid < 0)
		explain(&f, argv[0], err, err_len);
	close(go[1]);
	close(failed[0]);
	return pid;
}
