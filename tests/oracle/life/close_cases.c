// SPDX-License-Identifier: MIT
/* Descriptors and mappings that programs close. */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "life_cases.h"

#define FLUSH_FAILS _IO('l', 1)

static void close_flushes_and_releases(void)
{
	int fd = life_open(0);

	say_result("close", close(fd));
	say_log();
}

static void each_dup_is_flushed(void)
{
	int a = life_open(0), b = dup(a), c = fcntl(a, F_DUPFD, 50);

	close(b);
	close(a);
	say_log();
	close(c);
	say_log();
}

static void dup2_closes_what_was_there(void)
{
	int a = life_open(0), b = life_open(0);

	say_result("dup2 over itself", dup2(b, b) == b);
	say_log();
	dup2(a, b);
	say_log();
	dup3(STDIN_FILENO, a, O_CLOEXEC);
	close(b);
	say_log();
}

static void range_is_flushed_first(void)
{
	int a = life_open(0);

	life_open(0);
	life_open(0);
	say_result("close_range", close_range((unsigned int)a, (unsigned int)a + 1, 0));
	say_log();
	say_result("close_range", close_range((unsigned int)a, ~0U, 0));
	say_log();
}

static void failing_flush_closes(void)
{
	int fd = life_open(0);

	ioctl(fd, FLUSH_FAILS);
	say_result("close", close(fd));
	say_result("again", close(fd));
	say_log();
	fd = life_open(0);
	ioctl(fd, FLUSH_FAILS);
	say_result("dup2", dup2(STDIN_FILENO, fd) == fd);
	say_log();
	close(fd);
}

static void mapping_holds_the_file(void)
{
	int fd = life_open(0);
	char *p = life_map(fd, 4, 1);

	close(fd);
	munmap(p + PAGE, PAGE);
	say_log();
	munmap(p, PAGE);
	say_log();
	munmap(p, 4 * PAGE);
	say_log();
}

static void one_munmap_ends_several(void)
{
	int a = life_open(0), b = life_open(0);
	char *p = life_map(a, 3, 1);

	if (mmap(p + PAGE, PAGE, PROT_READ, MAP_PRIVATE | MAP_FIXED, b, 0) != p + PAGE)
		give_up("mmap");
	close(a);
	close(b);
	say_log();
	munmap(p, 3 * PAGE);
	say_log();
}

static void moved_mapping(void)
{
	int fd = life_open(0);
	char *p = life_map(fd, 2, 1), *q;

	q = mmap(NULL, 16 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	close(fd);
	p = mremap(p, 2 * PAGE, 2 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, q);
	say_log();
	p = mremap(p, 2 * PAGE, PAGE, 0);
	say_log();
	munmap(p, PAGE);
	say_log();
}

static void *close_both(void *arg)
{
	int *fds = arg;

	close(fds[0]);
	close(fds[1]);
	return NULL;
}

static void thread_closes(void)
{
	int fds[2] = {life_open(0), life_open(0)};
	pthread_t thread;

	pthread_create(&thread, NULL, close_both, fds);
	pthread_join(thread, NULL);
	say_result("close", close(fds[0]));
	say_log();
}

static void *sleep_in_read(void *arg)
{
	char bytes[2];

	return (void *)read(*(int *)arg, bytes, 1);
}

static void on_usr1(int sig)
{
	(void)sig;
}

/* The call holds the file that another thread closes under it. */
static void closed_under_a_call(void)
{
	int fd = life_open(0);
	struct sigaction sa = {.sa_handler = on_usr1};
	pthread_t thread;

	sigaction(SIGUSR1, &sa, NULL);
	pthread_create(&thread, NULL, sleep_in_read, &fd);
	await("sleeps a");
	say_result("close", close(fd));
	say_log();
	pthread_kill(thread, SIGUSR1);
	pthread_join(thread, NULL);
	say_log();
}

static void send_fd(int socket, int fd)
{
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control = {0};
	struct iovec iov = {"x", 1};
	struct msghdr msg = {.msg_iov = &iov,
			     .msg_iovlen = 1,
			     .msg_control = &control,
			     .msg_controllen = sizeof(control)};
	struct cmsghdr *c = CMSG_FIRSTHDR(&msg);

	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(c), &fd, sizeof(int));
	say_result("sendmsg", sendmsg(socket, &msg, 0));
}

static int receive_fd(int socket)
{
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control = {0};
	char byte;
	struct iovec iov = {&byte, 1};
	struct msghdr msg = {.msg_iov = &iov,
			     .msg_iovlen = 1,
			     .msg_control = &control,
			     .msg_controllen = sizeof(control)};
	int fd = -1;

	say_result("recvmsg", recvmsg(socket, &msg, 0));
	memcpy(&fd, CMSG_DATA((struct cmsghdr *)&control), sizeof(int));
	return fd;
}

/* A descriptor in a message holds its file. */
static void passed_in_a_message(void)
{
	int fd = life_open(0), sockets[2];

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, sockets))
		give_up("socketpair");
	send_fd(sockets[0], fd);
	close(fd);
	say_log();
	fd = receive_fd(sockets[1]);
	say_result("ioctl", ioctl(fd, FLUSH_FAILS));
	say_log();
	say_result("close", close(fd));
	say_log();
}

const struct oracle_case close_cases[] = {
	{"close-flushes-and-releases", close_flushes_and_releases},
	{"each-dup-is-flushed", each_dup_is_flushed},
	{"dup2-closes-what-was-there", dup2_closes_what_was_there},
	{"range-is-flushed-first", range_is_flushed_first},
	{"failing-flush-closes", failing_flush_closes},
	{"mapping-holds-the-file", mapping_holds_the_file},
	{"one-munmap-ends-several", one_munmap_ends_several},
	{"moved-mapping", moved_mapping},
	{"thread-closes", thread_closes},
	{"closed-under-a-call", closed_under_a_call},
	{"passed-in-a-message", passed_in_a_message},
	{NULL, NULL},
};
