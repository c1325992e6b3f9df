// SPDX-License-Identifier: MIT
/* /proc/self/pagemap and smaps_rollup tell what of the machine is mapped, as Linux
 * 6.1 does. */
#include "claim.h"
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include "looker/looker.h"

#define PRESENT	   (1UL << 63)
#define FILE_PAGE  (1UL << 61)
#define EXCLUSIVE  (1UL << 56)
#define SOFT_DIRTY (1UL << 55)
#define FRAME(e)   ((e) & ((1UL << 55) - 1))

static int device, pagemap;

static uint64_t entry_of(const void *p)
{
	uint64_t e;

	CHECK(pread(pagemap, &e, 8, (off_t)((uintptr_t)p / PAGE * 8)) == 8);
	return e;
}

static char *map_at(int which, int pages, int flags)
{
	char *p = mmap(NULL, (size_t)pages * PAGE, PROT_READ | PROT_WRITE, flags, device,
		       (off_t)which * PAGE);

	CHECK(p != MAP_FAILED);
	return p;
}

static long rollup(const char *name)
{
	FILE *f = fopen("/proc/self/smaps_rollup", "r");
	char line[256], key[64];
	long kb, found = -1;

	CHECK(f);
	while (fgets(line, sizeof(line), f))
		if (sscanf(line, "%63[^:]: %ld kB", key, &kb) == 2 && !strcmp(key, name))
			found = kb;
	fclose(f);
	CHECK(found >= 0);
	return found;
}

static void entries_tell_frames(void)
{
	char *shared = map_at(LOOKER_PAGE, 2, MAP_SHARED);
	char *copies = map_at(LOOKER_PAGE, 1, MAP_PRIVATE);
	char *frame = map_at(LOOKER_FRAME, 1, MAP_SHARED);
	uint64_t pfn = (uint64_t)ioctl(device, LOOKER_PAGE, 0), both[2];

	/* Twice mapped by now; the second page is not there. */
	CHECK(entry_of(shared) == (PRESENT | FILE_PAGE | SOFT_DIRTY | pfn));
	CHECK(entry_of(shared + PAGE) == SOFT_DIRTY);
	copies[0] = 'x';
	CHECK(FRAME(entry_of(copies)) != pfn && FRAME(entry_of(copies)));
	CHECK((entry_of(copies) & ~FRAME(~0UL)) == (PRESENT | EXCLUSIVE | SOFT_DIRTY));
	CHECK(entry_of(shared) == (PRESENT | FILE_PAGE | EXCLUSIVE | SOFT_DIRTY | pfn));
	/* Of frames without pages it tells nothing. */
	CHECK(frame[0] == 't' && entry_of(frame) == SOFT_DIRTY);
	CHECK(pread(pagemap, both, 16, (off_t)((uintptr_t)shared / PAGE * 8)) == 16);
	CHECK(both[0] == entry_of(shared) && both[1] == SOFT_DIRTY);
	CHECK(!munmap(shared, 2 * PAGE) && entry_of(shared) == 0);
	CHECK(!munmap(copies, PAGE) && !munmap(frame, PAGE));
}

static void own_memory_is_there(void)
{
	char *p = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	CHECK(p != MAP_FAILED && !(entry_of(p) & PRESENT));
	p[0] = 1;
	CHECK((entry_of(p) & (PRESENT | FILE_PAGE)) == PRESENT);
	munmap(p, PAGE);
}

