// SPDX-License-Identifier: MIT
/* A store into a read-only mapping is SIGSEGV; mprotect makes it possible. */
#include "claim.h"

int main(void)
{
	int fd = open_filled(2);
	volatile char *p = map_pages(fd, 2, PROT_READ, MAP_SHARED);
	pid_t pid = fork();

	if (!pid) {
		CHECK(p[0] == 'a');
		p[0] = 'x';
		_exit(0);
	}
	CHECK(status_of(pid) == 128 + SIGSEGV);
	CHECK(!mprotect((void *)p, 2 * PAGE, PROT_READ | PROT_WRITE));
	p[0] = 'x';
	p[PAGE] += 1;
	CHECK(p[0] == 'x' && p[PAGE] == 'c');
	CHECK(!mprotect((void *)p, PAGE, PROT_NONE));
	pid = fork();
	if (!pid)
		_exit(p[0]);
	CHECK(status_of(pid) == 128 + SIGSEGV);
	CHECK(p[PAGE] == 'c');
	return 0;
}
