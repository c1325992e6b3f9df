// SPDX-License-Identifier: MIT
/* A program that takes away what the machine needs of it is ended, and says why; the
 * machine and the other programs go on. */
#include "claim.h"
#include <sys/resource.h>

#define STUB 0x70000000UL

static int fd;
static volatile char *map;

static void map_without_stub(void)
{
	munmap((void *)STUB, 2 * PAGE);
	mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, 0);
}

static void touch_without_stub(void)
{
	munmap((void *)STUB, 2 * PAGE);
	(void)*map;
}

static void data_in_place_of_stub(void)
{
	mmap((void *)STUB, 2 * PAGE, PROT_READ | PROT_WRITE,
	     MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	(void)*map;
}

/* The host maps nothing for it any more, not even what is reserved. */
static void touch_beyond_limit(void)
{
	const struct rlimit limit = {1 << 20, 1 << 20};

	setrlimit(RLIMIT_AS, &limit);
	(void)*map;
}

static void (*const ways[])(void) = {map_without_stub, touch_without_stub,
				     data_in_place_of_stub, touch_beyond_limit};

int main(void)
{
	fd = open_filled(2);
	map = map_pages(fd, 2, PROT_READ | PROT_WRITE, MAP_SHARED);
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		int status;
		pid_t pid = fork();

		if (!pid) {
			ways[i]();
			_exit(0);
		}
		CHECK(waitpid(pid, &status, 0) == pid);
		CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
		CHECK(map[PAGE] == 'b');
	}
	return 0;
}
