// SPDX-License-Identifier: MIT
/* Calls on memory answer for a mapping of a device as Linux does. */
#include "claim.h"
#include <pthread.h>

#define PAGES 8

static char *map;

static void *reader(void *arg)
{
	for (int i = 0; i < 3000; i++)
		CHECK(*(volatile char *)(map + i % PAGES * PAGE) == 'a' + i % PAGES);
	return arg;
}

int main(void)
{
	int fd = open_filled(PAGES);
	pthread_t threads[4];

	map = map_pages(fd, PAGES, PROT_READ | PROT_WRITE, MAP_SHARED);
	CHECK(!mlock(map, PAGES * PAGE) && !munlock(map, PAGES * PAGE));
	CHECK(msync(map, PAGES * PAGE, MS_SYNC) == -1 &&
	      errno == EINVAL); /* no fsync method */
	CHECK(!madvise(map, PAGES * PAGE, MADV_DONTNEED) && map[0] == 'a');

	/* protections change while other threads read */
	for (int i = 0; i < 4; i++)
		CHECK(!pthread_create(&threads[i], NULL, reader, NULL));
	for (int i = 0; i < 200; i++)
		CHECK(!mprotect(map, PAGES * PAGE, PROT_READ | (i & 1 ? PROT_WRITE : 0)));
	for (int i = 0; i < 4; i++)
		CHECK(!pthread_join(threads[i], NULL));

	/* the device's own data, read into an untouched page of its mapping */
	CHECK(!madvise(map, PAGES * PAGE, MADV_DONTNEED));
	CHECK(pread(fd, map + PAGE, 4, 0) == 4 && !memcmp(map + PAGE, "aaaab", 5));

	/* memory of the program's own, now that every call is stopped */
	for (size_t i = 0; i < 1000; i++)
		free(malloc(i * 1000));
	CHECK(system("true") == 0);
	return 0;
}
