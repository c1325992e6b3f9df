// SPDX-License-Identifier: MIT
/* A fault on device memory leaves the program's own SIGSEGV handler and mask alone. */
#include "claim.h"
#include <setjmp.h>

static volatile char *volatile nowhere = (volatile char *)16;
static sigjmp_buf back;
static volatile int caught;

static void on_segv(int sig, siginfo_t *si, void *context)
{
	(void)sig;
	(void)context;
	caught += si->si_addr == (void *)16;
	siglongjmp(back, 1);
}

static int is_blocked(void)
{
	sigset_t now;

	sigprocmask(SIG_BLOCK, NULL, &now);
	return sigismember(&now, SIGSEGV);
}

int main(void)
{
	struct sigaction sa = { .sa_sigaction = on_segv, .sa_flags = SA_SIGINFO }, now;
	int fd = open_filled(4);
	volatile char *p = map_pages(fd, 4, PROT_READ | PROT_WRITE, MAP_SHARED);
	sigset_t segv;

	sigaction(SIGSEGV, &sa, NULL);
	CHECK(p[0] == 'a' && !caught);

	sigemptyset(&segv);
	sigaddset(&segv, SIGSEGV);
	sigprocmask(SIG_BLOCK, &segv, NULL);
	CHECK(p[PAGE] == 'b' && !caught && is_blocked());
	sigaction(SIGSEGV, NULL, &now);
	CHECK(now.sa_sigaction == on_segv);
	sigprocmask(SIG_UNBLOCK, &segv, NULL);

	if (!sigsetjmp(back, 1))
		*nowhere = 1;
	CHECK(caught == 1);

	signal(SIGSEGV, SIG_IGN);
	CHECK(p[2 * PAGE] == 'c');
	sigaction(SIGSEGV, NULL, &now);
	CHECK(now.sa_handler == SIG_IGN);
	return 0;
}
