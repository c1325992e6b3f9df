// SPDX-License-Identifier: MIT
/*
 * The same cycle as an ordinary static program: open, write, mmap, touch. With
 * a number as its argument it goes on with that many reads of one byte and
 * prints what one took, as "bench call VALUE" in nanoseconds of the host.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
	struct timespec t;

	syscall(SYS_clock_gettime, CLOCK_MONOTONIC_RAW, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void calls(int fd, long n)
{
	double t = now();
	char c;

	for (long i = 0; i < n; i++)
		if (pread(fd, &c, 1, 0) != 1)
			exit(1);
	printf("bench call %.0f\n", (now() - t) / (double)n);
}

int main(int argc, char **argv)
{
	static char buf[4096];
	int fd = open("/dev/scullp0", O_RDWR);
	volatile char *map;

	memset(buf, 'x', sizeof(buf));
	if (fd < 0 || write(fd, buf, sizeof(buf)) != sizeof(buf))
		return 1;
	if (argc > 1)
		calls(fd, atol(argv[1]));
	map = mmap(NULL, sizeof(buf), PROT_READ, MAP_SHARED, fd, 0);
	return map == MAP_FAILED || *map != 'x';
}
