// SPDX-License-Identifier: MIT
/*
 * A session that does a bit of everything with /dev/life, and with the module
 * that it loads: kill_at_stops_test.sh kills it at each of its stops. A child
 * may be killed where it stands, too: nobody waits for more than its end.
 *
 *	user_kill MODULE.ko
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE 4096UL

/* How life's read sleeps. */
enum { INTERRUPTIBLE = 1, KILLABLE, DOWN, DOWN_KILLABLE, MUTEX, MUTEX_INTERRUPTIBLE };

extern char **environ;
static const char *module;

static int life(void)
{
	int fd = open("/dev/life", O_RDWR);

	if (fd < 0) {
		perror("/dev/life");
		exit(1);
	}
	return fd;
}

static char *map(int fd, int flags)
{
	char *p = mmap(NULL, 3 * PAGE, PROT_READ | PROT_WRITE, flags, fd, 0);

	if (p == MAP_FAILED) {
		perror("mmap");
		exit(1);
	}
	for (int i = 0; i < 3; i++)
		p[(size_t)i * PAGE] = 'x';
	return p;
}

static void wait_for(pid_t pid)
{
	while (pid > 0 && waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
}

static void use_descriptors(void)
{
	int a = life(), b = dup(a), c = dup2(a, 30);
	char bytes[2][8] = {"one", "two"};
	struct iovec iov[2] = {{bytes[0], 8}, {bytes[1], 8}};
	int log = open("/dev/lifelog", O_RDWR);

	(void)!writev(log, iov, 2);
	(void)!readv(log, iov, 2);
	lseek(log, 0, SEEK_SET);
	ioctl(a, 0x1234);
	fcntl(b, F_SETFL, O_NONBLOCK);
	close(log);
	close(a);
	close(c);
	close_range((unsigned int)b, 40, 0);
}

static void change_mappings(void)
{
	int fd = life();
	char *shared = map(fd, MAP_SHARED), *private = map(fd, MAP_PRIVATE);

	mprotect(shared, PAGE, PROT_READ);
	munmap(shared + PAGE, PAGE);
	private = mremap(private, 3 * PAGE, 2 * PAGE, 0);
	close(fd);
	/* A buffer of a host call, in the device's memory. */
	fd = open("/proc/self/comm", O_RDONLY);
	(void)!read(fd, private, 16);
	close(fd);
	munmap(private, 2 * PAGE);
	munmap(shared, 3 * PAGE);
}

static void child_of_mapping(char *p, int how)
{
	p[0] = 'c';
	p[2 * PAGE] = 'c';
	if (how)
		execl("/bin/true", "true", (char *)NULL);
	_exit(0);
}

static void have_children(void)
{
	int fd = life();
	char *shared = map(fd, MAP_SHARED), *private = map(fd, MAP_PRIVATE);
	char *const argv[] = {"true", NULL};
	posix_spawn_file_actions_t actions;
	pid_t pid;

	for (int how = 0; how < 2; how++) {
		pid = fork();
		if (!pid)
			child_of_mapping(how ? shared : private, how);
		wait_for(pid);
	}
	pid = vfork();
	if (!pid)
		_exit(0);
	wait_for(pid);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, fd, STDIN_FILENO);
	if (posix_spawn(&pid, "/bin/true", &actions, NULL, argv, environ))
		pid = 0;
	posix_spawn_file_actions_destroy(&actions);
	wait_for(pid);
	close(fd);
}

static void *touch_and_close(void *arg)
{
	char *p = arg;
	int fd = life();

	p[1] = 't';
	munmap(map(fd, MAP_SHARED), PAGE);
	close(fd);
	return NULL;
}

static void have_threads(void)
{
	pthread_t threads[2];
	char *p = map(life(), MAP_SHARED);

	for (int i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, touch_and_close, p + (size_t)i * PAGE);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
}

static void *execute(void *arg)
{
	execl("/bin/true", "true", (char *)NULL);
	return arg;
}

