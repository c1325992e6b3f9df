// SPDX-License-Identifier: MIT
/* allocator: a MiB that mem= has kept from the kernel. */
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "memory_cases.h"
#include "../../../drivers/allocator/allocator_ioctl.h"

static long get(int fd, unsigned long size)
{
	struct allocator_block block = {.size = size};
	int ret = ioctl(fd, ALLOCATOR_GET, &block);

	return ret < 0 ? -1 : (long)block.offset;
}

static void say_state(const char *what, int fd)
{
	struct allocator_state s;

	if (ioctl(fd, ALLOCATOR_STATE, &s))
		give_up("state");
	say("%s: used %lu of %lu, largest %lu", what, (unsigned long)s.used,
	    (unsigned long)s.size, (unsigned long)s.largest);
}

static void allocator_gives_until_there_is_none(void)
{
	int fd = must_open("/dev/allocator", O_RDWR);

	say_result("first", get(fd, 0x40000));
	say_result("one byte", get(fd, 1));
	say_result("too much", get(fd, 0xc0000));
	say_result("the rest", get(fd, 0xbf000));
	say_state("full", fd);
	say_result("a byte more", get(fd, 1));
	say_result("nothing", get(fd, 0));
	say_result("far too much", get(fd, ~0UL));
	say_result("bad pointer", ioctl(fd, ALLOCATOR_GET, BAD(void *, 16)));
	close(fd);
	fd = must_open("/dev/allocator", O_RDWR);
	say_state("closed", fd);
}

static void allocator_takes_back_once(void)
{
	int fd = must_open("/dev/allocator", O_RDWR),
	    other = must_open("/dev/allocator", O_RDWR);
	long at = get(fd, 3 * PAGE);

	say_result("from the middle", ioctl(fd, ALLOCATOR_PUT, at + (long)PAGE));
	say_result("by another", ioctl(other, ALLOCATOR_PUT, at));
	say_result("put", ioctl(fd, ALLOCATOR_PUT, at));
	say_result("twice", ioctl(fd, ALLOCATOR_PUT, at));
}

static void allocator_fills_the_first_gap(void)
{
	int fd = must_open("/dev/allocator", O_RDWR);
	long a = get(fd, 4 * PAGE), b = get(fd, 2 * PAGE), c = get(fd, PAGE);

	say("%ld %ld %ld", a, b, c);
	ioctl(fd, ALLOCATOR_PUT, b);
	say_result("too large for the gap", get(fd, 3 * PAGE));
	say_result("half of it", get(fd, PAGE));
	say_result("the other half", get(fd, PAGE));
	say_state("then", fd);
}

static void allocator_maps_its_memory(void)
{
	int fd = must_open("/dev/allocator", O_RDWR);
	long at = get(fd, 8 * PAGE);
	char *p = try_map(fd, 8 * PAGE, RW, MAP_SHARED, at), *q;

	memset(p, 'k', 8 * PAGE);
	q = try_map(fd, PAGE, PROT_READ, MAP_SHARED, at + 7 * (long)PAGE);
	say_bytes("the last page", q, PAGE);
	say_result("too long",
		   try_map(fd, 2 * PAGE, RW, MAP_SHARED, at + 7 * (long)PAGE) ? 0 : -1);
	say_result("past it",
		   try_map(fd, PAGE, RW, MAP_SHARED, at + 8 * (long)PAGE) ? 0 : -1);
	say_result("longer",
		   mremap(q, PAGE, 2 * PAGE, MREMAP_MAYMOVE) == MAP_FAILED ? -1 : 0);
}

static void allocator_keeps_others_out(void)
{
	int fd = must_open("/dev/allocator", O_RDWR),
	    other = must_open("/dev/allocator", O_RDWR);
	long at = get(fd, PAGE);

	say_result("other's", try_map(other, PAGE, RW, MAP_SHARED, at) ? 0 : -1);
	say_result("own", try_map(fd, PAGE, RW, MAP_SHARED, at) ? 0 : -1);
}

