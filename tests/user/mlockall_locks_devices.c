// SPDX-License-Identifier: MIT
/* mlockall, mincore and remap_file_pages concern a driver's memory as Linux has it. */
#include "claim.h"
#include <stdbool.h>
#include <stdint.h>
#include <sys/syscall.h>
#include "looker/looker.h"

static int device;

static char *map_at(unsigned long page, int pages)
{
	char *p = mmap(NULL, (size_t)pages * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, device,
		       (off_t)page * PAGE);

	CHECK(p != MAP_FAILED);
	return p;
}

/* Is a flag among the VmFlags of the area that begins at @p? */
static bool has_flag(const void *p, const char *flag)
{
	FILE *f = fopen("/proc/self/smaps", "r");
	unsigned long start, end;
	char line[512];
	bool here = false, found = false, seen = false;

	CHECK(f);
	while (fgets(line, sizeof(line), f)) {
		if (sscanf(line, "%lx-%lx ", &start, &end) == 2)
			here = start == (unsigned long)p;
		if (here && !strncmp(line, "VmFlags:", 8)) {
			seen = true;
			found = strstr(line, flag);
		}
	}
	fclose(f);
	CHECK(seen);
	return found;
}

/* How many pages are there, as mincore says. */
static int present(char *p, int pages)
{
	unsigned char vec[600];
	int n = 0;

	memset(vec, 0x55, sizeof(vec));
	CHECK(!mincore(p, (size_t)pages * PAGE, vec));
	for (int i = 0; i < pages; i++)
		n += vec[i];
	CHECK(vec[pages] == 0x55);
	return n;
}

/* In pages, as /proc/PID/status has it. */
static long locked(void)
{
	FILE *f = fopen("/proc/self/status", "r");
	char line[512];
	long kb = -1, pid = 0;

	CHECK(f);
	while (fgets(line, sizeof(line), f)) {
		sscanf(line, "Pid: %ld", &pid);
		sscanf(line, "VmLck: %ld kB", &kb);
	}
	fclose(f);
	CHECK(pid == getpid() && kb >= 0);
	return kb * 1024 / PAGE;
}

static void what_is_locked_is_counted(void)
{
	char *many = map_at(LOOKER_MANY, 4), *own;
	long before = locked();

	own = mmap(NULL, 3 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	CHECK(own != MAP_FAILED && !mlock(own, 3 * PAGE) && locked() == before + 3);
	CHECK(!mlock(many, PAGE) && locked() == before + 4);
	CHECK(!munlock(own, PAGE) && locked() == before + 3);
	CHECK(!munlock(many, PAGE) && !munlock(own, 3 * PAGE) && locked() == before);
	munmap(many, 4 * PAGE), munmap(own, 3 * PAGE);
}

static void what_is_there_is_locked(void)
{
	char *many = map_at(LOOKER_MANY, 4), *frames = map_at(LOOKER_FRAMES, 2), *later;

	CHECK(many[PAGE] == 't' && present(many, 4) == 1 && present(frames, 2) == 0);
	CHECK(!mlockall(MCL_CURRENT));
	CHECK(has_flag(many, " lo ") && !has_flag(frames, " lo ") && present(many, 4) == 4);
	later = map_at(LOOKER_MANY, 4);
	CHECK(!has_flag(later, " lo ") && present(later, 4) == 0);
	CHECK(madvise(many, PAGE, MADV_DONTNEED) == -1 && errno == EINVAL);
	CHECK(msync(many, PAGE, MS_INVALIDATE) == -1 && errno == EBUSY);
	CHECK(!munlockall() && !has_flag(many, " lo ") && !madvise(many, PAGE, MADV_DONTNEED));
	munmap(many, 4 * PAGE), munmap(frames, 2 * PAGE), munmap(later, 4 * PAGE);
}

static void what_comes_is_locked(void)
{
	char *before = map_at(LOOKER_MANY, 2), *p;
	pid_t child;

	CHECK(!mlockall(MCL_FUTURE) && !has_flag(before, " lo "));
	p = map_at(LOOKER_MANY, 600); /* more than one piece of an answer */
	CHECK(has_flag(p, " lo ") && present(p, 599) == 599);
	p = mremap(p, 600 * PAGE, 598 * PAGE, 0);
	CHECK(present(p, 598) == 598 && mremap(p, 598 * PAGE, 599 * PAGE, 0) == p);
	CHECK(present(p, 599) == 599);
	child = fork(); /* it inherits nothing of it */
	if (!child)
		_exit(has_flag(p, " lo ") || has_flag(map_at(LOOKER_MANY, 1), " lo "));
	CHECK(status_of(child) == 0 && !munmap(p, 599 * PAGE));
	CHECK(!mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) && present(before, 2) == 0);
	p = map_at(LOOKER_MANY, 4);
	CHECK(has_flag(p, " lo ") && present(p, 4) == 0 && p[PAGE] == 't' && present(p, 4) == 1);
	CHECK(!munlockall() && !has_flag(p, " lo "));
	munmap(p, 4 * PAGE), munmap(before, 2 * PAGE);
}

/* Own memory, a driver's, and own again. */
static void ranges_have_pieces(void)
{
	char *p = mmap(NULL, 6 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	unsigned char vec[6];

	CHECK(p != MAP_FAILED);
	CHECK(mmap(p + 2 * PAGE, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, device,
		   LOOKER_MANY * PAGE) == p + 2 * PAGE);
	p[PAGE] = p[5 * PAGE] = 1;
	CHECK(p[3 * PAGE] == 't' && !mincore(p, 6 * PAGE, vec));
	CHECK(!memcmp(vec, "\0\1\0\1\0\1", 6));
	munmap(p, 6 * PAGE);
}

static long remap(char *p, int pages, unsigned long page)
{
	return syscall(SYS_remap_file_pages, p, pages * PAGE, 0, page, 0);
}

/* Each part is a mapping of its own. */
static void pages_of_a_file_change_places(void)
{
	char *p = map_at(LOOKER_MANY, 4), *copies;

	CHECK(!remap(p + PAGE, 1, LOOKER_MANY + 10) && p[PAGE] == 't' && present(p, 4) == 1);
	CHECK(remap(p, 4, LOOKER_MANY) == 0 && present(p, 4) == 4); /* is filled, as MAP_POPULATE */
	CHECK(remap(p, 2, LOOKER_FRAMES) == 0 && !strcmp(p, "the frame"));
	CHECK(remap(p, 4, LOOKER_MANY) == -1 && errno == EINVAL); /* of two kinds by now */
	CHECK(remap(p + 2 * PAGE, 1, -1UL >> 12) == -1 && errno == EOVERFLOW);
	copies = mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE, device, LOOKER_MANY * PAGE);
	CHECK(copies != MAP_FAILED && remap(copies, 1, LOOKER_MANY) == -1 && errno == EINVAL);
	munmap(p, 4 * PAGE), munmap(copies, PAGE);
}

int main(void)
{
	device = open("/dev/looker", O_RDWR);
	CHECK(device >= 0);
	what_is_locked_is_counted();
	what_is_there_is_locked();
	what_comes_is_locked();
	ranges_have_pieces();
	pages_of_a_file_change_places();
	return 0;
}
