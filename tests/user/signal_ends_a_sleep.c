// SPDX-License-Identifier: MIT
/* A signal ends a driver's sleep: EINTR, or the call again, as its handler wants. */
#include "claim.h"

static volatile sig_atomic_t alarms;

static void on_alarm(int sig)
{
	(void)sig;
	alarms++;
}

int main(void)
{
	struct sigaction sa = { .sa_handler = on_alarm };
	int fd = open("/dev/blocker", O_RDWR);
	pid_t pid;
	char byte;

	CHECK(fd >= 0);
	sigaction(SIGALRM, &sa, NULL);
	ualarm(50000, 0);
	CHECK(read(fd, &byte, 1) == -1 && errno == EINTR && alarms == 1);

	sa.sa_flags = SA_RESTART;
	sigaction(SIGALRM, &sa, NULL);
	pid = fork();
	if (!pid) {
		usleep(200000);
		CHECK(write(fd, "a", 1) == 1);
		_exit(0);
	}
	ualarm(50000, 0);
	CHECK(read(fd, &byte, 1) == 1 && byte == 'x' && alarms == 2);
	CHECK(status_of(pid) == 0);
	return 0;
}
