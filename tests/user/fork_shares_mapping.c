// SPDX-License-Identifier: MIT
/* Parent and child see each other's stores through a shared mapping. */
#include "claim.h"

int main(void)
{
	int fd = open_filled(2);
	volatile char *p = map_pages(fd, 2, PROT_READ | PROT_WRITE, MAP_SHARED);
	pid_t pid;

	CHECK(p[0] == 'a'); /* filled in the parent before fork, not in the child */
	pid = fork();
	if (!pid) {
		CHECK(p[0] == 'a' && p[PAGE] == 'b');
		p[1] = 'X';
		p[PAGE + 1] = 'Y';
		_exit(0);
	}
	CHECK(status_of(pid) == 0);
	CHECK(p[1] == 'X' && p[PAGE + 1] == 'Y');
	return 0;
}
