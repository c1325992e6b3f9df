// SPDX-License-Identifier: MIT
/* Reads and writes of scullp: sizes, ends, holes, truncation, vectors. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "cases.h"

static char buf[64 * PAGE];

static void read_partial(void)
{
	int fd = dev_filled(0, 100, O_RDONLY);

	say_result("read 40", read(fd, buf, 40));
	say_bytes("data", buf, 40);
	say_result("read 40", read(fd, buf, 40));
	say_bytes("data", buf, 40);
	say_result("read 40", read(fd, buf, 40));
	say_bytes("data", buf, 20);
}

static void read_at_end(void)
{
	int fd = dev_filled(0, 100, O_RDONLY);

	say_result("read all", read(fd, buf, sizeof(buf)));
	say_result("read at the end", read(fd, buf, 10));
	say_result("read at the end again", read(fd, buf, 10));
	say_result("position", lseek(fd, 0, SEEK_CUR));
}

static void read_past_end(void)
{
	int fd = dev_filled(0, 100, O_RDONLY);

	say_result("seek", lseek(fd, 5000, SEEK_SET));
	say_result("read past the end", read(fd, buf, 10));
	say_result("position", lseek(fd, 0, SEEK_CUR));
}

static void read_empty_device(void)
{
	int fd = dev_open(0, O_RDONLY);

	say_result("read", read(fd, buf, 10));
	say_result("end", lseek(fd, 0, SEEK_END));
}

static void read_across_pages(void)
{
	int fd = dev_filled(0, 3 * PAGE + 10, O_RDONLY);

	say_result("seek", lseek(fd, PAGE - 12, SEEK_SET));
	say_result("read", read(fd, buf, 24));
	say_bytes("data", buf, 24);
	say_result("read the rest", read(fd, buf, sizeof(buf)));
	say_bytes("data", buf, 2 * PAGE - 2);
}

static void zero_bytes(void)
{
	int fd = dev_filled(0, 100, O_RDWR);

	say_result("read 0", read(fd, buf, 0));
	say_result("read 0 to a bad address", read(fd, BAD(void *, 8), 0));
	say_result("write 0", write(fd, buf, 0));
	say_result("pwrite 0 past the end", pwrite(fd, buf, 0, 9999));
	say_result("size", dev_size(0));
}

static void wrong_direction(void)
{
	int in = dev_filled(0, 100, O_RDONLY), out = dev_open(1, O_WRONLY);

	say_result("write on a descriptor for reading", write(in, buf, 1));
	say_result("read on a descriptor for writing", read(out, buf, 1));
	say_result("write of 0 on a descriptor for reading", write(in, buf, 0));
}

static void write_one_mebibyte(void)
{
	size_t len = 1 << 20, i;
	char *text = malloc(len);
	int fd = dev_open(0, O_RDWR);

	for (i = 0; i < len; i++)
		text[i] = pattern(0, i);
	say_result("write", write(fd, text, len));
	say_result("position", lseek(fd, 0, SEEK_CUR));
	memset(text, 0, len);
	say_result("pread", pread(fd, text, len, 0));
	say_bytes("data", text, len);
	free(text);
}

static void write_over_two_sets(void)
{
	off_t border = 500 * PAGE; /* the default quantum set */

	dev_fill(0, border - 2 * PAGE, 4 * PAGE);
	say_result("size", dev_size(0));
	say_device("at the border", 0, border - 16, 32);
}

static void write_makes_hole(void)
{
	int fd = dev_open(0, O_RDWR);

	say_result("pwrite", pwrite(fd, "end", 3, 3 * PAGE));
	say_result("size", dev_size(0));
	say_result("read", read(fd, buf, sizeof(buf)));
	say_bytes("hole", buf, 3 * PAGE);
	say_bytes("data", buf + 3 * PAGE, 3);
}

static void read_hole_between(void)
{
	dev_fill(0, 0, 16);
	dev_fill(0, 2 * PAGE, 16);
	say_device("rest of the first page", 0, 16, PAGE - 16);
	say_device("hole", 0, PAGE, PAGE);
	say_device("from hole to data", 0, 2 * PAGE - 8, 24);
}

static void write_far(void)
{
	int fd = dev_open(0, O_RDWR);

	say_result("pwrite at 1 TiB", pwrite(fd, "far", 3, 1L << 40));
	say_result("size", dev_size(0));
	say_result("pread", pread(fd, buf, 8, (1L << 40) - 4));
	say_bytes("data", buf, 7);
	say_result("pwrite at the largest offset",
		   pwrite(fd, "x", 1, 0x7fffffffffffffffL));
	say_result("pread at the largest offset", pread(fd, buf, 1, 0x7fffffffffffffffL));
}

