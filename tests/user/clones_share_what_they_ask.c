// SPDX-License-Identifier: MIT
/* The forms of clone, posix_spawn and a daemon, with the device open and mapped. */
#include "claim.h"
#include <linux/sched.h>
#include <pthread.h>
#include <sched.h>
#include <spawn.h>
#include <sys/syscall.h>

#define THREADS 64

extern char **environ;
static char *map;
static int opened;
static char stack[65536] __attribute__((aligned(16)));

static int open_and_map(void *arg)
{
	opened = open(DEVICE, O_RDWR);
	map = map_pages(opened, 2, PROT_READ | PROT_WRITE, MAP_SHARED);
	map[1] = '1';
	_exit(arg ? 1 : 5);
}

/* The child's mapping and descriptor are the parent's, as far as it shares. */
static void cloned(int flags)
{
	char byte = 0;
	pid_t pid = clone(open_and_map, stack + sizeof(stack), flags | CLONE_VM | SIGCHLD,
			  NULL);

	CHECK(pid > 0 && status_of(pid) == 5);
	CHECK(map[0] == 'a' && map[1] == '1' && map[PAGE] == 'b');
	if (flags & CLONE_FILES) {
		CHECK(pread(opened, &byte, 1, PAGE) == 1 && byte == 'b' &&
		      !close(opened));
	} else {
		CHECK(pread(opened, &byte, 1, 0) == -1 && errno == EBADF);
	}
	CHECK(!munmap(map, 2 * PAGE));
}

static void cloned3(int fd)
{
	struct clone_args args = {.exit_signal = SIGCHLD, .flags = CLONE_FILES};
	pid_t pid = (pid_t)syscall(SYS_clone3, &args, sizeof(args));

	if (!pid)
		_exit(close(fd) ? 1 : 0);
	CHECK(pid > 0 && status_of(pid) == 0);
	CHECK(lseek(fd, 0, SEEK_SET) == -1 && errno == EBADF);
}

static volatile struct clone_args raced_args = {.exit_signal = SIGCHLD};
static volatile int raced_over;

/* On another processor than the machine, where there is one. */
static void *change_flags(void *arg)
{
	cpu_set_t all;

	memset(&all, 0xff, sizeof(all));
	CHECK(!sched_setaffinity(0, sizeof(all), &all));
	while (!raced_over)
		raced_args.flags ^= CLONE_FILES;
	return arg;
}

/* Whichever flags the host's kernel finds in memory that changes: what it makes of
 * them and what the machine does must be the same. */
static void raced3(void)
{
	int fd = open(DEVICE, O_RDWR);
	pthread_t thread;
	char byte;

	CHECK(!pthread_create(&thread, NULL, change_flags, NULL));
	for (int i = 0; i < 300; i++) {
		pid_t pid = (pid_t)syscall(SYS_clone3, &raced_args, sizeof(raced_args));

		if (!pid)
			syscall(SYS_exit_group, close(fd) ? 1 : 0);
		CHECK(pid > 0 && status_of(pid) == 0);
		CHECK((pread(fd, &byte, 1, 0) == 1) == (fcntl(fd, F_GETFD) >= 0));
		if (fcntl(fd, F_GETFD) < 0)
			fd = open(DEVICE, O_RDWR);
	}
	raced_over = 1;
	CHECK(!pthread_join(thread, NULL) && !close(fd));
}

/* CLONE_PARENT: the grandchild is a child. */
static int make_sibling(void *arg)
{
	static char other[65536] __attribute__((aligned(16)));

	return clone(open_and_map, other + sizeof(other),
		     CLONE_VM | CLONE_PARENT | SIGCHLD, arg) > 0
		       ? 4
		       : 1;
}

static void sibling(void)
{
	int a, b;
	pid_t pid = clone(make_sibling, stack + sizeof(stack),
			  CLONE_VM | CLONE_VFORK | SIGCHLD, NULL);

	CHECK(pid > 0 && wait(&a) > 0 && wait(&b) > 0);
	CHECK(WEXITSTATUS(a) + WEXITSTATUS(b) == 9);
	CHECK(map[1] == '1' && !munmap(map, 2 * PAGE));
}

/* The device as another program's standard input and output. */
static void spawned(int fd)
{
	char *const argv[] = {"sh", "-c", "head -c 1 && printf S >&7 && ! { true <&8; } 2>/dev/null",
			      NULL};
	posix_spawn_file_actions_t actions;
	char byte;
	pid_t pid;
	int q[2];

	CHECK(!pipe2(q, O_CLOEXEC));
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, fd, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, q[1], STDOUT_FILENO);
	posix_spawn_file_actions_addopen(&actions, 7, DEVICE, O_RDWR, 0);
	posix_spawn_file_actions_adddup2(&actions, fd, 8);
	posix_spawn_file_actions_addclose(&actions, 8);
	CHECK(lseek(fd, PAGE, SEEK_SET) == PAGE);
	CHECK(!posix_spawn(&pid, "/bin/sh", &actions, NULL, argv, environ));
	posix_spawn_file_actions_destroy(&actions);
	CHECK(read(q[0], &byte, 1) == 1 && byte == 'b' && status_of(pid) == 0);
	CHECK(lseek(fd, 0, SEEK_CUR) == PAGE + 1); /* they share the position */
	CHECK(pread(fd, &byte, 1, 0) == 1 && byte == 'S');
	close(q[0]);
	close(q[1]);
}

/* Forked twice, in a session of its own, without its ancestors. */
static void daemonised(int fd)
{
	volatile char *p = map_pages(fd, 1, PROT_READ | PROT_WRITE, MAP_SHARED);
	char byte;
	pid_t pid;
	int q[2];

	CHECK(!pipe(q));
	pid = fork();
	if (!pid) {
		setsid();
		if (fork())
			_exit(0);
		while (getppid() != 1)
			usleep(100);
		p[3] = 'D';
		_exit(write(q[1], "d", 1) == 1 ? 0 : 1);
	}
	CHECK(status_of(pid) == 0 && read(q[0], &byte, 1) == 1 && p[3] == 'D');
	munmap((void *)p, PAGE);
}

static void *use(void *arg)
{
	int fd = open(DEVICE, O_RDWR);
	volatile char *p;

	CHECK(fd >= 0);
	p = map_pages(fd, 2, PROT_READ | PROT_WRITE, MAP_SHARED);
	p[100 + (long)arg] = (char)(long)arg;
	CHECK(p[PAGE] == 'b' && !close(fd) && p[100 + (long)arg] == (char)(long)arg);
	CHECK(!munmap((void *)p, 2 * PAGE));
	return NULL;
}

static void many_threads(void)
{
	pthread_t threads[THREADS];

	for (long i = 0; i < THREADS; i++)
		CHECK(!pthread_create(&threads[i], NULL, use, (void *)i));
	for (int i = 0; i < THREADS; i++)
		CHECK(!pthread_join(threads[i], NULL));
}

int main(void)
{
	int fd = open_filled(2);

	cloned(0);
	cloned(CLONE_FILES);
	cloned(CLONE_VFORK);
	cloned(CLONE_VFORK | CLONE_FILES | CLONE_FS);
	sibling();
	many_threads();
	daemonised(fd);
	spawned(fd);
	raced3();
	cloned3(fd);
	return 0;
}
