// SPDX-License-Identifier: MIT
/*
 * bus_errors DEVICE [COUNT] - touches a page of the device whose fault handler
 * never serves it, from a handler of SIGBUS that returns: after COUNT signals it
 * ends with 0, without COUNT never
 */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static volatile long left;

static void again(int sig)
{
	if (left > 0 && !--left)
		_exit(0);
}

int main(int argc, char **argv)
{
	int fd = open(argv[1], O_RDWR);
	char *page = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);

	if (page == MAP_FAILED)
		return 1;
	left = argc > 2 ? atol(argv[2]) : 0;
	signal(SIGBUS, again);
	return *(volatile char *)page + 2;
}
