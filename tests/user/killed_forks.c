// SPDX-License-Identifier: MIT
/*
 * Processes whose threads make processes without end, until SIGKILL comes from outside,
 * or another thread executes: threads_at_once_test.sh.
 *
 *	killed_forks SEED
 */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 12, LONGEST_US = 1500 };

static void nap(unsigned int *seed)
{
	const struct timespec ts = {0, rand_r(seed) % LONGEST_US * 1000L};

	nanosleep(&ts, NULL);
}

static void *make_processes(void *unused)
{
	for (;;) {
		pid_t child = fork();

		if (!child)
			_exit(0);
		waitpid(child, NULL, 0);
	}
	return unused;
}

static void work(unsigned int seed, int executes)
{
	pthread_t thread;

	for (int i = 0; i < 2; i++)
		pthread_create(&thread, NULL, make_processes, NULL);
	if (!executes)
		make_processes(NULL);
	nap(&seed);
	execl("/proc/self/exe", "killed_forks", "done", (char *)NULL);
	_exit(1);
}

int main(int argc, char **argv)
{
	unsigned int seed = argc > 1 ? (unsigned int)atoi(argv[1]) : 1;
	int status;

	if (argc > 1 && !strcmp(argv[1], "done"))
		return 0;
	for (int i = 0; i < ROUNDS; i++) {
		int executes = i % 3 == 0;
		pid_t child = fork();

		if (!child)
			work(seed + (unsigned int)i, executes);
		nap(&seed);
		if (!executes)
			kill(child, SIGKILL);
		if (waitpid(child, &status, 0) != child ||
		    status != (executes ? 0 : SIGKILL)) {
			printf("round %d ended with status %x\n", i,
			       (unsigned int)status);
			return 1;
		}
	}
	return 0;
}
