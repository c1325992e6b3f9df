// SPDX-License-Identifier: MIT
/* The set of cases for memory: its tables, what comes before each, what they share. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "memory_cases.h"

const struct oracle_case *const oracle_tables[] = {
	kernel_cases, scullv_cases, highmem_cases, allocator_cases, proc_cases, NULL};

int must_open(const char *path, int flags)
{
	int fd = open(path, flags);

	if (fd < 0)
		give_up(path);
	return fd;
}

/* scullv's devices are emptied. */
void oracle_fresh(void)
{
	char path[32];

	for (int i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "/dev/scullv%d", i);
		close(must_open(path, O_WRONLY));
	}
}

int oracle_exec(int fd)
{
	return fd < 0;
}

char *try_map(int fd, size_t len, int prot, int flags, off_t offset)
{
	char *p = mmap(NULL, len, prot, flags, fd, offset);

	return p == MAP_FAILED ? NULL : p;
}
