// SPDX-License-Identifier: MIT
/*
 * blocks SIZE...
 *
 * Get a block of each size from /dev/allocator; map it, fill it and look whether all
 * is there; give all back, and the first one twice. A line each says what came of it.
 * Exit status: 0; 1 if memory does not hold what is written; 2 without /dev/allocator.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "allocator_ioctl.h"

static int fd;

static const char *result(int ret)
{
	return ret < 0 ? strerror(errno) : "done";
}

static void say_state(const char *when)
{
	struct allocator_state s;

	if (ioctl(fd, ALLOCATOR_STATE, &s))
		perror("state");
	else
		printf("%s: %llu of %llu bytes are used, %llu can be got\n", when, s.used,
		       s.size, s.largest);
}

/* Blocks differ by their first byte, and bytes of a block by their place. */
static int holds(const struct allocator_block *block, int first)
{
	unsigned char *p = mmap(NULL, block->size, PROT_READ | PROT_WRITE, MAP_SHARED, fd,
				(off_t)block->offset);
	size_t i, wrong = 0;

	if (p == MAP_FAILED) {
		perror("mmap");
		return 0;
	}
	for (i = 0; i < block->size; i += 64)
		wrong += p[i] != 0;
	for (i = 0; i < block->size; i += 64)
		p[i] = (unsigned char)(first + i / 64);
	for (i = 0; i < block->size; i += 64)
		wrong += p[i] != (unsigned char)(first + i / 64);
	munmap(p, block->size);
	return !wrong;
}

int main(int argc, char **argv)
{
	struct allocator_block block;
	unsigned long long first = 0;
	int i, ret, status = 0;

	fd = open("/dev/allocator", O_RDWR);
	if (fd < 0) {
		perror("/dev/allocator");
		return 2;
	}
	for (i = 1; i < argc; i++) {
		block.size = strtoull(argv[i], NULL, 0);
		ret = ioctl(fd, ALLOCATOR_GET, &block);
		if (ret < 0) {
			printf("%s bytes: %s\n", argv[i], result(ret));
			continue;
		}
		first = i == 1 ? block.offset : first;
		ret = holds(&block, i);
		printf("%s bytes: %llu at %llu, %s\n", argv[i], block.size, block.offset,
		       ret ? "zeros, and hold what is written" : "WRONG");
		status |= !ret;
	}
	say_state("then");
	printf("the first goes back: %s\n", result(ioctl(fd, ALLOCATOR_PUT, first)));
	printf("and once more: %s\n", result(ioctl(fd, ALLOCATOR_PUT, first)));
	close(fd);
	fd = open("/dev/allocator", O_RDWR);
	say_state("closed");
	return status;
}
