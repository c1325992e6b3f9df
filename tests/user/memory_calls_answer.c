// SPDX-License-Identifier: MIT
/* Calls on memory answer for a mapping of a device as Linux does. */
#include "claim.h"
#include <stdbool.h>
#include <pthread.h>
#include <sys/shm.h>
#include <sys/syscall.h>

#define PAGES 8

static char *map;

#define SYS_mseal_ 462

static bool is_locked(void)
{
	char line[256], want[32];
	bool locked = false, ours = false;
	FILE *f = fopen("/proc/self/smaps", "r");

	CHECK(f);
	snprintf(want, sizeof(want), "%lx-", (unsigned long)map);
	while (fgets(line, sizeof(line), f)) {
		if (!strncmp(line, want, strlen(want)))
			ours = true;
		if (ours && !strncmp(line, "VmFlags:", 8)) {
			locked = strstr(line, " lo");
			break;
		}
	}
	fclose(f);
	return locked;
}

/* Of bytes: the pages that they lie in. Behind the last one is nothing. */
static void lock_bytes(void)
{
	char *last = map + (PAGES - 1) * PAGE;

	CHECK(!mlock(last + PAGE / 2, 16) && !munlock(last + PAGE / 2, 16));
	CHECK(!mlock2(map + 8, PAGES * PAGE - 8, 0) && is_locked());
	CHECK(!munlock(map + 8, PAGES * PAGE - 8) && !is_locked());
}

/* What the host would do to the place that it keeps for the device's pages. */
static void other_ways(void)
{
	int id = shmget(IPC_PRIVATE, PAGE, 0600);

	CHECK(!syscall(SYS_pkey_mprotect, map, PAGES * PAGE, PROT_READ | PROT_WRITE, -1));
	for (int i = 0; i < PAGES; i++)
		CHECK(map[i * PAGE] == 'a' + i);
	CHECK(syscall(SYS_pkey_mprotect, map, PAGE, PROT_READ, 1) == -1 && errno == EINVAL);
	CHECK(syscall(SYS_mseal_, map, PAGE, 0) == -1 && errno == ENOSYS);
	CHECK(id >= 0 && shmat(id, map, SHM_REMAP) == (void *)-1 && errno == EINVAL);
	shmctl(id, IPC_RMID, NULL);
	CHECK(map[0] == 'a');
}

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

	lock_bytes();
	other_ways();

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
