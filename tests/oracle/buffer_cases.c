// SPDX-License-Identifier: MIT
/* Buffers of read and write that are bad, or that are mapped devices. */
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

#include "cases.h"

/* Two pages of memory of which only the first exists. */
static char *half_mapped(void)
{
	char *p = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	munmap(p + PAGE, PAGE);
	memset(p, '.', PAGE);
	return p;
}

static void bad_buffer(void)
{
	int fd = dev_filled(0, 100, O_RDWR);

	say_result("read to NULL", read(fd, BAD(char *, 0), 10));
	say_result("read to a kernel address",
		   read(fd, (void *)0xffff888000001000UL, 10));
	say_result("read to a hole of the address space",
		   read(fd, half_mapped() + PAGE, 10));
	say_result("write from NULL", write(fd, BAD(char *, 0), 10));
	say_result("write from a kernel address",
		   write(fd, (void *)0xffff888000001000UL, 10));
	say_result("read of a negative size", read(fd, half_mapped(), BAD(size_t, -1)));
	say_result("position", lseek(fd, 0, SEEK_CUR));
	say_device("data", 0, 0, 16);
}

static void write_from_bad_buffer_past_end(void)
{
	int fd = dev_open(0, O_RDWR);

	say_result("pwrite", pwrite(fd, BAD(char *, 0), 10, 5 * PAGE));
	say_result("size", dev_size(0));
}

static void write_crosses_into_nothing(void)
{
	char *p = half_mapped();
	int fd = dev_open(0, O_RDWR);

	say_result("write", write(fd, p + PAGE - 100, 300));
	say_result("position", lseek(fd, 0, SEEK_CUR));
	say_result("size", dev_size(0));
	say_result("write again", write(fd, p + PAGE - 7, 300));
	say_result("size", dev_size(0));
}

/* The rest of the driver's buffer is zeroed when copy_from_user stops. */
static void write_that_stops_clears(void)
{
	char *p = half_mapped();
	int fd = dev_filled(0, 2 * PAGE, O_RDWR);

	say_result("write", write(fd, p + PAGE - 10, 200));
	say_device("copied", 0, 0, 10);
	say_device("asked for and not copied", 0, 10, 190);
	say_device("after it", 0, 200, 16);
	say_result("write over two pages", pwrite(fd, p + PAGE - 10, 200, PAGE - 100));
	say_device("end of the first page", 0, PAGE - 90, 90);
	say_device("start of the second page", 0, PAGE, 16);
}

static void write_of_page_then_nothing(void)
{
	char *p = half_mapped();
	int fd = dev_open(0, O_RDWR);

	say_result("write of two pages, one there", write(fd, p, 2 * PAGE));
	say_result("size", dev_size(0));
}

static void read_crosses_into_nothing(void)
{
	char *p = half_mapped();
	int fd = dev_filled(0, 2 * PAGE, O_RDONLY);

	say_result("read", read(fd, p + PAGE - 20, 300));
	say_bytes("data", p + PAGE - 20, 20);
	say_result("position", lseek(fd, 0, SEEK_CUR));
}

static void read_to_read_only_memory(void)
{
	char *p = half_mapped();
	int fd = dev_filled(0, 100, O_RDONLY);

	mprotect(p, PAGE, PROT_READ);
	say_result("read", read(fd, p, 50));
	say_bytes("memory", p, 50);
	mprotect(p, PAGE, PROT_NONE);
	say_result("read to PROT_NONE", read(fd, p, 50));
}

static void vector_with_bad_segment(void)
{
	int fd = dev_open(0, O_RDWR);
	char *p = half_mapped();
	struct iovec iov[3] = {{"good", 4}, {NULL, 10}, {"never", 5}};

	say_result("writev", writev(fd, iov, 3));
	say_result("size", dev_size(0));
	iov[0].iov_base = p;
	say_result("preadv", preadv(fd, iov, 3, 0));
	say_bytes("memory", p, 8);
	say_result("writev, bad from the start", writev(fd, iov + 1, 2));
	say_result("size", dev_size(0));
}

static void read_into_other_mapping(void)
{
	int fd = dev_filled(0, 2 * PAGE, O_RDONLY),
	    other = dev_filled(1, 2 * PAGE, O_RDWR);
	char *p = dev_map(other, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, 0);

	say_result("read into a mapping never touched", read(fd, p + PAGE - 8, 16));
	say_device("the other device", 1, PAGE - 16, 32);
}

