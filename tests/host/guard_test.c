// SPDX-License-Identifier: MIT
/*
 * The filter on the machine: what it refuses raises SIGSYS and is not done, what
 * the machine needs goes on, and code in the windows can make no call at all.
 * Source: src/host/guard.c.
 */
#include "host/guard.h"

#include <asm/prctl.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define LOW 0x110000000000UL
#define HIGH 0x530000000000UL
#define NOBODY 99999999L /* no process has this id */
#define UNHARMED 42
#define SKIPPED 77

struct call {
	const char *what;
	long nr;
	long args[6];
};

/* The child answers by its exit status; a refused call ends it by SIGSYS. */
static int outcome(const struct call *c, unsigned long high)
{
	pid_t pid = fork();
	int status;

	if (!pid) {
		const long *a = c->args;

		if (host_guard_install(LOW, high))
			_exit(SKIPPED);
		syscall(c->nr, a[0], a[1], a[2], a[3], a[4], a[5]);
		_exit(UNHARMED);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		abort();
	return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

static const struct call refused[] = {
	{"execve", SYS_execve, {0}},
	{"execveat", SYS_execveat, {-1}},
	{"fork", SYS_fork, {0}},
	{"vfork", SYS_vfork, {0}},
	{"clone", SYS_clone, {SIGCHLD}},
	{"clone3", SYS_clone3, {0}},
	{"socket", SYS_socket, {AF_INET, SOCK_STREAM}},
	{"a local socket", SYS_socket, {AF_UNIX, SOCK_STREAM}},
	{"connect", SYS_connect, {-1}},
	{"bind", SYS_bind, {-1}},
	{"sendto an address", SYS_sendto, {-1, 0, 0, 0, 4096, 16}},
	{"sendmsg", SYS_sendmsg, {-1}},
	{"ptrace of another", SYS_ptrace, {PTRACE_ATTACH, NOBODY}},
	{"seizing another", SYS_ptrace, {PTRACE_SEIZE, NOBODY}},
	{"being traced", SYS_ptrace, {PTRACE_TRACEME}},
	{"kill of all", SYS_kill, {-1, 0}},
	{"kill of a group", SYS_kill, {-5, 0}},
	{"kill of its own group", SYS_kill, {0, 0}},
	{"mount", SYS_mount, {0}},
	{"setns", SYS_setns, {-1}},
	{"unshare", SYS_unshare, {0}},
	{"chroot", SYS_chroot, {0}},
	{"setuid", SYS_setuid, {0}},
	{"bpf", SYS_bpf, {0}},
	{"io_uring", SYS_io_uring_setup, {0}},
	{"a module of the host", SYS_finit_module, {-1}},
	{"keys", SYS_keyctl, {0}},
	{"typing on the terminal", SYS_ioctl, {-1, TIOCSTI}},
	{"another filter", SYS_seccomp, {SECCOMP_SET_MODE_FILTER}},
	{"living on without its parent", SYS_prctl, {PR_SET_PDEATHSIG}},
	{"another thread area", SYS_arch_prctl, {ARCH_SET_FS, 0x200000000000}},
	{"an unknown call", 999, {0}},
};

static const struct call made[] = {
	{"wait4", SYS_wait4, {-1, 0, WNOHANG}},
	{"ptrace of its own", SYS_ptrace, {PTRACE_CONT, NOBODY}},
	{"kill of a program", SYS_kill, {NOBODY, SIGKILL}},
	{"openat", SYS_openat, {AT_FDCWD, 0, O_RDONLY}},
	{"mmap",
	 SYS_mmap,
	 {0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0}},
	{"send", SYS_sendto, {-1, 0, 0, 0, 0, 0}},
	{"recv", SYS_recvfrom, {-1, 0, 0, 0, 0, 0}},
	{"its thread area", SYS_arch_prctl, {ARCH_GET_FS, 0}},
	{"its name", SYS_prctl, {PR_GET_NAME}},
	{"size of the terminal", SYS_ioctl, {-1, TIOCGWINSZ}},
};

static int failures;

static void expect(const struct call *c, unsigned long high, int want)
{
	int got = outcome(c, high);

	if (got == SKIPPED) {
		printf("this host takes no filter\n");
		exit(SKIPPED);
	}
	if (got == want)
		return;
	printf("FAIL %s: %d, wanted %d\n", c->what, got, want);
	failures++;
}

/* Its supervisor is safe from the machine, and it from itself. */
static void signals_reach_programs_alone(void)
{
	pid_t parent = getpid(), pid = fork();
	int status;

	if (!pid) {
		host_guard_install(LOW, HIGH);
		syscall(SYS_kill, parent, SIGTERM);
		_exit(UNHARMED);
	}
	if (waitpid(pid, &status, 0) != pid || !WIFSIGNALED(status) ||
	    WTERMSIG(status) != SIGSYS) {
		printf("FAIL a signal to the parent\n");
		failures++;
	}
}

int main(void)
{
	const struct call harmless = {"getpid", SYS_getpid, {0}};

	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		expect(&refused[i], HIGH, -SIGSYS);
	for (size_t i = 0; i < sizeof(made) / sizeof(made[0]); i++)
		expect(&made[i], HIGH, UNHARMED);
	expect(&harmless, HIGH, UNHARMED);
	expect(&harmless, 0x800000000000UL, -SIGSYS); /* the C library is in a window */
	signals_reach_programs_alone();
	return failures != 0;
}
