// SPDX-License-Identifier: MIT
/* A SIGSEGV handler may itself touch device memory, and still runs the next time. */
#include "claim.h"
#include <setjmp.h>

static volatile char *volatile nowhere = (volatile char *)16;
static sigjmp_buf back;
static volatile char *map;
static volatile int caught;

static void on_segv(int sig)
{
	(void)sig;
	/* SIGSEGV is blocked here, and this page was never touched. */
	caught += map[PAGE * caught] == 'a' + caught;
	siglongjmp(back, 1);
}

int main(void)
{
	int fd = open_filled(4);

	map = map_pages(fd, 4, PROT_READ, MAP_SHARED);
	signal(SIGSEGV, on_segv);
	for (volatile int i = 0; i < 3; i++)
		if (!sigsetjmp(back, 1))
			*nowhere = 1;
	CHECK(caught == 3);
	return 0;
}
