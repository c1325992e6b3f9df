// SPDX-License-Identifier: MIT
/*
 * What the host alone takes, measured in the same run as ours: a bare signal
 * plus mmap for a touched page, a bare seccomp stop by ptrace for a system call,
 * and malloc() with free(), one at a time and with many in use. Prints "bench NAME
 * VALUE" in nanoseconds, for malloc() in picoseconds.
 */
#define _GNU_SOURCE
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PAGES 4000
#define ROUND_PAGES 160
#define CALLS 20000
#define PAGE 4096UL
#define ROUNDS 9
#define PAIRS 500000UL
#define MANY 500UL
#define BYTES 64

static int ram;
static char *window;

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void fill(int signo, siginfo_t *si, void *context)
{
	char *page = (char *)((unsigned long)si->si_addr & ~(PAGE - 1));

	(void)signo;
	(void)context;
	mmap(page, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, ram,
	     page - window);
}

static void bare_touch(void)
{
	struct sigaction sa = {.sa_sigaction = fill, .sa_flags = SA_SIGINFO};
	char *linear;
	double least = 1e18;

	ram = memfd_create("ram", 0);
	if (ram < 0 || ftruncate(ram, PAGES * PAGE))
		return;
	linear = mmap(NULL, PAGES * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, ram, 0);
	memset(linear, 1, PAGES * PAGE);
	window = mmap(NULL, PAGES * PAGE, PROT_NONE,
		      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	sigaction(SIGSEGV, &sa, NULL);
	for (unsigned long i = 0; i < PAGES; i += ROUND_PAGES) {
		double t = now();

		for (unsigned long k = i; k < i + ROUND_PAGES; k++)
			(void)((volatile char *)window)[k * PAGE];
		t = now() - t;
		least = t < least ? t : least;
	}
	printf("bench bare_touch %.0f\n", least / ROUND_PAGES);
}

static void traced_child(void)
{
	struct sock_filter f[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_pread64, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog p = {sizeof(f) / sizeof(*f), f};
	char c;
	double t;

	ptrace(PTRACE_TRACEME, 0, 0, 0);
	raise(SIGSTOP);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &p);
	t = now();
	for (int i = 0; i < CALLS; i++)
		if (pread(-1, &c, 1, 0) != 1)
			_exit(1);
	printf("bench bare_stop %.0f\n", (now() - t) / CALLS);
	fflush(stdout);
	_exit(0);
}

static void bare_stop(void)
{
	pid_t pid = fork();
	int st;

	if (!pid)
		traced_child();
	waitpid(pid, &st, 0);
	ptrace(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACESECCOMP | PTRACE_O_EXITKILL);
	ptrace(PTRACE_CONT, pid, 0, 0);
	while (waitpid(pid, &st, __WALL) == pid && WIFSTOPPED(st)) {
		struct user_regs_struct regs;

		ptrace(PTRACE_GETREGS, pid, 0, &regs);
		regs.orig_rax = (unsigned long)-1;
		regs.rax = 1;
		ptrace(PTRACE_SETREGS, pid, 0, &regs);
		ptrace(PTRACE_CONT, pid, 0, 0);
	}
}

/* Through pointers that the compiler cannot see through: it would leave both out. */
static void *(*volatile take)(size_t) = malloc;
static void (*volatile give)(void *) = free;

static void one(void)
{
	for (unsigned long i = 0; i < PAIRS; i++)
		give(take(BYTES));
}

static void many(void)
{
	static void *held[MANY];

	for (unsigned long n = 0; n < PAIRS / MANY; n++) {
		for (unsigned long i = 0; i < MANY; i++)
			held[i] = take(BYTES);
		for (unsigned long i = 0; i < MANY; i++)
			give(held[i]);
	}
}

/* The round that others disturbed least. */
static void bare_malloc(const char *name, void (*round)(void))
{
	double least = 1e18;

	for (int i = 0; i < ROUNDS; i++) {
		double t = now();

		round();
		t = now() - t;
		least = t < least ? t : least;
	}
	printf("bench %s %.0f\n", name, least * 1000 / PAIRS);
}

int main(void)
{
	bare_malloc("malloc", one);
	bare_malloc("malloc_many", many);
	bare_touch();
	fflush(stdout);
	bare_stop();
	return 0;
}
