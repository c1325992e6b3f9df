// SPDX-License-Identifier: MIT
/* Every way to copy a descriptor keeps the device open, until the last is closed. */
#include "claim.h"

static int offset_of(int fd)
{
	return (int)lseek(fd, 0, SEEK_CUR);
}

int main(void)
{
	int fd = open_filled(1), d[5];
	pid_t pid;
	char byte;

	d[0] = dup(fd);
	d[1] = dup2(fd, 100);
	d[2] = dup3(fd, 101, O_CLOEXEC);
	d[3] = fcntl(fd, F_DUPFD, 200);
	d[4] = fcntl(fd, F_DUPFD_CLOEXEC, 200);
	CHECK(d[1] == 100 && d[2] == 101 && d[3] == 200 && d[4] == 201);
	CHECK(lseek(fd, 3, SEEK_SET) == 3);
	for (int i = 0; i < 5; i++)
		CHECK(offset_of(d[i]) == 3); /* one open file */
	CHECK(!close(fd) && read(fd, &byte, 1) == -1 && errno == EBADF);
	CHECK(read(d[3], &byte, 1) == 1 && byte == 'a' && offset_of(d[4]) == 4);

	/* dup2 over one of them, and a host file over one */
	CHECK(dup2(open("/dev/null", O_RDONLY), 100) == 100 && read(100, &byte, 1) == 0);
	CHECK(!close_range(101, 200, 0) && offset_of(201) == 4);
	CHECK(read(200, &byte, 1) == -1 && errno == EBADF);

	/* a child has them; exec drops those that close */
	pid = fork();
	if (!pid) {
		char command[64];

		snprintf(command, sizeof(command),
			 "head -c 1 <&%d && ! test -e /proc/self/fd/201", d[0]);
		CHECK(read(201, &byte, 1) == 1);
		execl("/bin/sh", "sh", "-c", command, (char *)0);
		_exit(1);
	}
	CHECK(status_of(pid) == 0);
	CHECK(offset_of(201) > 4); /* the child's reads moved it */
	return 0;
}
