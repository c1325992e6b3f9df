// SPDX-License-Identifier: MIT
/* A hole in the device is SIGBUS, with the address, and a handler can go on. */
#include "claim.h"
#include <setjmp.h>

static sigjmp_buf back;
static void *volatile where;
static volatile int code;

static void on_bus(int sig, siginfo_t *si, void *context)
{
	(void)sig;
	(void)context;
	where = si->si_addr;
	code = si->si_code;
	siglongjmp(back, 1);
}

int main(void)
{
	struct sigaction sa = { .sa_sigaction = on_bus, .sa_flags = SA_SIGINFO };
	int fd = open_filled(1);
	volatile char *p = map_pages(fd, 4, PROT_READ, MAP_SHARED);
	pid_t pid;

	sigaction(SIGBUS, &sa, NULL);
	if (!sigsetjmp(back, 1)) {
		(void)p[2 * PAGE + 5];
		CHECK(0);
	}
	CHECK(where == p + 2 * PAGE + 5 && code == BUS_ADRERR);
	CHECK(p[0] == 'a');

	/* Ignoring it does not help: the kernel forces it. */
	pid = fork();
	if (!pid) {
		signal(SIGBUS, SIG_IGN);
		(void)p[2 * PAGE];
		_exit(0);
	}
	CHECK(status_of(pid) == 128 + SIGBUS);
	return 0;
}
