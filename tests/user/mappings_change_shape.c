// SPDX-License-Identifier: MIT
/* A mapping can be cut, shrunk, moved and mapped over. */
#include "claim.h"

static int faults(volatile char *p)
{
	pid_t pid = fork();

	if (!pid) {
		(void)*p;
		_exit(0);
	}
	return status_of(pid) == 128 + SIGSEGV;
}

int main(void)
{
	int fd = open_filled(8);
	char *p = map_pages(fd, 8, PROT_READ | PROT_WRITE, MAP_SHARED), *q, *host;

	CHECK(p[2 * PAGE] == 'c');
	CHECK(!munmap(p + 2 * PAGE, PAGE));
	CHECK(p[PAGE] == 'b' && p[3 * PAGE] == 'd' && faults(p + 2 * PAGE));
	CHECK(mremap(p + 3 * PAGE, 5 * PAGE, 3 * PAGE, 0) == p + 3 * PAGE);
	CHECK(p[5 * PAGE] == 'f' && faults(p + 6 * PAGE));
	q = mremap(p + 3 * PAGE, 3 * PAGE, 4 * PAGE, MREMAP_MAYMOVE);
	CHECK(q != MAP_FAILED && q[0] == 'd' && q[3 * PAGE] == 'g');
	/* ordinary memory over a part of it, and one call over both kinds */
	host = mmap(q + PAGE, PAGE, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	CHECK(host == q + PAGE && host[0] == 0);
	host[0] = 'h';
	CHECK(!mprotect(q, 4 * PAGE, PROT_READ));
	CHECK(q[0] == 'd' && host[0] == 'h' && q[2 * PAGE] == 'f');
	CHECK(!munmap(q, 4 * PAGE) && faults(q) && faults(host) && faults(q + 2 * PAGE));
	return 0;
}