static void allocator_gives_zeros_again(void)
{
	int fd = must_open("/dev/allocator", O_RDWR);
	long at = get(fd, PAGE);
	char *p = try_map(fd, PAGE, RW, MAP_SHARED, at);

	memset(p, 's', PAGE);
	munmap(p, PAGE);
	ioctl(fd, ALLOCATOR_PUT, at);
	say("the same place: %d", get(fd, PAGE) == at);
	p = try_map(fd, PAGE, PROT_READ, MAP_SHARED, at);
	say_bytes("again", p, PAGE);
}

static void allocator_wants_it_unmapped(void)
{
	int fd = must_open("/dev/allocator", O_RDWR);
	long at = get(fd, 4 * PAGE);
	char *p = try_map(fd, 4 * PAGE, RW, MAP_SHARED, at);

	say_result("mapped", ioctl(fd, ALLOCATOR_PUT, at));
	munmap(p + PAGE, PAGE);
	munmap(p, PAGE);
	say_result("partly", ioctl(fd, ALLOCATOR_PUT, at));
	munmap(p, 4 * PAGE);
	say_result("unmapped", ioctl(fd, ALLOCATOR_PUT, at));
}

static int child_fd;
static long child_at;

static void put_in_child(void *arg)
{
	memcpy(arg, "child", 5);
	say_result("put by the child", ioctl(child_fd, ALLOCATOR_PUT, child_at));
}

static void allocator_is_shared_with_a_child(void)
{
	int fd = must_open("/dev/allocator", O_RDWR);
	char *p;

	child_fd = fd;
	child_at = get(fd, PAGE);
	p = try_map(fd, PAGE, RW, MAP_SHARED, child_at);
	join("child", start(put_in_child, p));
	say_bytes("mapping", p, 5);
	munmap(p, PAGE);
	say_result("unmapped", ioctl(fd, ALLOCATOR_PUT, child_at));
}

static void allocator_outlives_close(void)
{
	int fd = must_open("/dev/allocator", O_RDWR),
	    other = must_open("/dev/allocator", O_RDWR);
	char *p = try_map(fd, PAGE, RW, MAP_SHARED, get(fd, PAGE));

	close(fd);
	touch_put("store", p, p, 'x');
	say_state("mapped", other);
	munmap(p, PAGE);
	say_state("unmapped", other);
}

static void allocator_private_copies(void)
{
	int fd = must_open("/dev/allocator", O_RDWR);
	long at = get(fd, 2 * PAGE);
	char *p = try_map(fd, 2 * PAGE, RW, MAP_PRIVATE, at);
	char *q = try_map(fd, 2 * PAGE, RW, MAP_SHARED, at);

	memset(q, 'q', 2 * PAGE);
	touch_get("follows", p, p);
	touch_put("store", p, p, 'p');
	touch_get("shared", q, q);
	memset(q, 'r', 2 * PAGE);
	touch_get("copied", p + 1, p);
	touch_get("not copied", p + PAGE, p);
}

const struct oracle_case allocator_cases[] = {
	{"allocator-gives-until-there-is-none", allocator_gives_until_there_is_none},
	{"allocator-takes-back-once", allocator_takes_back_once},
	{"allocator-fills-the-first-gap", allocator_fills_the_first_gap},
	{"allocator-maps-its-memory", allocator_maps_its_memory},
	{"allocator-keeps-others-out", allocator_keeps_others_out},
	{"allocator-gives-zeros-again", allocator_gives_zeros_again},
	{"allocator-wants-it-unmapped", allocator_wants_it_unmapped},
	{"allocator-is-shared-with-a-child", allocator_is_shared_with_a_child},
	{"allocator-outlives-close", allocator_outlives_close},
	{"allocator-private-copies", allocator_private_copies},
	{NULL, NULL},
};
