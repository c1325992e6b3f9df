// SPDX-License-Identifier: MIT
/* The DMA layer itself: masks, coherent memory, handles of streaming mappings. */
#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>

#include "edu_cases.h"

#define BITS(n) ((n) == 64 ? ~0ULL : (1ULL << (n)) - 1)

static void say_mask(int fd, unsigned long long mask)
{
	struct edu_mask m = {.mask = mask};

	if (ioctl(fd, EDU_IOC_TRY_MASK, &m))
		give_up("trying a mask");
	say("%#llx: %s; then %#llx and %#llx", mask,
	    m.result ? errno_name(-m.result) : "taken", (unsigned long long)m.dma_mask,
	    (unsigned long long)m.coherent_mask);
}

static void masks_taken(void)
{
	static const int bits[] = {64, 63, 48, 40, 33, 32, 31,
				   30, 29, 28, 27, 26, 25, 24};
	int fd = edu_open();
	size_t i;

	for (i = 0; i < sizeof(bits) / sizeof(bits[0]); i++)
		say_mask(fd, BITS(bits[i]));
}

/* ZONE_DMA has 16 MiB: less than that is of no use to a PC. */
static void masks_refused(void)
{
	static const int bits[] = {23, 20, 16, 12, 1, 0};
	int fd = edu_open();
	size_t i;

	for (i = 0; i < sizeof(bits) / sizeof(bits[0]); i++)
		say_mask(fd, BITS(bits[i]));
}

/* Only the size of the number counts. */
static void masks_with_holes(void)
{
	int fd = edu_open();

	say_mask(fd, 0x0ffffff0);
	say_mask(fd, 0x80000000);
	say_mask(fd, 0x01000000);
	say_mask(fd, 0x00fffffe);
	say_mask(fd, 0xffffffff00000000);
}

static void transfer_after_masks(void)
{
	struct edu_facts f;
	int fd = edu_open();
	char got[16] = "";

	say_mask(fd, BITS(64));
	say_mask(fd, BITS(12));
	say_mask(fd, BITS(24));
	f = edu_facts(fd);
	say("in force: %#llx and %#llx", (unsigned long long)f.dma_mask,
	    (unsigned long long)f.coherent_mask);
	say_result("put", edu_put(fd, WAY_STREAMING, "still here", 10, 77));
	say_result("get", edu_get(fd, WAY_COHERENT, got, 10, 77));
	say_bytes("got", got, 10);
}

static void say_coherent(int fd, unsigned int bytes)
{
	struct edu_coherent c = {.bytes = bytes};

	if (ioctl(fd, EDU_IOC_TRY_COHERENT, &c))
		say_result("coherent memory", -1);
	else
		say("%u bytes: handle off its order by %u, CPU's address off the page by "
		    "%u,"
		    " %u not zero, within the mask %u",
		    bytes, c.handle_offset, c.cpu_offset, c.nonzero, c.within_mask);
}

static void coherent_below_a_page(void)
{
	static const unsigned int sizes[] = {1, 2, 63, 64, 100, 1000, 2048, 4095, 4096};
	int fd = edu_open();
	size_t i;

	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		say_coherent(fd, sizes[i]);
}

static void coherent_above_a_page(void)
{
	static const unsigned int sizes[] = {4097,  8192,   12288, 20480,
					     65536, 100000, 262144};
	int fd = edu_open();
	size_t i;

	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		say_coherent(fd, sizes[i]);
}

/* The driver leaves it full of something else. */
static void coherent_zero_again(void)
{
	int fd = edu_open(), i;

	for (i = 0; i < 8; i++)
		say_coherent(fd, 8192);
}

static void coherent_sizes_refused(void)
{
	int fd = edu_open();

	say_coherent(fd, 0);
	say_coherent(fd, EDU_MEASURE_MAX + 1);
}

static void say_mapping(int fd, unsigned int bytes, unsigned int direction)
{
	static const char *const directions[] = {"both ways", "to device", "from device"};
	struct edu_mapping m = {.bytes = bytes, .direction = direction};

	if (ioctl(fd, EDU_IOC_TRY_MAPPING, &m)) {
		say_result("mapping", -1);
		return;
	}
	if (m.failed) {
		say("%u bytes %s: no mapping", bytes, directions[direction]);
		return;
	}
	/* Less than a page may lie anywhere in one, and its bounce buffer elsewhere. */
	if (bytes < PAGE)
		m.page_offset = 0;
	say("%u bytes %s: elsewhere %u, off by %u in the page, within the mask %u", bytes,
	    directions[direction], m.moved, m.page_offset, m.within_mask);
}

static void mappings(void)
{
	static const unsigned int sizes[] = {1,	   64,	 100,  2048, 4095,
					     4096, 4097, 8192, 65536};
	int fd = edu_open();
	unsigned int d;
	size_t i;

	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		for (d = 0; d < 3; d++)
			say_mapping(fd, sizes[i], d);
}

/* One bounce buffer has 256 KiB at most. */
static void mappings_large(void)
{
	int fd = edu_open();

	say_mapping(fd, 131072, 1);
	say_mapping(fd, 262144, 1);
	say_mapping(fd, 262145, 1);
	say_mapping(fd, 524288, 2);
	say_mapping(fd, EDU_MEASURE_MAX, 0);
}

/* Each is given back: it never ends. */
static void mappings_again(void)
{
	struct edu_mapping m;
	int fd = edu_open(), failed = 0, i;

	for (i = 0; i < 1000; i++) {
		memset(&m, 0, sizeof(m));
		m.bytes = 131072;
		m.direction = i % 3;
		if (ioctl(fd, EDU_IOC_TRY_MAPPING, &m))
			give_up("mapping");
		failed += m.failed;
	}
	say("failed: %d", failed);
}

const struct oracle_case edu_memory_cases[] = {
	{"masks-taken", masks_taken},
	{"masks-refused", masks_refused},
	{"masks-with-holes", masks_with_holes},
	{"transfer-after-masks", transfer_after_masks},
	{"coherent-below-a-page", coherent_below_a_page},
	{"coherent-above-a-page", coherent_above_a_page},
	{"coherent-zero-again", coherent_zero_again},
	{"coherent-sizes-refused", coherent_sizes_refused},
	{"mappings", mappings},
	{"mappings-large", mappings_large},
	{"mappings-again", mappings_again},
	{NULL, NULL},
};
