// SPDX-License-Identifier: MIT
/* Mappings of scullp: what is mapped, holes, private and shared, truncation. */
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cases.h"

#define RW (PROT_READ | PROT_WRITE)

static void say_mmap(const char *what, void *p)
{
	if (p == MAP_FAILED)
		say_result(what, -1);
	else
		say("%s: mapped", what);
}

static void map_read(void)
{
	int fd = dev_filled(0, 3 * PAGE, O_RDONLY);
	char *p = dev_map(fd, 3 * PAGE, PROT_READ, MAP_SHARED, 0);

	say_bytes("mapping", p, 3 * PAGE);
	say_maps("maps", p);
	say_result("position", lseek(fd, 0, SEEK_CUR));
	say_result("munmap", munmap(p, 3 * PAGE));
	say_maps("maps", p);
}

static void map_at_offset(void)
{
	int fd = dev_filled(0, 4 * PAGE, O_RDONLY);
	char *p = dev_map(fd, 140, PROT_READ, MAP_PRIVATE, 2 * PAGE);

	say_bytes("mapping", p, 40);
	say_maps("maps", p);
	touch_get("the page's last byte", p + PAGE - 1, p);
}

static void map_refused(void)
{
	int fd = dev_filled(0, PAGE, O_RDWR);

	say_mmap("offset 100", mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, 100));
	say_mmap("length 0", mmap(NULL, 0, PROT_READ, MAP_SHARED, fd, 0));
	say_mmap("neither shared nor private", mmap(NULL, PAGE, PROT_READ, 0, fd, 0));
	say_mmap("no descriptor", mmap(NULL, PAGE, PROT_READ, MAP_SHARED, 900, 0));
	say_mmap("offset -4096", mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, -4096));
	say_mmap("too long", mmap(NULL, 1UL << 47, PROT_READ, MAP_SHARED, fd, 0));
	say_mmap("fixed and unaligned", mmap((void *)0x10000100, PAGE, PROT_READ,
					     MAP_SHARED | MAP_FIXED, fd, 0));
	say_mmap("MAP_SYNC",
		 mmap(NULL, PAGE, PROT_READ, MAP_SHARED_VALIDATE | MAP_SYNC, fd, 0));
	say_mmap("MAP_SHARED_VALIDATE",
		 mmap(NULL, PAGE, PROT_READ, MAP_SHARED_VALIDATE, fd, 0));
	say_mmap("far past the end",
		 mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, 1L << 40));
}

static void map_past_end(void)
{
	int fd = dev_filled(0, PAGE + 10, O_RDWR);
	char *p = dev_map(fd, 4 * PAGE, RW, MAP_SHARED, 0);

	touch_get("page 0", p, p);
	touch_get("page 1, last byte of data", p + PAGE + 9, p);
	touch_get("page 1, past the data", p + PAGE + 10, p);
	touch_get("page 2", p + 2 * PAGE + 5, p);
	touch_put("page 3", p + 3 * PAGE, p, 'x');
	touch_get("page 0 still", p, p);
}

static void map_hole(void)
{
	int fd = dev_filled(0, PAGE, O_RDWR);
	char *p;

	dev_fill(0, 2 * PAGE, PAGE);
	p = dev_map(fd, 3 * PAGE, RW, MAP_SHARED, 0);
	touch_get("load from the hole", p + PAGE + 123, p);
	touch_put("store to the hole", p + 2 * PAGE - 1, p, 'x');
	touch_get("page after the hole", p + 2 * PAGE, p);
	say_result("pwrite fills the hole", pwrite(fd, "filled", 6, PAGE));
	touch_get("load from it", p + PAGE, p);
}

static void map_hole_private(void)
{
	int fd = dev_open(0, O_RDWR);
	char *p;

	dev_fill(0, PAGE, PAGE);
	p = dev_map(fd, 2 * PAGE, RW, MAP_PRIVATE, 0);
	touch_put("store to the hole", p, p, 'x');
	touch_get("load from the hole", p, p);
	touch_put("store after it", p + PAGE, p, 'x');
}

static void touch_in_child(void *arg)
{
	*(volatile char *)arg = 'x';
}

static void bus_error_kills(void)
{
	int fd = dev_filled(0, PAGE, O_RDWR);
	char *p = dev_map(fd, 2 * PAGE, RW, MAP_SHARED, 0);

	join("touch past the end", start(touch_in_child, p + PAGE));
	join("touch of data", start(touch_in_child, p));
	say_device("data", 0, 0, 8);
}

static void device_grows_under_mapping(void)
{
	int fd = dev_filled(0, PAGE, O_RDWR);
	char *p = dev_map(fd, 2 * PAGE, PROT_READ, MAP_SHARED, 0);

	touch_get("before", p + PAGE, p);
	dev_fill(0, PAGE, 8);
	touch_get("after", p + PAGE, p);
	say_bytes("rest of the page", p + PAGE + 8, PAGE - 8);
}

