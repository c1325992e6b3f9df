// SPDX-License-Identifier: MIT
/* Many processes and threads at once fork, execute, die and change mappings. */
#include "claim.h"
#include <pthread.h>

#define WORKERS 8
#define THREADS 3
#define PAGES	16

static void *busy(void *arg)
{
	volatile char *map = arg;

	for (int i = 0; i < 200; i++) {
		char *p;

		map[i % PAGES * PAGE + 1] = (char)i;
		p = mmap(NULL, 3 * PAGE, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		CHECK(p != MAP_FAILED);
		p[0] = 1;
		CHECK(!munmap(p, 3 * PAGE));
	}
	return NULL;
}

static void grandchild(char *map, int how)
{
	for (int page = 0; page < PAGES; page++)
		map[page * PAGE] = (char)page;
	if (how == 3)
		execl("/bin/true", "true", (char *)0);
	if (how == 4)
		raise(SIGKILL);
	_exit(0);
}

static int worker(int self)
{
	char *map = map_pages(open(DEVICE, O_RDWR), PAGES, PROT_READ | PROT_WRITE,
			      self & 1 ? MAP_SHARED : MAP_PRIVATE);
	pthread_t threads[THREADS];

	for (int i = 0; i < THREADS; i++)
		CHECK(!pthread_create(&threads[i], NULL, busy, map));
	for (int i = 0; i < 5; i++) {
		pid_t pid = fork();

		if (!pid)
			grandchild(map, i);
		CHECK(status_of(pid) == (i == 4 ? 128 + SIGKILL : 0));
	}
	if (self == 5)
		raise(SIGKILL);
	if (self == 6)
		_exit(0);
	if (self == 7)
		execl("/bin/true", "true", (char *)0);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	CHECK(!munmap(map + 3 * PAGE, PAGE));
	CHECK(mremap(map + 8 * PAGE, 4 * PAGE, 9 * PAGE, MREMAP_MAYMOVE) != MAP_FAILED);
	return 0;
}

int main(void)
{
	pid_t pids[WORKERS];

	open_filled(PAGES);
	for (int i = 0; i < WORKERS; i++) {
		pids[i] = fork();
		if (!pids[i])
			_exit(worker(i));
	}
	for (int i = 0; i < WORKERS; i++)
		CHECK(status_of(pids[i]) == (i == 5 ? 128 + SIGKILL : 0));
	return 0;
}
