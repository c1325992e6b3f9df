// SPDX-License-Identifier: MIT
/* A page zapped for another program is gone there, whatever that program does. */
#include "claim.h"
#include <pthread.h>
#include <sys/prctl.h>

static volatile char *map;
static int fd;

static void put(char letter)
{
	CHECK(write(fd, &letter, 1) == 1);
}

/* In a child, which does not have the mapping. */
static void put_from_child(char letter)
{
	pid_t pid = fork();

	if (!pid) {
		put(letter);
		_exit(0);
	}
	CHECK(status_of(pid) == 0);
}

static void *spin(void *arg)
{
	while (*map != 's')
		;
	return arg;
}

static void *wait_in_pipe(void *arg)
{
	int *q = arg;
	char byte;

	CHECK(read(q[0], &byte, 1) == 1 && byte == 'w');
	CHECK(*map == 'w');
	return arg;
}

int main(void)
{
	pthread_t thread;
	int q[2], status;
	pid_t pid;

	fd = open("/dev/zapper", O_RDWR);
	CHECK(fd >= 0 && !pipe(q));
	map = map_pages(fd, 1, PROT_READ | PROT_WRITE, MAP_SHARED);
	CHECK(*map == 0);
	put('a'); /* by itself */
	CHECK(*map == 'a');
	put_from_child('b'); /* while it waits for a child */
	CHECK(*map == 'b');

	CHECK(!pthread_create(&thread, NULL, spin, NULL)); /* while it computes */
	usleep(20000);
	put_from_child('s');
	CHECK(!pthread_join(thread, NULL));

	CHECK(!pthread_create(&thread, NULL, wait_in_pipe, q)); /* while it reads */
	usleep(20000);
	put_from_child('w');
	CHECK(write(q[1], "w", 1) == 1 && !pthread_join(thread, NULL));

	/* while it is stopped */
	CHECK(*map == 'w');
	pid = fork();
	if (!pid) {
		pid_t parent = getppid();

		usleep(20000);
		CHECK(!kill(parent, SIGSTOP));
		usleep(20000);
		put('t');
		CHECK(!kill(parent, SIGCONT));
		_exit(0);
	}
	CHECK(waitpid(pid, &status, 0) == pid && status == 0 && *map == 't');

	pid = vfork(); /* while it waits in vfork */
	if (!pid) {
		put('v');
		_exit(*map == 'v' ? 0 : 1); /* the memory is the parent's, even this */
	}
	CHECK(status_of(pid) == 0 && *map == 'v');
	return 0;
}