static void shared_writes_are_read(void)
{
	int fd = dev_filled(0, 2 * PAGE, O_RDWR);
	char *p = dev_map(fd, 2 * PAGE, RW, MAP_SHARED, 0);

	memcpy(p + PAGE - 4, "ACROSS!!", 8);
	say_device("read back", 0, PAGE - 8, 16);
	say_result("pwrite", pwrite(fd, "written", 7, 100));
	say_bytes("mapping", p + 96, 16);
	say_result("size", dev_size(0));
}

static void shared_write_past_size(void)
{
	int fd = dev_filled(0, 10, O_RDWR);
	char *p = dev_map(fd, PAGE, RW, MAP_SHARED, 0);

	memcpy(p + 10, "hidden", 6);
	say_result("size", dev_size(0));
	say_device("read back", 0, 0, 100);
	say_result("pwrite", pwrite(fd, "!", 1, 20));
	say_device("read back", 0, 0, 100);
}

static void private_writes_are_not(void)
{
	int fd = dev_filled(0, 2 * PAGE, O_RDONLY);
	char *p = dev_map(fd, 2 * PAGE, RW, MAP_PRIVATE, 0);

	touch_put("store", p + 3, p, 'X');
	say_bytes("mapping", p, 16);
	say_device("read back", 0, 0, 16);
	say_bytes("rest of the page came along", p + 16, PAGE - 16);
	say_bytes("page not written", p + PAGE, 16);
}

static void private_follows_until_written(void)
{
	int fd = dev_filled(0, 2 * PAGE, O_RDWR);
	char *p = dev_map(fd, 2 * PAGE, RW, MAP_PRIVATE, 0);

	say_bytes("mapping", p, 16);
	say_result("pwrite", pwrite(fd, "later", 5, 0));
	say_bytes("not written yet", p, 16);
	p[8] = 'X';
	say_result("pwrite", pwrite(fd, "LATEST", 6, 0));
	say_bytes("written", p, 16);
	say_result("pwrite to page 1", pwrite(fd, "LATEST", 6, PAGE));
	say_bytes("page 1", p + PAGE, 16);
}

static void two_mappings_alias(void)
{
	int fd = dev_filled(0, 2 * PAGE, O_RDWR), again = dev_open(0, O_RDWR);
	char *one = dev_map(fd, 2 * PAGE, RW, MAP_SHARED, 0);
	char *two = dev_map(again, PAGE, RW, MAP_SHARED, PAGE);
	char *three = dev_map(fd, 2 * PAGE, RW, MAP_PRIVATE, 0);

	memcpy(one + PAGE, "by one", 6);
	say_bytes("two", two, 8);
	memcpy(two + 6, "+two", 4);
	say_bytes("one", one + PAGE, 16);
	say_bytes("private", three + PAGE, 16);
	memcpy(three + PAGE, "MINE", 4);
	say_bytes("one", one + PAGE, 16);
}

static void devices_are_apart(void)
{
	int zero = dev_filled(0, PAGE, O_RDWR), three = dev_filled(3, PAGE, O_RDWR);
	char *p = dev_map(zero, PAGE, RW, MAP_SHARED, 0);
	char *q = dev_map(three, PAGE, RW, MAP_SHARED, 0);

	*p = '0';
	*q = '3';
	say_device("device 0", 0, 0, 8);
	say_device("device 3", 3, 0, 8);
	dev_empty(3);
	say_result("size of a mapped device", dev_size(3));
	dev_empty(1);
	say_result("size of another", dev_size(1));
}

static void load_then_store(void)
{
	int fd = dev_filled(0, PAGE, O_RDWR);
	char *p = dev_map(fd, PAGE, RW, MAP_SHARED, 0);

	touch_get("load", p, p);
	touch_put("store", p, p, 'S');
	say_device("read back", 0, 0, 8);
}

static void fixed_over_own_mapping(void)
{
	int fd = dev_filled(0, 4 * PAGE, O_RDWR), other = dev_filled(1, PAGE, O_RDWR);
	char *p = dev_map(fd, 4 * PAGE, RW, MAP_SHARED, 0);

	touch_get("page 1", p + PAGE, p);
	say_result("replaced in place", mmap(p + PAGE, PAGE, RW, MAP_SHARED | MAP_FIXED,
					     other, 0) == p + PAGE);
	touch_get("page 0", p, p);
	say_bytes("page 1", p + PAGE, 8);
	say_bytes("page 2", p + 2 * PAGE, 8);
	say_maps("maps", p);
	say_mmap("MAP_FIXED_NOREPLACE",
		 mmap(p + 2 * PAGE, PAGE, RW, MAP_SHARED | MAP_FIXED_NOREPLACE, fd, 0));
	say_result("anonymous over it",
		   mmap(p, 4 * PAGE, RW, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1,
			0) == p);
	say_maps("maps", p);
	dev_empty(0);
	say_result("size after truncation", dev_size(0));
}