static void offsets_are_checked(void)
{
	uint64_t e[2];

	CHECK(pread(pagemap, e, 7, 0) == -1 && errno == EINVAL);
	CHECK(pread(pagemap, e, 8, 4) == -1 && errno == EINVAL);
	CHECK(pread(pagemap, e, 0, 8) == 0);
	CHECK(pread(pagemap, e, 16, (off_t)(0x7fffffffe000 / PAGE * 8)) == 8); /* the last page */
	CHECK(pread(pagemap, e, 8, (off_t)(0x7ffffffff000 / PAGE * 8)) == 0);
	CHECK(pread(pagemap, e, 8, 0x7ffffffffffffff8) == -1 && errno == EINVAL);
	CHECK(pread(pagemap, (void *)1, 8, 0) == -1 && errno == EFAULT);
	CHECK(pread(pagemap, e, 8, -8) == -1 && errno == EINVAL);
	CHECK(write(pagemap, e, 8) == -1 && errno == EBADF);
	CHECK(lseek(pagemap, 0, SEEK_END) == -1 && errno == EINVAL);
	CHECK(lseek(pagemap, 80, SEEK_SET) == 80 && lseek(pagemap, 8, SEEK_CUR) == 88);
	CHECK(read(pagemap, e, 16) == 16 && lseek(pagemap, 0, SEEK_CUR) == 104);
	CHECK(mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE, pagemap, 0) == MAP_FAILED &&
	      errno == ENODEV);
}

/* Sums of three pages: two copies of the program's own, and the device's. */
static void sums_have_pages(void)
{
	long warm = rollup("Rss"), rss = rollup("Rss"), anon = rollup("Anonymous"), shmem = rollup("Pss_Shmem");
	char *a = map_at(LOOKER_PAGE, 1, MAP_PRIVATE), *b = map_at(LOOKER_PAGE, 1, MAP_PRIVATE);
	char *c = map_at(LOOKER_PAGE, 1, MAP_SHARED), *d = map_at(LOOKER_FRAME, 1, MAP_SHARED);

	a[0] = b[0] = c[0];
	CHECK(d[0] == 't');
	CHECK(warm && rollup("Anonymous") - anon >= 8 && rollup("Anonymous") - anon < 64);
	CHECK(rollup("Rss") - rss >= 12);
	CHECK(rollup("Pss_Shmem") == shmem); /* pages of RAM, as the host sees them */
	rss = rollup("Rss");
	munmap(c, PAGE);
	CHECK(rss - rollup("Rss") == 4);
	munmap(a, PAGE), munmap(b, PAGE), munmap(d, PAGE);
}

/* Page frames are for root alone; and a file outlives the memory that it shows. */
static void others_look(void)
{
	char *p = map_at(LOOKER_PAGE, 1, MAP_SHARED), path[64];
	int go[2], other;
	uint64_t e;
	pid_t child;

	CHECK(!pipe(go));
	child = fork();
	if (!child)
		_exit(read(go[0], path, 1) != 1);
	snprintf(path, sizeof(path), "/proc/%d/pagemap", child);
	other = open(path, O_RDONLY);
	CHECK(other >= 0);
	CHECK(pread(other, &e, 8, (off_t)((uintptr_t)p / PAGE * 8)) == 8);
	CHECK((e & SOFT_DIRTY) && !munmap(p, PAGE) && entry_of(p) == 0);
	CHECK(pread(other, &e, 8, (off_t)((uintptr_t)p / PAGE * 8)) == 8 && (e & SOFT_DIRTY));
	CHECK(write(go[1], "x", 1) == 1 && status_of(child) == 0);
	CHECK(pread(other, &e, 8, (off_t)((uintptr_t)p / PAGE * 8)) == 0);
	close(other);
	p = map_at(LOOKER_PAGE, 1, MAP_SHARED);
	child = fork();
	if (!child) {
		if (setresuid(1, 1, 1) || prctl(PR_SET_DUMPABLE, 1))
			_exit(0); /* no right to: nothing to see here */
		CHECK(FRAME(entry_of(p)) == (uint64_t)ioctl(device, LOOKER_PAGE, 0));
		pagemap = open("/proc/self/pagemap", O_RDONLY);
		CHECK(pagemap >= 0 && entry_of(p) == (PRESENT | FILE_PAGE | SOFT_DIRTY));
		_exit(0);
	}
	CHECK(p[0] == 't' && status_of(child) == 0);
}

int main(void)
{
	device = open("/dev/looker", O_RDWR);
	pagemap = open("/proc/self/pagemap", O_RDONLY);
	CHECK(device >= 0 && pagemap >= 0);
	CHECK(open("/proc/self/pagemap", O_WRONLY) == -1 || !getuid());
	entries_tell_frames();
	own_memory_is_there();
	offsets_are_checked();
	sums_have_pages();
	others_look();
	return 0;
}
