// SPDX-License-Identifier: MIT
/* A signal ends a driver's sleep: EINTR, or the call again, as its handler wants. */
#include "claim.h"

#define EVERY_US 50000 /* again and again: the first may come before the sleep */

static volatile sig_atomic_t *alarms; /* shared with a child */

static void on_alarm(int sig)
{
	(void)sig;
	++*alarms;
}

int main(void)
{
	struct sigaction sa = {.sa_handler = on_alarm};
	int fd = open("/dev/blocker", O_RDWR);
	pid_t pid;
	char byte;

	CHECK(fd >= 0);
	alarms = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		      0);
	CHECK(alarms != MAP_FAILED);
	sigaction(SIGALRM, &sa, NULL);
	ualarm(EVERY_US, EVERY_US);
	CHECK(read(fd, &byte, 1) == -1 && errno == EINTR && *alarms > 0);
	ualarm(0, 0);

	sa.sa_flags = SA_RESTART;
	sigaction(SIGALRM, &sa, NULL);
	pid = fork();
	if (!pid) {
		int before = *alarms;

		while (*alarms < before + 3)
			usleep(1000);
		CHECK(write(fd, "a", 1) == 1);
		_exit(0);
	}
	ualarm(EVERY_US, EVERY_US);
	CHECK(read(fd, &byte, 1) == 1 && byte == 'x');
	CHECK(status_of(pid) == 0);
	return 0;
}
