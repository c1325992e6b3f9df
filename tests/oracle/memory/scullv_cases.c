// SPDX-License-Identifier: MIT
/* scullv: memory of vmalloc, in areas of 16 pages, read, written and mapped. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "memory_cases.h"

#define AREA (16 * PAGE)

/* Numbers of 8 bytes, each its place. */
static int filled(const char *path, off_t from, size_t len)
{
	int fd = must_open(path, O_RDWR);
	char text[AREA];

	for (size_t at = 0; at < len; at += sizeof(text)) {
		for (size_t i = 0; i < sizeof(text); i += 8)
			snprintf(text + i, 9, "%07zx\n", (size_t)from + at + i);
		if (pwrite(fd, text, sizeof(text), from + (off_t)at) != sizeof(text))
			give_up("filling");
	}
	return fd;
}

static void scullv_transfers_cross_areas(void)
{
	int fd = filled("/dev/scullv0", 0, 2 * AREA);
	char text[64];

	say_result("write over the border", pwrite(fd, "BORDER!!", 8, AREA - 4));
	say_result("read over the border", pread(fd, text, 32, AREA - 16));
	say_bytes("read", text, 32);
	say_result("read over the end", pread(fd, text, 64, 2 * AREA - 8));
	say_bytes("read", text, 8);
	say_result("read at the end", pread(fd, text, 64, 2 * AREA));
}

static void scullv_maps_every_page(void)
{
	int fd = filled("/dev/scullv0", 0, 2 * AREA);
	char *p = try_map(fd, 2 * AREA, PROT_READ, MAP_SHARED, 0);

	say_bytes("mapping", p, 2 * AREA);
	for (int i = 15; i < 18; i++)
		say_bytes("page", p + i * (long)PAGE, 8);
}

static void scullv_maps_from_the_middle(void)
{
	int fd = filled("/dev/scullv0", 0, AREA);
	char *p = try_map(fd, 2 * PAGE, PROT_READ, MAP_PRIVATE, 7 * PAGE);

	say_bytes("page 7", p, 8);
	say_bytes("page 8", p + PAGE, 8);
}

static void scullv_has_holes(void)
{
	int fd = filled("/dev/scullv0", 2 * AREA, AREA);
	char *p = try_map(fd, 4 * AREA, PROT_READ, MAP_SHARED, 0), text[16];

	touch_get("hole", p + AREA, p);
	touch_get("data", p + 2 * AREA, p);
	touch_get("past the end", p + 3 * AREA, p);
	say_result("read from the hole", pread(fd, text, 16, AREA));
	say_bytes("read", text, 16);
	touch_get("still a hole", p + AREA, p);
}

static void scullv_stores_are_read(void)
{
	int fd = filled("/dev/scullv0", 0, AREA);
	char *p = try_map(fd, 2 * PAGE, RW, MAP_SHARED, 3 * PAGE), text[16];

	memcpy(p + PAGE - 4, "STORED!!", 8);
	say_result("read", pread(fd, text, 16, 4 * PAGE - 8));
	say_bytes("read", text, 16);
	say_result("write", pwrite(fd, "written 10", 10, 3 * PAGE));
	say_bytes("mapping", p, 8);
}

static void scullv_private_stores_are_not_read(void)
{
	int fd = filled("/dev/scullv0", 0, AREA);
	char *p = try_map(fd, PAGE, RW, MAP_PRIVATE, 0), text[8];

	memcpy(p, "PRIVATE!", 8);
	say_result("read", pread(fd, text, 8, 0));
	say_bytes("read", text, 8);
	say_result("write", pwrite(fd, "written", 7, 0));
	say_bytes("mapping", p, 8);
}

static void say_size(const char *what, int fd)
{
	char byte;
	off_t size = 0;

	while (pread(fd, &byte, 1, size) == 1)
		size += PAGE;
	say("%s: %ld pages", what, (long)size / (long)PAGE);
}

static void scullv_is_not_emptied_while_mapped(void)
{
	int fd = filled("/dev/scullv0", 0, AREA);
	char *p = try_map(fd, PAGE, PROT_READ, MAP_SHARED, 0);

	close(must_open("/dev/scullv0", O_WRONLY));
	say_size("mapped", fd);
	munmap(p, PAGE);
	close(must_open("/dev/scullv0", O_WRONLY));
	say_size("unmapped", fd);
}

static void store_in_child(void *arg)
{
	memcpy(arg, "child's", 7);
}

static void scullv_is_shared_with_a_child(void)
{
	int fd = filled("/dev/scullv0", 0, AREA);
	char *p = try_map(fd, AREA, RW, MAP_SHARED, 0);

	join("child", start(store_in_child, p + 5 * PAGE));
	say_bytes("mapping", p + 5 * PAGE, 8);
	munmap(p, AREA);
	close(must_open("/dev/scullv0", O_WRONLY));
	say_size("after all", fd);
}

static void scullv_reads_into_its_own_mapping(void)
{
	int fd = filled("/dev/scullv0", 0, AREA);
	char *p = try_map(fd, 4 * PAGE, RW, MAP_SHARED, 0);

	say_result("read", pread(fd, p, 64, 3 * PAGE));
	say_bytes("mapping", p, 8);
	say_result("write", pwrite(fd, p + 3 * PAGE, 8, PAGE));
	say_bytes("mapping", p + PAGE, 8);
}

static void scullv_grows_into_data(void)
{
	int fd = filled("/dev/scullv0", 0, AREA);
	char *p = try_map(fd, PAGE, RW, MAP_SHARED, 0);

	p = mremap(p, PAGE, 18 * PAGE, MREMAP_MAYMOVE);
	if (p == MAP_FAILED)
		give_up("mremap");
	touch_get("page 15", p + 15 * PAGE + 6, p);
	touch_get("page 16", p + 16 * PAGE, p);
}

static void scullv_copies_between_devices(void)
{
	int fd = filled("/dev/scullv0", 0, AREA),
	    other = must_open("/dev/scullv1", O_RDWR);
	char *p = try_map(fd, AREA, PROT_READ, MAP_SHARED, 0), *q;

	say_result("write of a mapping", write(other, p, AREA - 8));
	q = try_map(other, AREA, PROT_READ, MAP_SHARED, 0);
	say("equal: %d", !memcmp(p, q, AREA - 8));
	memset(q = try_map(other, AREA, RW, MAP_SHARED, 0), 'x', PAGE);
	say("apart: %d", p[0] != q[0]);
}

const struct oracle_case scullv_cases[] = {
	{"scullv-transfers-cross-areas", scullv_transfers_cross_areas},
	{"scullv-maps-every-page", scullv_maps_every_page},
	{"scullv-maps-from-the-middle", scullv_maps_from_the_middle},
	{"scullv-has-holes", scullv_has_holes},
	{"scullv-stores-are-read", scullv_stores_are_read},
	{"scullv-private-stores-are-not-read", scullv_private_stores_are_not_read},
	{"scullv-is-not-emptied-while-mapped", scullv_is_not_emptied_while_mapped},
	{"scullv-is-shared-with-a-child", scullv_is_shared_with_a_child},
	{"scullv-reads-into-its-own-mapping", scullv_reads_into_its_own_mapping},
	{"scullv-grows-into-data", scullv_grows_into_data},
	{"scullv-copies-between-devices", scullv_copies_between_devices},
	{NULL, NULL},
};
