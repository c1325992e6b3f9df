// SPDX-License-Identifier: MIT
/*
 * Where the machine has no memory for more of them, children are refused. Those that
 * find none for their parent's mappings end at once, and take along what they had of
 * it: nothing is left of them.
 */
#include "claim.h"
#include <sched.h>

#define CHILDREN 1000

static pid_t pid[CHILDREN];
static int fd;

static int wait_for_end(void *stack)
{
	(void)stack;
	pause();
	return 0;
}

/* Every third one shares descriptors, or memory, too. */
static pid_t start(int i)
{
	static char stack[CHILDREN][4096];
	static const int flags[] = {0, CLONE_FILES, CLONE_VM};

	return clone(wait_for_end, stack[i] + sizeof(stack[i]), SIGCHLD | flags[i % 3],
		     NULL);
}

int main(void)
{
	volatile char *map;
	int refused = 0;

	fd = open_filled(2);
	map = map_pages(fd, 2, PROT_READ | PROT_WRITE, MAP_SHARED);
	CHECK(map[0] == 'a');
	for (int i = 0; i < CHILDREN; i++) {
		pid[i] = start(i);
		CHECK(pid[i] > 0 || errno == ENOMEM);
		refused += pid[i] < 0;
		/* That is what an end by the machine looks like. */
		if (pid[i] < 0 || waitpid(pid[i], NULL, WNOHANG) == pid[i])
			pid[i] = 0;
	}
	for (int i = 0; i < CHILDREN; i++)
		if (pid[i])
			CHECK(!kill(pid[i], SIGKILL) &&
			      waitpid(pid[i], NULL, 0) == pid[i]);
	CHECK(refused > 0);
	CHECK(map[PAGE] == 'b');
	return 0;
}
