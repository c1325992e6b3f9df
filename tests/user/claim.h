/* SPDX-License-Identifier: MIT */
/*
 * What the programs of tests/user share. Each makes one claim about traced
 * programs, and runs on the machine with the book's scullp:
 *
 *	drydock run --module scullp.ko -- PROGRAM
 *
 * Exit status: 0 the claim holds; 1 it does not.
 */
#ifndef TESTS_USER_CLAIM_H
#define TESTS_USER_CLAIM_H

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define DEVICE "/dev/scullp0"
#define PAGE   4096

#define CHECK(condition)                                                              \
	do {                                                                          \
		if (!(condition)) {                                                   \
			fprintf(stderr, "%s:%d: not true: %s (errno %d: %s)\n", __FILE__, \
				__LINE__, #condition, errno, strerror(errno));        \
			exit(1);                                                      \
		}                                                                     \
	} while (0)

/* Open the device, with @pages pages in it; page n is full of 'a' + n. */
static inline int open_filled(int pages)
{
	int fd = open(DEVICE, O_WRONLY); /* empties it */
	char page[PAGE];

	CHECK(fd >= 0 && !close(fd));
	fd = open(DEVICE, O_RDWR);
	CHECK(fd >= 0);
	for (int i = 0; i < pages; i++) {
		memset(page, 'a' + i, PAGE);
		for (int done = 0; done < PAGE;) {
			ssize_t n = write(fd, page + done, (size_t)(PAGE - done));

			CHECK(n > 0);
			done += (int)n;
		}
	}
	return fd;
}

static inline char *map_pages(int fd, int pages, int prot, int flags)
{
	char *p = mmap(NULL, (size_t)pages * PAGE, prot, flags, fd, 0);

	CHECK(p != MAP_FAILED);
	return p;
}

static inline int status_of(pid_t pid)
{
	int status;

	CHECK(waitpid(pid, &status, 0) == pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

#endif
