// SPDX-License-Identifier: MIT
/* A driver's sleep takes no time of the host's, also with a thread that waits. */
#include "claim.h"
#include <pthread.h>
#include <time.h>

static int fd;

static void *reader(void *arg)
{
	char byte;

	CHECK(read(fd, &byte, 1) == 1);
	return arg;
}

static double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

int main(void)
{
	double start = now();
	pthread_t thread;

	fd = open("/dev/blocker", O_RDWR);
	CHECK(fd >= 0);
	for (int i = 0; i < 30; i++) {
		CHECK(!pthread_create(&thread, NULL, reader, NULL));
		CHECK(write(fd, "c", 1) == 1);
		CHECK(!pthread_join(thread, NULL));
	}
	CHECK(now() - start < 20); /* 30 s of msleep */
	CHECK(!pthread_create(&thread, NULL, reader, NULL));
	usleep(50000);
	return 0; /* with a thread asleep in the driver */
}