static void write_from_other_mapping(void)
{
	int fd = dev_open(0, O_RDWR), other = dev_filled(1, 2 * PAGE, O_RDONLY);
	char *p = dev_map(other, 2 * PAGE, PROT_READ, MAP_PRIVATE, 0);

	say_result("write from a mapping never touched", write(fd, p + PAGE - 8, 16));
	say_device("data", 0, 0, 16);
}

static void buffer_in_mapping_with_hole(void)
{
	int fd = dev_filled(0, 4 * PAGE, O_RDWR), other = dev_filled(1, PAGE, O_RDWR);
	char *p;

	dev_fill(1, 2 * PAGE, PAGE);
	p = dev_map(other, 4 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, 0);
	say_result("read up to the hole", read(fd, p + PAGE - 20, 40));
	say_result("read into the hole", read(fd, p + PAGE, 40));
	say_result("read past the end", read(fd, p + 3 * PAGE, 40));
	say_result("read out of the hole", read(fd, p + 2 * PAGE - 8, 40));
	say_result("write from the hole", pwrite(fd, p + PAGE, 40, 0));
	say_result("write up to the hole", pwrite(fd, p + PAGE - 30, 40, 0));
	say_device("data", 0, 0, 40);
	say_device("the other device", 1, PAGE - 24, 32);
}

static void read_into_own_mapping(void)
{
	int fd = dev_filled(0, 2 * PAGE, O_RDWR);
	char *p = dev_map(fd, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, 0);

	say_result("read into a mapping of the device itself", read(fd, p + PAGE, 16));
	say_device("second page", 0, PAGE, 24);
	say_result("write from it", pwrite(fd, p + 64, 16, PAGE));
	say_device("second page", 0, PAGE, 24);
}

static void read_into_private_mapping(void)
{
	int fd = dev_filled(0, 2 * PAGE, O_RDONLY),
	    other = dev_filled(1, 2 * PAGE, O_RDONLY);
	char *p = dev_map(other, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, 0);

	say_result("read", read(fd, p + 8, 16));
	say_bytes("mapping", p, 32);
	say_device("the other device", 1, 0, 32);
}

static void read_into_read_only_mapping(void)
{
	int fd = dev_filled(0, 2 * PAGE, O_RDONLY),
	    other = dev_filled(1, 2 * PAGE, O_RDWR);
	char *p = dev_map(other, 2 * PAGE, PROT_READ, MAP_SHARED, 0);

	say_result("read", read(fd, p, 16));
	say_bytes("mapping", p, 16);
}

/* Calls that the device does not serve, with a buffer that it does. */
static void pipe_from_mapping(void)
{
	int fds[2], fd = dev_filled(0, PAGE, O_RDWR);
	char *p = dev_map(fd, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, 0);
	char text[32];

	if (pipe(fds))
		_exit(8);
	say_result("write to a pipe from the mapping", write(fds[1], p + 8, 16));
	say_result("read from it", read(fds[0], text, 32));
	say_bytes("data", text, 16);
	say_result("write to a pipe from past the end", write(fds[1], p + PAGE, 16));
	say_result("write to the pipe", write(fds[1], "from the pipe", 13));
	say_result("read from it into the mapping", read(fds[0], p, 32));
	say_device("data", 0, 0, 16);
}

const struct oracle_case buffer_cases[] = {
	{"bad-buffer", bad_buffer},
	{"write-from-bad-buffer-past-end", write_from_bad_buffer_past_end},
	{"write-crosses-into-nothing", write_crosses_into_nothing},
	{"write-that-stops-clears", write_that_stops_clears},
	{"write-of-page-then-nothing", write_of_page_then_nothing},
	{"read-crosses-into-nothing", read_crosses_into_nothing},
	{"read-to-read-only-memory", read_to_read_only_memory},
	{"vector-with-bad-segment", vector_with_bad_segment},
	{"read-into-other-mapping", read_into_other_mapping},
	{"write-from-other-mapping", write_from_other_mapping},
	{"buffer-in-mapping-with-hole", buffer_in_mapping_with_hole},
	{"read-into-own-mapping", read_into_own_mapping},
	{"read-into-private-mapping", read_into_private_mapping},
	{"read-into-read-only-mapping", read_into_read_only_mapping},
	{"pipe-from-mapping", pipe_from_mapping},
	{NULL, NULL},
};
