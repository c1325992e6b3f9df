// SPDX-License-Identifier: MIT
/* A program killed with the device mapped and open leaves nothing behind. */
#include "claim.h"

static int child(int use)
{
	int fd = open_filled(2), q[2];
	volatile char *p = map_pages(fd, 2, PROT_READ | PROT_WRITE, MAP_SHARED);
	char byte;

	CHECK(!pipe(q));
	p[0] = 'k';
	write(use, "r", 1);
	(void)!read(q[0], &byte, 1);
	return 0;
}

int main(void)
{
	int ready[2], fd;
	char byte;

	CHECK(!pipe(ready));
	for (int i = 0; i < 10; i++) {
		pid_t pid = fork();

		if (!pid)
			_exit(child(ready[1]));
		CHECK(read(ready[0], &byte, 1) == 1);
		CHECK(!kill(pid, SIGKILL) && status_of(pid) == 128 + SIGKILL);
		/* Mapped, it could not be emptied: it was unmapped before wait's end. */
		fd = open(DEVICE, O_WRONLY);
		CHECK(fd >= 0 && !close(fd));
		fd = open(DEVICE, O_RDONLY);
		CHECK(fd >= 0 && read(fd, &byte, 1) == 0 && !close(fd));
	}
	return 0;
}
