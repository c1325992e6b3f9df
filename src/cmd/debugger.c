// SPDX-License-Identifier: MIT
/* gdb on the machine: see debugger.h. */
#include "cmd/debugger.h"
#include "cmd/commands.h"
#include "cmd/options.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define BAD_INPUT 2
#define FIRST_WORDS 24 /* room for what stands before the user's words */

static const char usage[] =
	"usage: drydock gdb PID|CORE [ARGUMENT OF GDB]...\n"
	"Starts gdb on a machine (run --gdb=wait says its PID), or on a core file\n"
	"(run --core), with the functions, lines and variables of its modules.\n";

int dock_debugger_check(char *err)
{
	const char *path = getenv("PATH");
	char name[PATH_MAX];

	for (const char *p = path; p && *p; p += strspn(p, ":")) {
		size_t len = strcspn(p, ":");

		snprintf(name, sizeof(name), "%.*s/gdb", (int)len, p);
		if (!access(name, X_OK))
			return 0;
		p += len;
	}
	snprintf(err, DOCK_ERR_MAX,
		 "--gdb: there is no gdb in PATH: apt-get install gdb");
	return -1;
}

static int is_pid(const char *word)
{
	return *word && !word[strspn(word, "0123456789")];
}

/* Become gdb; returns only if that is impossible. @target: a pid or a core file. */
static void exec_gdb(const char *target, char *const *more, int nr_more)
{
	static char script[PATH_MAX], exe[PATH_MAX];
	const char *argv[FIRST_WORDS + nr_more + 1];
	int n = 0;

	snprintf(script, sizeof(script), "%s/gdb/drydock.py", drydock_datadir());
	argv[n++] = "gdb";
	argv[n++] = "-q";
	/* The machine has a mount namespace of its own; its files are the host's. */
	argv[n++] = "-iex";
	argv[n++] = "set sysroot /";
	argv[n++] = "-iex";
	argv[n++] = "set debuginfod enabled off";
	argv[n++] = "-iex";
	argv[n++] = "set print symbol-loading off";
	argv[n++] = "-iex";
	argv[n++] = "set breakpoint pending on";
	if (is_pid(target)) {
		argv[n++] = "-p";
		argv[n++] = target;
	} else {
		ssize_t len = readlink("/proc/self/exe", exe, sizeof(exe) - 1);

		exe[len > 0 ? len : 0] = '\0';
		argv[n++] = exe;
		argv[n++] = target;
	}
	argv[n++] = "-x";
	argv[n++] = script;
	for (int i = 0; i < nr_more; i++)
		argv[n++] = more[i];
	argv[n] = NULL;
	execvp("gdb", (char *const *)argv);
}

/* What is wrong with @target, or NULL. */
static const char *check_target(const char *target)
{
	unsigned char head[EI_NIDENT + 2] = "";
	ssize_t n;
	int fd;

	if (is_pid(target)) {
		long pid = strtol(target, NULL, 10);

		return pid <= 0 || pid > INT_MAX ? "no such process"
		       : kill((pid_t)pid, 0)	 ? strerror(errno)
						 : NULL;
	}
	fd = open(target, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return strerror(errno);
	n = read(fd, head, sizeof(head));
	close(fd);
	if (n != sizeof(head) || memcmp(head, ELFMAG, SELFMAG) ||
	    head[EI_NIDENT] != ET_CORE)
		return "neither a PID nor a core file (drydock run --core writes one)";
	return NULL;
}

int cmd_gdb(int argc, char **argv)
{
	const char *wrong;
	char err[DOCK_ERR_MAX];

	if (argc == 2 && !strcmp(argv[1], "--help"))
		return fputs(usage, stdout) < 0;
	if (argc < 2) {
		fputs("drydock: gdb: no machine; write: drydock gdb PID|CORE\n", stderr);
		return BAD_INPUT;
	}
	if (dock_debugger_check(err)) {
		fprintf(stderr, "drydock: %s\n", err + strlen("--gdb: "));
		return BAD_INPUT;
	}
	wrong = check_target(argv[1]);
	if (wrong) {
		fprintf(stderr, "drydock: gdb: %s: %s\n", argv[1], wrong);
		return BAD_INPUT;
	}
	exec_gdb(argv[1], argv + 2, argc - 2);
	fprintf(stderr, "drydock: gdb: %s\n", strerror(errno));
	return BAD_INPUT;
}

/* --- of a run --- */

void dock_debugger_leave_terminal(void)
{
	int fd;

	if (!isatty(STDIN_FILENO))
		return;
	setpgid(0, 0);
	fd = open("/dev/null", O_RDONLY);
	if (fd >= 0) {
		dup2(fd, STDIN_FILENO);
		close(fd);
	}
}

static void gdb_process(pid_t machine, const char *file)
{
	static const int signals[] = {SIGINT, SIGQUIT, SIGCHLD, SIGPIPE, SIGTTOU};
	char pid[16], *more[] = {"-x", (char *)file};
	sigset_t none;

	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		signal(signals[i], SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	snprintf(pid, sizeof(pid), "%d", machine);
	exec_gdb(pid, more, file ? 2 : 0);
	_exit(127);
}

/* -1: it is dead already, for whoever waits next. */
static int stands_still(pid_t machine)
{
	siginfo_t info;

	while (waitid(P_PID, machine, &info, WSTOPPED | WEXITED | WNOWAIT))
		if (errno != EINTR)
			return -1;
	return info.si_code == CLD_STOPPED ? 0 : -1;
}

pid_t dock_debugger_start(enum dock_debugger how, pid_t machine, const char *file)
{
	pid_t gdb;

	if (how == DOCK_DEBUGGER_NONE || stands_still(machine))
		return 0;
	if (how == DOCK_DEBUGGER_WAIT) {
		fprintf(stderr,
			"drydock: the machine waits for a debugger: drydock gdb %d\n",
			machine);
		fflush(stderr);
		return 0;
	}
	gdb = fork();
	if (!gdb)
		gdb_process(machine, file);
	return gdb > 0 ? gdb : 0;
}

int dock_debugger_ended(pid_t debugger, pid_t machine)
{
	if (waitpid(debugger, NULL, WNOHANG) != debugger)
		return 0;
	kill(machine, SIGCONT);
	return 1;
}

void dock_debugger_wait(pid_t debugger)
{
	while (waitpid(debugger, NULL, 0) < 0 && errno == EINTR)
		;
}
