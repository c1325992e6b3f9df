// SPDX-License-Identifier: MIT
/* calls: makes the calls that nonlinear.c is to hear of, and prints what it tells. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PAGE 4096UL

static int fd;

static char *map(int pages, int flags, unsigned long page)
{
	char *p = mmap(NULL, pages * PAGE, PROT_READ | PROT_WRITE, flags, fd, (off_t)(page * PAGE));

	if (p == MAP_FAILED)
		printf("mmap: %s; ", strerror(errno));
	return p;
}

static void remap(char *p, int pages, unsigned long page, int flags)
{
	if (syscall(SYS_remap_file_pages, p, pages * PAGE, 0, page, flags))
		printf("remap: %s; ", strerror(errno));
	else
		printf("remap: done; ");
}

static void told(const char *what)
{
	char line[300];
	ssize_t n = read(fd, line, sizeof(line) - 1);

	line[n < 0 ? 0 : n] = 0;
	printf("%s: %s\n", what, line);
}

int main(void)
{
	char *p, *q;

	setbuf(stdout, NULL);
	fd = open("/dev/nonlinear", O_RDWR);
	if (fd < 0)
		return 1;
	p = map(4, MAP_SHARED | MAP_POPULATE, 0);
	told("populate");
	q = map(2, MAP_SHARED | MAP_POPULATE | MAP_NONBLOCK, 3);
	munmap(q, 2 * PAGE);
	told("nonblock");
	remap(p + PAGE, 2, 7, 0);
	told("shared");
	munmap(p, 4 * PAGE);
	(void)!read(fd, (char[300]){ 0 }, 300); /* how its parts were cut is another matter */
	p = map(1, MAP_PRIVATE, 0);
	remap(p, 1, 7, 0);
	munmap(p, PAGE);
	told("private");
	p = map(1, MAP_SHARED, 2);
	remap(p, 1, 7, 0);
	munmap(p, PAGE);
	told("owned");
	p = map(3, MAP_SHARED, 0);
	q = mmap(NULL, 3 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	q = mremap(p, 3 * PAGE, 3 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, q);
	told("moved");
	munmap(q + PAGE, PAGE);
	told("cut");
	munmap(q, 3 * PAGE);
	p = map(1, MAP_SHARED, 1);
	p[5] = 1;
	p[6] = 1;
	told("stored");
	return 0;
}
