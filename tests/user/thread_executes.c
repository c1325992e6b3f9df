// SPDX-License-Identifier: MIT
/* exec from a thread that is not the first, with the device mapped and open. */
#include "claim.h"
#include <pthread.h>

static volatile char *map;
static int fd;

static void *run(void *arg)
{
	char command[64];

	(void)arg;
	CHECK(map[0] == 'a');
	snprintf(command, sizeof(command), "test \"$(head -c 2 <&%d)\" = aa", fd);
	lseek(fd, 0, SEEK_SET);
	execl("/bin/sh", "sh", "-c", command, (char *)0);
	return NULL;
}

static void *wait_for_end(void *arg)
{
	pause();
	return arg;
}

int main(void)
{
	pthread_t thread, other;

	fd = open_filled(1);
	map = map_pages(fd, 1, PROT_READ, MAP_SHARED);
	pthread_create(&other, NULL, wait_for_end, NULL);
	pthread_create(&thread, NULL, run, NULL);
	pause();
	return 1;
}