static void execute_in_thread(void)
{
	pthread_t thread;

	map(life(), MAP_PRIVATE);
	fcntl(life(), F_SETFD, FD_CLOEXEC);
	pthread_create(&thread, NULL, execute, NULL);
	pthread_join(thread, NULL);
}

static void *sleep_in_driver(void *arg)
{
	char bytes[8];

	(void)!read(life(), bytes, (size_t)arg);
	return NULL;
}

/* Threads that sleep in each way, one that holds a lock of the driver's. */
static void sleep_in_threads(int ready)
{
	static const long kinds[] = {INTERRUPTIBLE, KILLABLE, DOWN,
				     DOWN_KILLABLE, MUTEX,    MUTEX};
	pthread_t thread;

	map(life(), MAP_SHARED);
	for (int i = 0; i < 6; i++)
		pthread_create(&thread, NULL, sleep_in_driver, (void *)kinds[i]);
	(void)!write(ready, "r", 1);
	pause();
}

static void kill_sleepers(void)
{
	int ready[2];
	char byte;
	pid_t pid;

	(void)!pipe(ready);
	pid = fork();
	if (!pid) {
		close(ready[0]);
		sleep_in_threads(ready[1]);
	}
	close(ready[1]);
	(void)!read(ready[0], &byte, 1); /* its end, if it was killed */
	close(ready[0]);
	kill(pid, SIGTERM);
	wait_for(pid);
}

static void on_signal(int sig)
{
	(void)sig;
	close(life());
}

static void handle_signals(void)
{
	static char stack[65536];
	const stack_t ss = {.ss_sp = stack, .ss_size = sizeof(stack)};
	struct sigaction sa = {.sa_handler = on_signal, .sa_flags = SA_ONSTACK};
	char bytes[8];
	pid_t pid;

	sigaltstack(&ss, NULL);
	sigaction(SIGUSR1, &sa, NULL);
	raise(SIGUSR1);
	sa.sa_flags = 0;
	sigaction(SIGALRM, &sa, NULL);
	ualarm(20000, 20000);
	(void)!read(life(), bytes, INTERRUPTIBLE);
	ualarm(0, 0);
	pid = fork();
	if (!pid) {
		close(open("/dev/life", O_RDWR));
		raise(SIGSTOP);
		_exit(0);
	}
	waitpid(pid, NULL, WUNTRACED);
	kill(pid, SIGCONT);
	wait_for(pid);
}

/* A descriptor goes through a socket. */
static void pass_descriptor(void)
{
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control = {.align = {CMSG_LEN(sizeof(int)), SOL_SOCKET, SCM_RIGHTS}};
	char byte = 0;
	struct iovec iov = {&byte, 1};
	struct msghdr msg = {.msg_iov = &iov,
			     .msg_iovlen = 1,
			     .msg_control = &control,
			     .msg_controllen = sizeof(control)};
	int s[2], fd = life();

	(void)!socketpair(AF_UNIX, SOCK_STREAM, 0, s);
	memcpy(CMSG_DATA(&control.align), &fd, sizeof(fd));
	sendmsg(s[0], &msg, 0);
	close(fd);
	recvmsg(s[1], &msg, 0);
	close_range(3, ~0U, 0);
}

static void load_and_unload(void)
{
	int fd = open(module, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || syscall(SYS_finit_module, fd, "", 0))
		perror(module);
	close(fd);
	close(open("/proc/modules", O_RDONLY));
	syscall(SYS_delete_module, "talker", O_NONBLOCK);
}

static void in_child(void (*fn)(void))
{
	pid_t pid = fork();

	if (!pid) {
		fn();
		_exit(0);
	}
	wait_for(pid);
}

int main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	module = argv[1];
	use_descriptors();
	pass_descriptor();
	change_mappings();
	have_children();
	in_child(have_threads);
	in_child(execute_in_thread);
	kill_sleepers();
	handle_signals();
	load_and_unload();
	have_threads();
	return 0;
}
