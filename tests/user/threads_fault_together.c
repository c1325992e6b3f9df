// SPDX-License-Identifier: MIT
/* Threads fault pages of one mapping in at the same time. */
#include "claim.h"
#include <pthread.h>

#define THREADS 8

static volatile char *map;

static void *touch(void *arg)
{
	long self = (long)arg;

	for (int round = 0; round < 20; round++)
		for (int page = 0; page < 16; page++) {
			CHECK(map[page * PAGE] == 'a' + page);
			map[page * PAGE + 8 + self] = (char)self;
		}
	return NULL;
}

int main(void)
{
	int fd = open_filled(16);
	pthread_t threads[THREADS];

	map = map_pages(fd, 16, PROT_READ | PROT_WRITE, MAP_SHARED);
	for (long i = 0; i < THREADS; i++)
		CHECK(!pthread_create(&threads[i], NULL, touch, (void *)i));
	for (int i = 0; i < THREADS; i++)
		CHECK(!pthread_join(threads[i], NULL));
	for (int page = 0; page < 16; page++)
		for (int i = 0; i < THREADS; i++)
			CHECK(map[page * PAGE + 8 + i] == i);
	return 0;
}
