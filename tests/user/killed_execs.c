// SPDX-License-Identifier: MIT
/*
 * Programs of which a thread executes again and again, until SIGKILL comes from
 * outside: threads_at_once_test.sh.
 *
 *	killed_execs SEED
 */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 12, SHORTEST_US = 200, LONGEST_US = 4000 };

static char *const again[] = {"killed_execs", "1", "again", NULL};

static void *execute(void *unused)
{
	execv("/proc/self/exe", again);
	return unused;
}

static void *idle(void *unused)
{
	pause();
	return unused;
}

static void nap(unsigned int *seed)
{
	const unsigned int us = SHORTEST_US + rand_r(seed) % (LONGEST_US - SHORTEST_US);
	const struct timespec ts = {0, us * 1000L};

	nanosleep(&ts, NULL);
}

int main(int argc, char **argv)
{
	unsigned int seed = argc > 1 ? (unsigned int)atoi(argv[1]) : 1;
	pthread_t thread;
	int status;

	if (argc > 2) {
		pthread_create(&thread, NULL, idle, NULL);
		pthread_create(&thread, NULL, execute, NULL);
		idle(NULL);
	}
	for (int i = 0; i < ROUNDS; i++) {
		pid_t child = fork();

		if (!child)
			execute(NULL);
		nap(&seed);
		kill(child, SIGKILL);
		if (waitpid(child, &status, 0) != child || status != SIGKILL) {
			printf("round %d ended with status %x\n", i,
			       (unsigned int)status);
			return 1;
		}
	}
	return 0;
}
