// SPDX-License-Identifier: MIT
/* A private mapping is copied on write, also between parent and child. */
#include "claim.h"

int main(void)
{
	int fd = open_filled(1);
	volatile char *p = map_pages(fd, 1, PROT_READ | PROT_WRITE, MAP_PRIVATE);
	char byte;
	pid_t pid;

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
