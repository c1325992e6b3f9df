// SPDX-License-Identifier: MIT
/*
 * host SEED STEPS [DEVICE] - random calls (sequence.h), answered by the host's
 * kernel; or, where the program runs on the machine, by the machine as far as
 * DEVICE, mapdrv's, is mapped: it is the file then.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include "../tasks/mapdrv.h"
#include "sequence.h"

#define BASE 0x300000000000UL

static int fd;
static sigjmp_buf back;
static volatile int fault;
static volatile unsigned long where;

static void on_fault(int signal, siginfo_t *si, void *context)
{
	(void)context;
	fault = -1000 * signal - si->si_code;
	where = (unsigned long)si->si_addr;
	siglongjmp(back, 1);
}

static int access_byte(unsigned long addr, int store, unsigned char value)
{
	volatile unsigned char *p = (volatile unsigned char *)addr;
	int got = 0;

	if (sigsetjmp(back, 1))
		return where == addr ? fault : -1;
	if (store)
		*p = value;
	else
		got = *p;
	return got;
}

static int host_load(unsigned long addr)
{
	return access_byte(addr, 0, 0);
}

static int host_store(unsigned long addr, unsigned char value)
{
	return access_byte(addr, 1, value);
}

static long result(long ret)
{
	return ret == -1 ? -errno : ret;
}

static long host_mmap(unsigned long addr, unsigned long len, unsigned long prot,
		      unsigned long flags, unsigned long offset)
{
	return result(syscall(SYS_mmap, addr, len, prot, flags,
			      flags & MAP_ANONYMOUS ? -1 : fd, offset));
}

static long host_munmap(unsigned long addr, unsigned long len)
{
	return result(syscall(SYS_munmap, addr, len));
}

static long host_mprotect(unsigned long addr, unsigned long len, unsigned long prot)
{
	return result(syscall(SYS_mprotect, addr, len, prot));
}

static long host_mremap(unsigned long addr, unsigned long old_len, unsigned long new_len,
			unsigned long flags, unsigned long new_addr)
{
	return result(syscall(SYS_mremap, addr, old_len, new_len, flags, new_addr));
}

static long host_madvise(unsigned long addr, unsigned long len, int advice)
{
	return result(syscall(SYS_madvise, addr, len, advice));
}

static long host_mlock(unsigned long addr, unsigned long len, int lock)
{
	long ret = result(syscall(lock ? SYS_mlock : SYS_munlock, addr, len));

	/* Who may not lock that much is told so first. */
	return lock && addr + len < addr && ret == -ENOMEM ? -EINVAL : ret;
}

static int may_lock_window(void)
{
	struct rlimit limit;

	return !getrlimit(RLIMIT_MEMLOCK, &limit) &&
	       limit.rlim_cur >= SEQ_PAGES * SEQ_PAGE;
}

static long host_child(int (*fn)(void *))
{
	int status;
	pid_t pid = fork();

	if (!pid)
		_exit(fn(NULL));
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void host_say(const char *text, unsigned long seed, unsigned long step, long have,
		     long want)
{
	printf("seed %lu, step %lu: %s gives %ld, not %ld\n", seed, step, text, have,
	       want);
	fflush(stdout);
}

static struct seq_env env = {
	.base = BASE,
	.mmap = host_mmap,
	.munmap = host_munmap,
	.mprotect = host_mprotect,
	.mremap = host_mremap,
	.madvise = host_madvise,
	.mlock = host_mlock,
	.load = host_load,
	.store = host_store,
	.child = host_child,
	.say = host_say,
};

static int make_file(void)
{
	char page[SEQ_PAGE];

	fd = memfd_create("file", 0);
	for (int i = 0; i < SEQ_FILE_PAGES; i++) {
		memset(page, i + 1, sizeof(page));
		if (write(fd, page, sizeof(page)) != sizeof(page))
			return -1;
	}
	return fd;
}

static int open_device(const char *path)
{
	env.file_offset = MAPDRV_OFFSET(MAP_FAULT, 0);
	env.mlock = NULL; /* docs/FIDELITY.md */
	fd = open(path, O_RDWR);
	return fd;
}

int main(int argc, char **argv)
{
	struct sigaction sa = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO};
	unsigned long seed = argc > 1 ? strtoul(argv[1], NULL, 0) : 1;
	unsigned long steps = argc > 2 ? strtoul(argv[2], NULL, 0) : 10000;

	sigaction(SIGSEGV, &sa, NULL);
	sigaction(SIGBUS, &sa, NULL);
	if (!may_lock_window())
		env.mlock = NULL;
	if ((argc > 3 ? open_device(argv[3]) : make_file()) < 0)
		return 2;
	/* The window, and a page on each side that nothing grows into. */
	if (mmap((void *)(BASE - SEQ_PAGE), (SEQ_PAGES + 2) * SEQ_PAGE, PROT_NONE,
		 MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1,
		 0) == MAP_FAILED ||
	    munmap((void *)BASE, SEQ_PAGES * SEQ_PAGE))
		return 2;
	if (seq_run(&env, seed, steps))
		return 1;
	printf("seed %lu: %lu steps as in the model\n", seed, steps);
	return 0;
}
