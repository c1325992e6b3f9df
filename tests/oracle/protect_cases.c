// SPDX-License-Identifier: MIT
/* Who may read and write a mapping: open modes, protections, mprotect. */
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cases.h"

#define RW (PROT_READ | PROT_WRITE)

static void say_mmap(const char *what, int fd, int prot, int flags)
{
	void *p = mmap(NULL, PAGE, prot, flags, fd, 0);

	if (p == MAP_FAILED)
		say_result(what, -1);
	else
		say("%s: mapped", what);
}

static void open_modes(void)
{
	int in = dev_filled(0, PAGE, O_RDONLY), out, both;

	say_mmap("O_RDONLY, shared, read", in, PROT_READ, MAP_SHARED);
	say_mmap("O_RDONLY, shared, read and write", in, RW, MAP_SHARED);
	say_mmap("O_RDONLY, shared, write", in, PROT_WRITE, MAP_SHARED);
	say_mmap("O_RDONLY, private, read and write", in, RW, MAP_PRIVATE);
	out = dev_open(1, O_WRONLY);
	say_mmap("O_WRONLY, shared, read", out, PROT_READ, MAP_SHARED);
	say_mmap("O_WRONLY, shared, write", out, PROT_WRITE, MAP_SHARED);
	say_mmap("O_WRONLY, shared, nothing", out, PROT_NONE, MAP_SHARED);
	say_mmap("O_WRONLY, private, write", out, PROT_WRITE, MAP_PRIVATE);
	both = dev_open(1, O_RDWR);
	say_mmap("O_RDWR, shared, write", both, PROT_WRITE, MAP_SHARED);
}

static void store_to_read_only(void)
{
	int fd = dev_filled(0, PAGE, O_RDWR);
	char *p = dev_map(fd, PAGE, PROT_READ, MAP_SHARED, 0);

	touch_put("store, never touched", p + 77, p, 'x');
	touch_get("load", p + 77, p);
	touch_put("store, page there", p + 77, p, 'x');
	say_device("data", 0, 72, 8);
	p = dev_map(fd, PAGE, PROT_READ, MAP_PRIVATE, 0);
	touch_put("store, private", p, p, 'x');
}

static void store_in_child(void *arg)
{
	*(volatile char *)arg = 'x';
}

static void store_to_read_only_kills(void)
{
	int fd = dev_filled(0, PAGE, O_RDONLY);
	char *p = dev_map(fd, PAGE, PROT_READ, MAP_SHARED, 0);

	join("store", start(store_in_child, p));
	say_device("data", 0, 0, 8);
}

/* On x86 a page that can be written can be read. */
static void write_only_mapping(void)
{
	int fd = dev_filled(0, PAGE, O_RDWR);
	char *p = dev_map(fd, PAGE, PROT_WRITE, MAP_SHARED, 0);

	touch_get("load", p, p);
	touch_put("store", p, p, 'W');
	say_device("data", 0, 0, 8);
	say_maps("maps", p);
}

static void nothing_allowed(void)
{
	int fd = dev_filled(0, PAGE, O_RDWR);
	char *p = dev_map(fd, 2 * PAGE, PROT_NONE, MAP_SHARED, 0);

	touch_get("load", p, p);
	touch_put("store", p, p, 'x');
	touch_get("load past the end", p + PAGE, p);
	say_result("mprotect", mprotect(p, 2 * PAGE, RW));
	touch_get("load", p, p);
	touch_get("load past the end", p + PAGE, p);
	say_result("mprotect", mprotect(p, 2 * PAGE, PROT_NONE));
	touch_get("load", p, p);
}

static void upward_on_read_only_descriptor(void)
{
	int fd = dev_filled(0, PAGE, O_RDONLY);
	char *p = dev_map(fd, PAGE, PROT_READ, MAP_SHARED, 0);

	say_maps("maps", p);
	say_result("mprotect shared", mprotect(p, PAGE, RW));
	touch_put("store", p, p, 'x');
	p = dev_map(fd, PAGE, PROT_READ, MAP_PRIVATE, 0);
	say_result("mprotect private", mprotect(p, PAGE, RW));
	touch_put("store", p, p, 'x');
	say_device("data", 0, 0, 8);
}

static void down_and_up(void)
{
	int fd = dev_filled(0, PAGE, O_RDWR);
	char *p = dev_map(fd, PAGE, RW, MAP_SHARED, 0);

	touch_put("store", p, p, '1');
	say_result("mprotect down", mprotect(p, PAGE, PROT_READ));
	touch_put("store", p + 1, p, '2');
	touch_get("load", p, p);
	say_result("mprotect up", mprotect(p, PAGE, RW));
	touch_put("store", p + 2, p, '3');
	say_device("data", 0, 0, 8);
}

static void down_and_up_private(void)
{
	int fd = dev_filled(0, PAGE, O_RDONLY);
	char *p = dev_map(fd, PAGE, RW, MAP_PRIVATE, 0);

	touch_put("store", p, p, '1');
	say_result("mprotect down", mprotect(p, PAGE, PROT_READ));
	touch_put("store", p + 1, p, '2');
	say_result("mprotect up", mprotect(p, PAGE, RW));
	touch_put("store", p + 2, p, '3');
	say_bytes("mapping", p, 8);
	say_device("data", 0, 0, 8);
}

static void part_of_a_mapping(void)
{
	int fd = dev_filled(0, 4 * PAGE, O_RDWR);
	char *p = dev_map(fd, 4 * PAGE, RW, MAP_SHARED, 0);

	say_result("mprotect of the middle", mprotect(p + PAGE, 2 * PAGE, PROT_READ));
	say_maps("maps", p);
	touch_put("page 0", p, p, 'x');
	touch_put("page 1", p + PAGE, p, 'x');
	touch_put("page 3", p + 3 * PAGE, p, 'x');
	say_bytes("page 2", p + 2 * PAGE, 8);
	say_result("mprotect back", mprotect(p, 4 * PAGE, RW));
	say_maps("maps", p);
	touch_put("page 1", p + PAGE, p, 'x');
	munmap(p, 4 * PAGE);
	dev_empty(0);
	say_result("size after truncation", dev_size(0));
}

static void mprotect_refused(void)
{
	int fd = dev_filled(0, 3 * PAGE, O_RDWR);
	char *p = dev_map(fd, 3 * PAGE, RW, MAP_SHARED, 0);

	say_result("unaligned", mprotect(p + 1, PAGE, PROT_READ));
	say_result("length 0", mprotect(p, 0, PROT_READ));
	say_result("unknown bits", mprotect(p, PAGE, 0x4000));
	munmap(p + PAGE, PAGE);
	say_result("over a gap", mprotect(p, 3 * PAGE, PROT_READ));
	touch_put("before the gap", p, p, 'x');
	touch_put("after the gap", p + 2 * PAGE, p, 'x');
}

const struct oracle_case protect_cases[] = {
	{"map-and-open-modes", open_modes},
	{"store-to-read-only-mapping", store_to_read_only},
	{"store-to-read-only-kills", store_to_read_only_kills},
	{"write-only-mapping", write_only_mapping},
	{"mapping-with-nothing-allowed", nothing_allowed},
	{"mprotect-upward-on-read-only-descriptor", upward_on_read_only_descriptor},
	{"mprotect-down-and-up", down_and_up},
	{"mprotect-down-and-up-private", down_and_up_private},
	{"mprotect-part-of-a-mapping", part_of_a_mapping},
	{"mprotect-refused", mprotect_refused},
	{NULL, NULL},
};
