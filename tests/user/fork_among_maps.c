// SPDX-License-Identifier: MIT
/*
 * A process forks while its threads map and unmap a device's memory: the child has the
 * mappings of one moment, and maps more where none of them is: threads_at_once_test.sh.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define LEN (2 * 4096UL)

enum { THREADS = 3, FORKS = 20, MAPPINGS = 4 };

static char *map(int fd)
{
	char *p = mmap(NULL, LEN, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	if (p == MAP_FAILED) {
		perror("/dev/life");
		_exit(1);
	}
	return p;
}

static void *map_and_unmap(void *unused)
{
	int fd = open("/dev/life", O_RDWR);

	for (;;) {
		char *p = map(fd);

		p[0] = 'x';
		munmap(p, LEN);
	}
	return unused;
}

static void map_more(int fd)
{
	for (int i = 0; i < MAPPINGS; i++) {
		char *p = map(fd);

		p[0] = (char)('a' + i);
		p[LEN - 1] = p[0];
	}
	_exit(0);
}

int main(void)
{
	int fd = open("/dev/life", O_RDWR), status;
	pthread_t thread;

	map(fd);
	for (int i = 0; i < THREADS; i++)
		pthread_create(&thread, NULL, map_and_unmap, NULL);
	for (int i = 0; i < FORKS; i++) {
		pid_t child = fork();

		if (!child)
			map_more(fd);
		if (waitpid(child, &status, 0) != child || status) {
			printf("child %d ended with status %x\n", i,
			       (unsigned int)status);
			return 1;
		}
	}
	return 0;
}