static void write_in_place(void)
{
	int fd = dev_filled(0, 64, O_RDWR);

	say_result("pwrite", pwrite(fd, "HERE", 4, 10));
	say_result("position", lseek(fd, 0, SEEK_CUR));
	say_result("size", dev_size(0));
	say_device("data", 0, 0, 32);
}

static void open_write_only_truncates(void)
{
	int fd = dev_filled(0, 2 * PAGE, O_WRONLY);

	say_result("size", dev_size(0));
	say_result("write", write(fd, "new", 3));
	say_result("size", dev_size(0));
	say_device("data", 0, 0, 100);
}

static void open_read_write_keeps(void)
{
	int fd = dev_filled(0, 100, O_RDWR);

	say_result("size", dev_size(0));
	say_result("write", write(fd, "new", 3));
	say_result("size", dev_size(0));
	say_device("data", 0, 0, 16);
}

/* O_TRUNC means nothing to a char device; only the driver truncates. */
static void open_trunc_flag(void)
{
	dev_fill(0, 0, 100);
	close(dev_open(0, O_RDWR | O_TRUNC));
	say_result("size after O_RDWR | O_TRUNC", dev_size(0));
	close(dev_open(0, O_RDONLY | O_TRUNC));
	say_result("size after O_RDONLY | O_TRUNC", dev_size(0));
}

/* Nor does O_APPEND: the driver would have to look at it. */
static void append(void)
{
	int fd = dev_filled(0, 100, O_RDWR | O_APPEND);

	say_result("write", write(fd, "APPEND", 6));
	say_result("position", lseek(fd, 0, SEEK_CUR));
	say_result("size", dev_size(0));
	say_device("data", 0, 0, 16);
}

static void pread_and_pwrite(void)
{
	int fd = dev_filled(0, 100, O_RDWR);

	say_result("pread", pread(fd, buf, 16, 80));
	say_bytes("data", buf, 16);
	say_result("pread over the end", pread(fd, buf, 16, 90));
	say_result("pread at a negative offset", pread(fd, buf, 16, -1));
	say_result("pwrite at a negative offset", pwrite(fd, buf, 16, -4096));
	say_result("pwrite", pwrite(fd, "pw", 2, 200));
	say_result("position", lseek(fd, 0, SEEK_CUR));
	say_result("size", dev_size(0));
}

static void read_vector(void)
{
	int fd = dev_filled(0, 100, O_RDONLY);
	struct iovec iov[4] = {
		{buf, 8}, {buf + 100, 0}, {buf + 200, 40}, {buf + 300, 90}};

	say_result("readv", readv(fd, iov, 4));
	say_bytes("first", buf, 8);
	say_bytes("third", buf + 200, 40);
	say_bytes("fourth", buf + 300, 52);
	say_result("readv at the end", readv(fd, iov, 4));
	say_result("preadv", preadv(fd, iov, 3, 50));
	say_bytes("third", buf + 200, 40);
}

static void write_vector(void)
{
	int fd = dev_open(0, O_RDWR);
	struct iovec iov[3] = {{"one,", 4}, {"", 0}, {"three", 5}};

	say_result("writev", writev(fd, iov, 3));
	say_result("pwritev", pwritev(fd, iov, 3, 20));
	say_result("position", lseek(fd, 0, SEEK_CUR));
	say_device("data", 0, 0, 40);
}

static void vector_counts(void)
{
	int fd = dev_filled(0, 100, O_RDWR);
	struct iovec iov[2] = {{buf, 8}, {buf, (size_t)-1}};

	say_result("no segments", readv(fd, iov, 0));
	say_result("minus one segment", readv(fd, iov, BAD(int, -1)));
	say_result("1025 segments", readv(fd, iov, BAD(int, 1025)));
	say_result("a negative length", readv(fd, iov, 2));
	say_result("a bad vector", readv(fd, BAD(struct iovec *, 8), 1));
	say_result("position", lseek(fd, 0, SEEK_CUR));
}

const struct oracle_case read_write_cases[] = {
	{"read-partial", read_partial},
	{"read-at-end", read_at_end},
	{"read-past-end", read_past_end},
	{"read-empty-device", read_empty_device},
	{"read-across-pages", read_across_pages},
	{"read-and-write-zero-bytes", zero_bytes},
	{"read-and-write-wrong-direction", wrong_direction},
	{"write-one-mebibyte", write_one_mebibyte},
	{"write-over-two-sets", write_over_two_sets},
	{"write-makes-hole", write_makes_hole},
	{"read-hole-between", read_hole_between},
	{"write-far", write_far},
	{"write-in-place", write_in_place},
	{"open-write-only-truncates", open_write_only_truncates},
	{"open-read-write-keeps", open_read_write_keeps},
	{"open-trunc-flag", open_trunc_flag},
	{"append", append},
	{"pread-and-pwrite", pread_and_pwrite},
	{"read-vector", read_vector},
	{"write-vector", write_vector},
	{"vector-counts", vector_counts},
	{NULL, NULL},
};
