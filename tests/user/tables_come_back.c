// SPDX-License-Identifier: MIT
/*
 * Page tables go with the mappings that they were made for: after munmap, after
 * mremap, and after an mmap that found no memory for all of them. What a neighbour
 * still needs stays. Runs with looker on a machine of 32 MiB.
 */
#include "claim.h"
#include "looker/looker.h"

#define FAR    0x200000000000UL
#define STRIDE (1UL << 30) /* a table of the lowest two levels for each */
#define MANY   200
#define BLOCK  (512UL * PAGE) /* what one table of the lowest level leads to */
#define RW     (PROT_READ | PROT_WRITE)
#define ABSURD (1UL << 45)

static int fd;

/* Of /proc/meminfo, in kB. */
static long meminfo(const char *name)
{
	FILE *f = fopen("/proc/meminfo", "r");
	char line[128];
	long kb = -1;

	CHECK(f);
	while (fgets(line, sizeof(line), f))
		if (!strncmp(line, name, strlen(name)))
			kb = strtol(line + strlen(name), NULL, 10);
	fclose(f);
	CHECK(kb >= 0);
	return kb;
}

static long tables(void)
{
	return meminfo("PageTables:");
}

static char *map(unsigned long at, unsigned long len)
{
	return mmap((void *)at, len, RW, MAP_SHARED | (at ? MAP_FIXED : 0), fd,
		    LOOKER_FRAMES * (long)PAGE);
}

static void unmapped_far_apart(long before)
{
	for (unsigned long i = 0; i < MANY; i++)
		CHECK(map(FAR + i * STRIDE, PAGE) != MAP_FAILED);
	CHECK(tables() >= before + 2 * MANY * PAGE / 1024);
	for (unsigned long i = 0; i < MANY; i++)
		CHECK(!munmap((void *)(FAR + i * STRIDE), PAGE));
	CHECK(tables() == before);
}

static void unmapped_in_pieces(long before)
{
	char *p = map(FAR, 3 * BLOCK);
	long all = tables();

	CHECK(p != MAP_FAILED);
	CHECK(!munmap(p + PAGE, BLOCK - PAGE));
	CHECK(tables() == all); /* the first page is there */
	CHECK(!munmap(p + BLOCK + PAGE, BLOCK - PAGE));
	CHECK(tables() == all);
	CHECK(!munmap(p + BLOCK, PAGE));
	CHECK(tables() == all - PAGE / 1024);
	CHECK(!strcmp(p, "the frame") && !strcmp(p + 2 * BLOCK, "the frame"));
	CHECK(!munmap(p, PAGE));
	CHECK(tables() == all - 2 * PAGE / 1024);
	CHECK(!strcmp(p + 3 * BLOCK - PAGE, "the frame"));
	CHECK(!munmap(p, 3 * BLOCK));
	CHECK(tables() == before);
}

static void moved(long before)
{
	char *p = map(FAR, PAGE);
	long one = tables();

	CHECK(p != MAP_FAILED && one > before);
	for (unsigned long i = 1; i < MANY; i++) {
		char *to = (char *)FAR + i * STRIDE;

		CHECK(mremap(p, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, to) == to);
		p = to;
	}
	CHECK(tables() == one && !strcmp(p, "the frame"));
	CHECK(!munmap(p, PAGE));
	CHECK(tables() == before);
}

static void refused(long before)
{
	long free = meminfo("MemFree:");

	for (int i = 0; i < 2; i++) {
		errno = 0;
		CHECK(map(0, ABSURD) == MAP_FAILED && errno == ENOMEM);
		CHECK(tables() == before);
		CHECK(meminfo("MemFree:") >= free - 1024);
	}
}

int main(void)
{
	char *kept;
	long before;

	fd = open("/dev/looker", O_RDWR);
	CHECK(fd >= 0);
	kept = map(0, PAGE);
	CHECK(kept != MAP_FAILED);
	before = tables();
	unmapped_far_apart(before);
	unmapped_in_pieces(before);
	moved(before);
	refused(before);
	CHECK(!strcmp(kept, "the frame"));
	return 0;
}
