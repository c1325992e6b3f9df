// SPDX-License-Identifier: MIT
/* A program asleep in a driver can be killed, stopped and continued. */
#include "claim.h"

static int fd;

static pid_t reader(void)
{
	pid_t pid = fork();
	char byte;

	if (!pid)
		_exit(read(fd, &byte, 1) == 1 ? 0 : 1);
	usleep(50000);
	return pid;
}

int main(void)
{
	static const int deadly[] = { SIGKILL, SIGTERM, SIGINT };
	int status;
	pid_t pid;

	fd = open("/dev/blocker", O_RDWR);
	CHECK(fd >= 0);
	for (int i = 0; i < 3; i++) {
		pid = reader();
		CHECK(!kill(pid, deadly[i]) && status_of(pid) == 128 + deadly[i]);
	}
	pid = reader();
	CHECK(!kill(pid, SIGSTOP));
	CHECK(waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status));
	CHECK(!kill(pid, SIGCONT));
	CHECK(waitpid(pid, &status, WCONTINUED) == pid && WIFCONTINUED(status));
	CHECK(write(fd, "b", 1) == 1 && status_of(pid) == 0);
	return 0;
}
