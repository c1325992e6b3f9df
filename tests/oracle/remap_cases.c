// SPDX-License-Identifier: MIT
/* mremap and munmap: growing, shrinking, moving, cutting. */
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cases.h"

#define RW (PROT_READ | PROT_WRITE)

/* @len bytes of device 0 with nothing mapped for @room bytes after them. */
static char *map_with_room(int fd, size_t len, size_t room, int flags)
{
	char *p = mmap(NULL, len + room, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	munmap(p, len + room);
	return mmap(p, len, RW, flags | MAP_FIXED, fd, 0);
}

static void say_moved(const char *what, const char *before, const char *now)
{
	if (now == MAP_FAILED)
		say_result(what, -1);
	else
		say("%s: %s", what, now == before ? "in place" : "moved");
}

static void grow_into_data(void)
{
	int fd = dev_filled(0, 4 * PAGE, O_RDWR);
	char *p = map_with_room(fd, PAGE, 3 * PAGE, MAP_SHARED);

	touch_put("store", p, p, 'x');
	say_moved("mremap", p, mremap(p, PAGE, 4 * PAGE, 0));
	say_bytes("mapping", p, 4 * PAGE);
	say_maps("maps", p);
}

static void grow_past_end(void)
{
	int fd = dev_filled(0, 2 * PAGE, O_RDWR);
	char *p = map_with_room(fd, PAGE, 3 * PAGE, MAP_SHARED);

	say_moved("mremap", p, mremap(p, PAGE, 4 * PAGE, 0));
	touch_get("page 1", p + PAGE, p);
	touch_get("page 2", p + 2 * PAGE, p);
	touch_put("page 3", p + 3 * PAGE + 1, p, 'x');
}

static void grow_private(void)
{
	int fd = dev_filled(0, 2 * PAGE, O_RDWR);
	char *p = map_with_room(fd, PAGE, PAGE, MAP_PRIVATE);

	p[0] = 'X';
	say_moved("mremap", p, mremap(p, PAGE, 2 * PAGE, 0));
	say_bytes("page 0", p, 8);
	say_bytes("page 1", p + PAGE, 8);
	p[PAGE] = 'X';
	say_device("data", 0, PAGE, 8);
}

static void shrink(void)
{
	int fd = dev_filled(0, 3 * PAGE, O_RDWR);
	char *p = dev_map(fd, 3 * PAGE, RW, MAP_SHARED, 0);

	touch_get("page 2", p + 2 * PAGE, p);
	say_moved("mremap", p, mremap(p, 3 * PAGE, PAGE, 0));
	touch_get("page 0", p, p);
	touch_get("page 1", p + PAGE, p);
	touch_get("page 2", p + 2 * PAGE, p);
	say_maps("maps", p);
}

static void grow_where_there_is_no_room(void)
{
	int fd = dev_filled(0, 4 * PAGE, O_RDWR);
	char *p = dev_map(fd, 4 * PAGE, RW, MAP_SHARED, 0), *q;

	mmap(p + PAGE, PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	memcpy(p, "moves", 5);
	say_moved("mremap, not to be moved", p, mremap(p, PAGE, 4 * PAGE, 0));
	q = mremap(p, PAGE, 4 * PAGE, MREMAP_MAYMOVE);
	say_moved("mremap, may move", p, q);
	say_bytes("mapping", q, 4 * PAGE);
	touch_get("where it was", p, p);
	q[0] = 'M';
	say_device("data", 0, 0, 8);
}

static void move_to_address(void)
{
	int fd = dev_filled(0, 3 * PAGE, O_RDWR);
	char *p = map_with_room(fd, 3 * PAGE, 4 * PAGE, MAP_SHARED), *to = p + 4 * PAGE;

	touch_get("page 1", p + PAGE, p);
	say_result("mremap to it",
		   mremap(p + PAGE, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED,
			  to + PAGE) == to + PAGE);
	say_bytes("there", to + PAGE, 8);
	touch_get("where it was", p + PAGE, p);
	touch_get("page 0", p, p);
	touch_get("page 2", p + 2 * PAGE, p);
	say_maps("maps", p);
	touch_put("store", to + PAGE, to, 'T');
	say_device("data", 0, PAGE, 8);
}

static void move_private(void)
{
	int fd = dev_filled(0, 2 * PAGE, O_RDONLY);
	char *p = dev_map(fd, 2 * PAGE, RW, MAP_PRIVATE, 0);
	char *to = mmap(NULL, 2 * PAGE, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	p[0] = 'P';
	say_result("mremap", mremap(p, 2 * PAGE, 2 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED,
				    to) == to);
	say_bytes("own copy", to, 8);
	say_bytes("page never touched", to + PAGE, 8);
	touch_get("where it was", p, p);
}

/* An old length of 0 maps the same pages once more; only shared ones. */
static void duplicate(void)
{
	int fd = dev_filled(0, 2 * PAGE, O_RDWR);
	char *p = dev_map(fd, 2 * PAGE, RW, MAP_SHARED, 0), *q;

	q = mremap(p, 0, 2 * PAGE, MREMAP_MAYMOVE);
	say_moved("mremap", p, q);
	q[0] = 'D';
	say_bytes("both", p, 8);
	munmap(p, 2 * PAGE);
	dev_empty(0);
	say_result("size", dev_size(0));
	p = dev_map(fd, PAGE, RW, MAP_PRIVATE, 0);
	say_moved("mremap private", p, mremap(p, 0, PAGE, MREMAP_MAYMOVE));
}

static void mremap_refused(void)
{
	int fd = dev_filled(0, 3 * PAGE, O_RDWR);
	char *p = dev_map(fd, 3 * PAGE, RW, MAP_SHARED, 0);

	say_moved("unaligned", p, mremap(p + 1, PAGE, PAGE, MREMAP_MAYMOVE));
	say_moved("to length 0", p, mremap(p, PAGE, 0, MREMAP_MAYMOVE));
	say_moved("unknown flags", p, mremap(p, PAGE, PAGE, 0x100));
	say_moved("fixed, not movable", p, mremap(p, PAGE, PAGE, MREMAP_FIXED, p + PAGE));
	say_moved("onto itself", p,
		  mremap(p, 2 * PAGE, 2 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, p + PAGE));
	say_moved("longer than the mapping", p,
		  mremap(p, 4 * PAGE, 5 * PAGE, MREMAP_MAYMOVE));
	munmap(p, 3 * PAGE);
	say_moved("nothing there", p, mremap(p, PAGE, 2 * PAGE, MREMAP_MAYMOVE));
}

static void truncate_after_move(void)
{
	int fd = dev_filled(0, 2 * PAGE, O_RDWR);
	char *p = dev_map(fd, PAGE, RW, MAP_SHARED, 0);
	char *to = mmap(NULL, PAGE, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	p = mremap(p, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, to);
	dev_empty(0);
	say_result("size, moved", dev_size(0));
	munmap(p, PAGE);
	dev_empty(0);
	say_result("size, unmapped", dev_size(0));
}

static void unmap_the_middle(void)
{
	int fd = dev_filled(0, 3 * PAGE, O_RDWR);
	char *p = dev_map(fd, 3 * PAGE, RW, MAP_SHARED, 0);

	touch_get("page 1", p + PAGE, p);
	say_result("munmap", munmap(p + PAGE, PAGE));
	touch_get("page 0", p, p);
	touch_get("page 1", p + PAGE, p);
	say_bytes("page 2", p + 2 * PAGE, 8);
	touch_put("page 2", p + 2 * PAGE, p, 'x');
	say_maps("maps", p);
}

static void unmap_a_part_and_truncate(void)
{
	int fd = dev_filled(0, 3 * PAGE, O_RDWR);
	char *p = dev_map(fd, 3 * PAGE, RW, MAP_SHARED, 0);

	munmap(p + PAGE, PAGE);
	dev_empty(0);
	say_result("size, two parts left", dev_size(0));
	munmap(p, PAGE);
	dev_empty(0);
	say_result("size, one part left", dev_size(0));
	say_bytes("it", p + 2 * PAGE, 8);
	munmap(p + 2 * PAGE, PAGE);
	dev_empty(0);
	say_result("size, nothing left", dev_size(0));
}

static void unmap_edges(void)
{
	int fd = dev_filled(0, 4 * PAGE, O_RDWR);
	char *p = dev_map(fd, 4 * PAGE, RW, MAP_SHARED, 0);

	say_result("munmap the head", munmap(p, PAGE));
	say_result("munmap the tail", munmap(p + 3 * PAGE, PAGE));
	say_bytes("page 1", p + PAGE, 8);
	say_maps("maps", p);
	say_result("munmap unaligned", munmap(p + PAGE + 1, PAGE));
	say_result("munmap length 0", munmap(p + PAGE, 0));
	say_result("munmap length 1", munmap(p + PAGE, 1));
	touch_get("page 1", p + PAGE, p);
	say_result("munmap of nothing", munmap(p, PAGE));
	say_result("munmap over all", munmap(p, 4 * PAGE));
	say_maps("maps", p);
}

const struct oracle_case remap_cases[] = {
	{"mremap-grow-into-data", grow_into_data},
	{"mremap-grow-past-end", grow_past_end},
	{"mremap-grow-private", grow_private},
	{"mremap-shrink", shrink},
	{"mremap-no-room", grow_where_there_is_no_room},
	{"mremap-to-address", move_to_address},
	{"mremap-private", move_private},
	{"mremap-duplicate", duplicate},
	{"mremap-refused", mremap_refused},
	{"mremap-then-truncate", truncate_after_move},
	{"munmap-middle", unmap_the_middle},
	{"munmap-part-then-truncate", unmap_a_part_and_truncate},
	{"munmap-edges", unmap_edges},
	{NULL, NULL},
};
