// SPDX-License-Identifier: MIT
/*
 * A private mapping is copied on write, also between parent and child; and not when a
 * load meets a page once more that has gone since it was loaded from before.
 */
#include "claim.h"

/* One instruction, whoever calls. */
__attribute__((noinline)) static char load(volatile char *p)
{
	return *p;
}

static void loads_copy_nothing(volatile char *p, int fd)
{
	for (int i = 0; i < 3; i++) {
		CHECK(load(p + 2) == 'a' + i);
		CHECK(pwrite(fd, &(char){(char)('b' + i)}, 1, 2) == 1);
		CHECK(load(p + 2) == 'b' + i);
		CHECK(!madvise((void *)p, PAGE, MADV_DONTNEED));
	}
	CHECK(pwrite(fd, "a", 1, 2) == 1);
}

int main(void)
{
	int fd = open_filled(1);
	volatile char *p = map_pages(fd, 1, PROT_READ | PROT_WRITE, MAP_PRIVATE);
	char byte;
	pid_t pid;

	loads_copy_nothing(p, fd);
	p[1] = 'P';
	pid = fork();
	if (!pid) {
		CHECK(p[0] == 'a' && p[1] == 'P');
		p[1] = 'C';
		CHECK(p[1] == 'C');
		_exit(0);
	}
	CHECK(status_of(pid) == 0);
	CHECK(p[1] == 'P');
	CHECK(pread(fd, &byte, 1, 1) == 1 && byte == 'a');
	return 0;
}
