/* SPDX-License-Identifier: MIT */
/* The start of the first traced program: see namespace.h. */
#include "host/namespace.h"
#include "host/ptrace.h"
#include "host/seccomp.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define PREFERRED_RAM_FD 1023
#define NOBODY 65534
#define PERMISSION_HINT                                                                  \
	"in Docker: --cap-add SYS_PTRACE --security-opt seccomp=unconfined; else see "   \
	"sysctl kernel.yama.ptrace_scope"

struct start {
	const char *const *argv, *const *envp;
	int ram_fd, ram_fd_there;
	int user;	/* not root */
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
	struct failure f = {.error = errno};

	snprintf(f.what, sizeof(f.what), "%s", what);
	if (write(s->failed, &f, sizeof(f)) != sizeof(f))
		_exit(126);
	_exit(127);
}

static unsigned int id_of_caller(const char *name)
{
	const char *text = getenv(name);
	unsigned long id = text ? strtoul(text, NULL, 10) : 0;

	return id && id < 0xffffffff ? (unsigned int)id : NOBODY;
}

/* Real root becomes the user who called sudo, or nobody. (Others are themselves in
 * their user namespace, and have lost its privileges after exec.) */
static int drop_root(void)
{
	unsigned int uid = id_of_caller("SUDO_UID"), gid = id_of_caller("SUDO_GID");

	return setgroups(0, NULL) || setresgid(gid, gid, gid) || setresuid(uid, uid, uid);
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
	err = host_filter_install(s->ram_fd_there);
	if (err) {
		errno = -err;
		child_failed(s, "install a filter");
	}
	if (s->user && !geteuid() && drop_root())
		child_failed(s, "be another user");
	prctl(PR_SET_PDEATHSIG, SIGKILL); /* a change of user has cleared it */
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

	while (host_tracee_wait_for(&e, pid, 0) == 1) {
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

/* The process between its fork and its exec. */
static struct start waiting;
static pid_t waiting_pid;
static int tell_fd, failed_fd; /* our ends of its pipes */

static int start_tracing(char *err, unsigned long err_len)
{
	struct failure f = {"trace a process", 0};

	if (ptrace(PTRACE_SEIZE, waiting_pid, NULL, (void *)trace_options) >= 0)
		return 0;
	f.error = errno;
	kill(waiting_pid, SIGKILL);
	waitpid(waiting_pid, NULL, 0);
	explain(&f, waiting.argv[0], err, err_len);
	return -1;
}

int host_program_prepare(const char *const *argv, const char *const *envp, int ram_fd,
			 int user, char *err, unsigned long err_len)
{
	int go[2], failed[2];
	sigset_t set;

	if (pipe2(go, O_CLOEXEC) || pipe2(failed, O_CLOEXEC)) {
		snprintf(err, err_len, "cannot make a pipe: %s", strerror(errno));
		return -1;
	}
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD); /* for host_tracee_wait() with a timeout */
	sigprocmask(SIG_BLOCK, &set, NULL);
	share_one_cpu();
	waiting = (struct start){argv, envp,  ram_fd,	choose_ram_fd(),
				 user, go[0], failed[1]};
	tell_fd = go[1];
	failed_fd = failed[0];
	waiting_pid = fork();
	if (!waiting_pid) {
		/* When the machine ends without a word, so does the wait. */
		close(tell_fd);
		child(&waiting);
	}
	if (waiting_pid < 0) {
		snprintf(err, err_len, "cannot start a process for the program: %s",
			 strerror(errno));
		return -1;
	}
	close(go[0]);
	close(failed[1]);
	return start_tracing(err, err_len);
}

int host_program_exec(int *ram_fd_there, char *err, unsigned long err_len)
{
	struct failure f = {"start a process", EIO};
	int ok = 0;

	if (write(tell_fd, "g", 1) != 1 || run_to_exec(waiting_pid)) {
		if (read(failed_fd, &f, sizeof(f)) != sizeof(f))
			f.error = EIO;
	} else if (!can_read_memory(waiting_pid)) {
		f = (struct failure){"read memory", EPERM};
		kill(waiting_pid, SIGKILL);
	} else {
		ok = 1;
	}
	if (!ok)
		explain(&f, waiting.argv[0], err, err_len);
	close(tell_fd);
	close(failed_fd);
	*ram_fd_there = waiting.ram_fd_there;
	return ok ? waiting_pid : -1;
}
