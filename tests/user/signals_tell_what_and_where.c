// SPDX-License-Identifier: MIT
/* SIGSEGV and SIGBUS tell what was wrong, and the byte where: for loads, stores and
 * jumps, by whatever mapping of a driver. */
#include "claim.h"
#include <setjmp.h>
#include <stdbool.h>
#include "looker/looker.h"

#define MCEERR_AR 4

static int device;
static sigjmp_buf back;
static volatile siginfo_t got;

static void on_fault(int signal, siginfo_t *si, void *context)
{
	(void)signal;
	(void)context;
	got = *si;
	siglongjmp(back, 1);
}

enum access { LOAD, STORE, JUMP, LONG_LOAD };

static void touch(enum access how, char *p)
{
	switch (how) {
	case LOAD:
		(void)*(volatile char *)p;
		break;
	case STORE:
		*(volatile char *)p = 1;
		break;
	case JUMP:
		((void (*)(void))(void *)p)();
		break;
	case LONG_LOAD: /* eight bytes, of which some may lie in the next page */
		__asm__ volatile("movq (%0), %%rax" : : "r"(p) : "rax", "memory");
		break;
	}
}

/* @at: NULL: nothing happens */
static void expect(int line, enum access how, char *p, int signal, int code,
		   const char *at)
{
	memset((void *)&got, 0, sizeof(got));
	if (!sigsetjmp(back, 1))
		touch(how, p);
	if (got.si_signo == signal && got.si_code == code && got.si_addr == (void *)at)
		return;
	fprintf(stderr, "line %d: signal %d, code %d at %p, not %d, %d at %p\n", line,
		got.si_signo, got.si_code, got.si_addr, signal, code, (void *)at);
	exit(1);
}

#define EXPECT(how, p, signal, code) expect(__LINE__, how, p, signal, code, p)
#define EXPECT_AT(how, p, signal, code, at) expect(__LINE__, how, p, signal, code, at)
#define EXPECT_NONE(how, p) expect(__LINE__, how, p, 0, 0, NULL)

static char *map_at(unsigned long page, int pages, int prot, int flags)
{
	char *p =
		mmap(NULL, (size_t)pages * PAGE, prot, flags, device, (off_t)page * PAGE);

	CHECK(p != MAP_FAILED);
	return p;
}

/* The same for pages of a handler and for frames; the first page has been used. */
static void rights(unsigned long page, int flags, bool used)
{
	char *p = map_at(page, 3, PROT_READ | PROT_WRITE, flags);

	if (used)
		EXPECT_NONE(LOAD, p + 7);
	CHECK(!mprotect(p, PAGE, PROT_NONE) && !mprotect(p + PAGE, PAGE, PROT_READ));
	EXPECT(LOAD, p + 7, SIGSEGV, SEGV_ACCERR);
	EXPECT(STORE, p + 7, SIGSEGV, SEGV_ACCERR);
	EXPECT(JUMP, p + 7, SIGSEGV, SEGV_ACCERR);
	EXPECT_NONE(LOAD, p + PAGE);
	EXPECT(STORE, p + PAGE + 4095, SIGSEGV, SEGV_ACCERR);
	EXPECT(JUMP, p + PAGE, SIGSEGV, SEGV_ACCERR);
	EXPECT(JUMP, p + 2 * PAGE + 9, SIGSEGV, SEGV_ACCERR);
	EXPECT_NONE(STORE, p + 2 * PAGE);
	CHECK(!munmap(p + PAGE, PAGE));
	EXPECT(LOAD, p + PAGE, SIGSEGV, SEGV_MAPERR);
	EXPECT(STORE, p + PAGE + 8, SIGSEGV, SEGV_MAPERR);
	EXPECT(JUMP, p + PAGE + 8, SIGSEGV, SEGV_MAPERR);
	munmap(p, 3 * PAGE);
}

static void handlers_refuse(void)
{
	char *p = map_at(LOOKER_SIGBUS - 1, 5, PROT_READ | PROT_WRITE | PROT_EXEC,
			 MAP_SHARED);
	char *copies = map_at(LOOKER_SIGBUS, 4, PROT_READ | PROT_WRITE, MAP_PRIVATE);

	EXPECT_NONE(LOAD, p + PAGE - 1);
	EXPECT(LOAD, p + PAGE, SIGBUS, BUS_ADRERR);
	EXPECT(STORE, p + PAGE + 77, SIGBUS, BUS_ADRERR);
	EXPECT(JUMP, p + PAGE + 77, SIGBUS, BUS_ADRERR);
	EXPECT_AT(LONG_LOAD, p + PAGE - 3, SIGBUS, BUS_ADRERR, p + PAGE);
	EXPECT(LOAD, p + 2 * PAGE + 1, SIGSEGV, SEGV_MAPERR);
	EXPECT(STORE, p + 2 * PAGE + 1, SIGSEGV, SEGV_MAPERR);
	EXPECT(LOAD, p + 3 * PAGE + 5, SIGBUS, MCEERR_AR);
	CHECK(got.si_addr_lsb == 12);
	EXPECT(STORE, p + 3 * PAGE + 5, SIGBUS, MCEERR_AR);
	EXPECT(LOAD, p + 4 * PAGE + 5, SIGBUS, BUS_ADRERR);
	EXPECT(STORE, copies + 9, SIGBUS, BUS_ADRERR);
	EXPECT(STORE, copies + PAGE, SIGSEGV, SEGV_MAPERR);
	EXPECT(STORE, copies + 2 * PAGE, SIGBUS, MCEERR_AR);
	munmap(p, 5 * PAGE), munmap(copies, 4 * PAGE);
}

int main(void)
{
	struct sigaction sa = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO};

	sigaction(SIGSEGV, &sa, NULL);
	sigaction(SIGBUS, &sa, NULL);
	device = open("/dev/looker", O_RDWR);
	CHECK(device >= 0);
	for (int used = 0; used < 2; used++) {
		rights(LOOKER_MANY, MAP_SHARED, used);
		rights(LOOKER_MANY, MAP_PRIVATE, used);
		rights(LOOKER_FRAMES, MAP_SHARED, used);
	}
	handlers_refuse();
	return 0;
}
