// SPDX-License-Identifier: MIT
/*
 * Threads of two processes that all have something to ask of the machine at the same
 * time, so that it finds some of them killed while it does another's call:
 * kill_at_stops_test.sh kills them at each of their stops. In the end one thread of
 * each process executes another program, which waits for the other process. The status
 * is 137 if either was killed.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE 4096UL

enum { THREADS = 3, ROUNDS = 6 };

static pthread_barrier_t together;

static void map_and_unmap(void)
{
	int fd = open("/dev/life", O_RDWR);
	char *p = mmap(NULL, 3 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	if (p == MAP_FAILED) {
		perror("/dev/life");
		exit(1);
	}
	p[0] = p[2 * PAGE] = 'x';
	munmap(p + PAGE, PAGE);
	munmap(p, 3 * PAGE);
	close(fd);
}

static void *rounds(void *unused)
{
	for (int i = 0; i < ROUNDS; i++)
		map_and_unmap();
	pthread_barrier_wait(&together);
	return unused;
}

static void *execute(void *unused)
{
	rounds(unused);
	execl("/proc/self/exe", "kill_threads", "wait", (char *)NULL);
	return unused;
}

static int wait_for_other(void)
{
	int status;

	if (wait(&status) < 0)
		return 0; /* it is the other one */
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int main(int argc, char **argv)
{
	pthread_t thread;

	if (argc > 1 && !strcmp(argv[1], "wait"))
		return wait_for_other();
	fork();
	pthread_barrier_init(&together, NULL, THREADS + 1);
	for (int i = 0; i < THREADS; i++)
		pthread_create(&thread, NULL, i ? rounds : execute, NULL);
	rounds(NULL);
	pause();
	return 1;
}
