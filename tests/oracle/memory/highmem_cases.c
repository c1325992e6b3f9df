// SPDX-License-Identifier: MIT
/* highmem: 16 pages, each reached by kmap and its kin; a PC has no high memory. */
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "memory_cases.h"
#include "../../../drivers/highmem/highmem_ioctl.h"

#define SIZE (16 * PAGE)

static void highmem_of_a_pc(void)
{
	int fd = must_open("/dev/highmem", O_RDWR);

	say_result("high", ioctl(fd, HIGHMEM_QHIGH));
	say_result("with an address", ioctl(fd, HIGHMEM_QADDRESS));
	say_result("something else", ioctl(fd, 0));
}

static void highmem_transfers(void)
{
	int fd = must_open("/dev/highmem", O_RDWR);
	char text[32];

	say_result("write", pwrite(fd, "over a border!", 14, 2 * PAGE - 5));
	say_result("read", pread(fd, text, 14, 2 * PAGE - 5));
	say_bytes("read", text, 14);
	say_result("write at the end", pwrite(fd, "fourteen bytes", 14, SIZE - 8));
	say_result("write past the end", pwrite(fd, "x", 1, SIZE));
	say_result("read at the end", pread(fd, text, 32, SIZE - 8));
	say_bytes("read", text, 8);
	say_result("read past the end", pread(fd, text, 32, SIZE));
}

static void highmem_bad_buffers(void)
{
	int fd = must_open("/dev/highmem", O_RDWR);
	char *p = try_map(fd, PAGE, RW, MAP_SHARED, 0);

	munmap(p, PAGE);
	say_result("write", pwrite(fd, BAD(void *, 16), 8, 0));
	say_result("read", pread(fd, p, 8, 0));
}

static void highmem_fills_and_copies(void)
{
	int fd = must_open("/dev/highmem", O_RDWR);
	char text[PAGE];

	say_result("fill", ioctl(fd, HIGHMEM_FILL, 3 << 8 | 'f'));
	say_result("copy", ioctl(fd, HIGHMEM_COPY, 4 << 8 | 3));
	say_result("read", pread(fd, text, PAGE, 4 * PAGE));
	say_bytes("read", text, PAGE);
	say_result("a page too far", ioctl(fd, HIGHMEM_FILL, 16 << 8 | 'f'));
	say_result("from a page too far", ioctl(fd, HIGHMEM_COPY, 4 << 8 | 16));
}

static void highmem_is_mapped(void)
{
	int fd = must_open("/dev/highmem", O_RDWR);
	char *p = try_map(fd, SIZE + PAGE, RW, MAP_SHARED, 0);

	say_result("fill", ioctl(fd, HIGHMEM_FILL, 5 << 8 | 'm'));
	touch_get("filled", p + 5 * PAGE + 100, p);
	memset(p + 6 * PAGE, 'u', PAGE);
	say_result("copy", ioctl(fd, HIGHMEM_COPY, 5 << 8 | 6));
	touch_get("copied", p + 5 * PAGE + 100, p);
	touch_get("past the end", p + SIZE, p);
}

static void highmem_private(void)
{
	int fd = must_open("/dev/highmem", O_RDWR);
	char *p = try_map(fd, PAGE, RW, MAP_PRIVATE, 7 * PAGE);

	say_result("fill", ioctl(fd, HIGHMEM_FILL, 7 << 8 | 'a'));
	touch_get("read", p, p);
	say_result("fill", ioctl(fd, HIGHMEM_FILL, 7 << 8 | 'b'));
	touch_get("follows", p, p);
	touch_put("store", p + 1, p, 'p');
	say_result("fill", ioctl(fd, HIGHMEM_FILL, 7 << 8 | 'c'));
	touch_get("does not follow", p, p);
}

const struct oracle_case highmem_cases[] = {
	{"highmem-of-a-pc", highmem_of_a_pc},
	{"highmem-transfers", highmem_transfers},
	{"highmem-bad-buffers", highmem_bad_buffers},
	{"highmem-fills-and-copies", highmem_fills_and_copies},
	{"highmem-is-mapped", highmem_is_mapped},
	{"highmem-private", highmem_private},
	{NULL, NULL},
};
