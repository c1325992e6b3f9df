// SPDX-License-Identifier: MIT
/* vfork and exec, while the parent has the device mapped. */
#include "claim.h"
#include <spawn.h>

extern char **environ;

int main(void)
{
	char *const argv[] = { "sh", "-c", "head -c 1 " DEVICE " >/dev/null", NULL };
	int fd = open_filled(2);
	volatile char *p = map_pages(fd, 2, PROT_READ | PROT_WRITE, MAP_SHARED);
	pid_t pid;

	CHECK(p[0] == 'a');
	for (int i = 0; i < 5; i++) {
		CHECK(!posix_spawn(&pid, "/bin/sh", NULL, NULL, argv, environ));
		CHECK(status_of(pid) == 0);
		pid = vfork();
		if (!pid) {
			p[1] = (char)('0' + i); /* the memory is the parent's */
			_exit(3);
		}
		CHECK(status_of(pid) == 3 && p[1] == '0' + i);
	}
	CHECK(p[PAGE] == 'b');
	return 0;
}