static void advise_dontneed(void)
{
	int fd = dev_filled(0, 2 * PAGE, O_RDWR);
	char *shared = dev_map(fd, 2 * PAGE, RW, MAP_SHARED, 0);
	char *private = dev_map(fd, 2 * PAGE, RW, MAP_PRIVATE, 0);

	memcpy(shared, "SHARED", 6);
	memcpy(private + 8, "PRIVATE", 7);
	say_result("madvise shared", madvise(shared, 2 * PAGE, MADV_DONTNEED));
	say_result("madvise private", madvise(private, 2 * PAGE, MADV_DONTNEED));
	say_bytes("shared", shared, 16);
	say_bytes("private", private, 16);
	say_result("madvise unaligned", madvise(shared + 1, PAGE, MADV_DONTNEED));
	say_result("madvise unknown", madvise(shared, PAGE, 999));
	munmap(shared + PAGE, PAGE);
	say_result("madvise over a gap", madvise(shared, 2 * PAGE, MADV_DONTNEED));
}

static void populate(void)
{
	int fd = dev_filled(0, 2 * PAGE, O_RDWR);
	char *p = mmap(NULL, 4 * PAGE, RW, MAP_SHARED | MAP_POPULATE, fd, 0);

	say_mmap("MAP_POPULATE over the end", p);
	say_bytes("mapping", p, 2 * PAGE);
	touch_get("past the end", p + 2 * PAGE, p);
	p = mmap(NULL, 2 * PAGE, RW, MAP_PRIVATE | MAP_POPULATE, fd, 0);
	say_mmap("MAP_POPULATE private", p);
	say_result("pwrite", pwrite(fd, "after", 5, 0));
	say_bytes("copied already", p, 8);
}

static void synchronise(void)
{
	int fd = dev_filled(0, 2 * PAGE, O_RDWR);
	char *p = dev_map(fd, 2 * PAGE, RW, MAP_SHARED, 0);
	char *q = dev_map(fd, 2 * PAGE, RW, MAP_PRIVATE, 0);

	p[0] = 'S';
	say_result("MS_SYNC", msync(p, 2 * PAGE, MS_SYNC));
	say_result("MS_ASYNC", msync(p, 2 * PAGE, MS_ASYNC));
	say_result("MS_INVALIDATE", msync(p, 2 * PAGE, MS_INVALIDATE));
	say_result("MS_SYNC of a private mapping", msync(q, 2 * PAGE, MS_SYNC));
	say_result("both", msync(p, PAGE, MS_SYNC | MS_ASYNC));
	say_result("unaligned", msync(p + 1, PAGE, MS_ASYNC));
	munmap(p + PAGE, PAGE);
	say_result("over a gap", msync(p, 2 * PAGE, MS_ASYNC));
}

static void close_before_unmap(void)
{
	int fd = dev_filled(0, 2 * PAGE, O_RDWR);
	char *p = dev_map(fd, 2 * PAGE, RW, MAP_SHARED, 0);

	touch_get("page 0", p, p);
	say_result("close", close(fd));
	touch_get("page 0", p, p);
	touch_put("page 1, for the first time", p + PAGE, p, 'S');
	say_device("read back", 0, PAGE, 8);
	say_maps("maps", p);
	say_result("munmap", munmap(p, 2 * PAGE));
	touch_get("unmapped", p, p);
}

static void truncation_refused_while_mapped(void)
{
	int fd = dev_filled(0, 2 * PAGE, O_RDWR), out;
	char *p = dev_map(fd, 2 * PAGE, RW, MAP_SHARED, 0);

	out = dev_open(0, O_WRONLY);
	say_result("size while mapped", dev_size(0));
	say_result("write", write(out, "over", 4));
	say_bytes("mapping", p, 8);
	close(out);
	munmap(p, 2 * PAGE);
	say_result("size after unmapping", dev_size(0));
	dev_empty(0);
	say_result("size after opening for writing", dev_size(0));
}

static void mapped_untouched_is_mapped(void)
{
	int fd = dev_filled(0, PAGE, O_RDWR);
	char *p = dev_map(fd, PAGE, PROT_NONE, MAP_PRIVATE, 0);

	dev_empty(0);
	say_result("size", dev_size(0));
	munmap(p, PAGE);
	dev_empty(0);
	say_result("size", dev_size(0));
}

const struct oracle_case map_cases[] = {
	{"map-read", map_read},
	{"map-at-offset", map_at_offset},
	{"map-refused", map_refused},
	{"map-past-end", map_past_end},
	{"map-hole", map_hole},
	{"map-hole-private", map_hole_private},
	{"bus-error-kills", bus_error_kills},
	{"device-grows-under-mapping", device_grows_under_mapping},
	{"shared-writes-are-read", shared_writes_are_read},
	{"shared-write-past-size", shared_write_past_size},
	{"private-writes-are-not-read", private_writes_are_not},
	{"private-follows-until-written", private_follows_until_written},
	{"two-mappings-alias", two_mappings_alias},
	{"devices-are-apart", devices_are_apart},
	{"load-then-store", load_then_store},
	{"fixed-over-own-mapping", fixed_over_own_mapping},
	{"advise-dontneed", advise_dontneed},
	{"populate", populate},
	{"synchronise", synchronise},
	{"close-before-unmap", close_before_unmap},
	{"truncation-refused-while-mapped", truncation_refused_while_mapped},
	{"mapped-untouched-is-mapped", mapped_untouched_is_mapped},
	{NULL, NULL},
};
