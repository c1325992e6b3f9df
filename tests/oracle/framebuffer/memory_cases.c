// SPDX-License-Identifier: MIT
/* The memory as a file has it, and beside a mapping of the same bytes. */
#include <emmintrin.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/uio.h>
#include <unistd.h>

#include "framebuffer_cases.h"

static void say_file_part(const char *what, off_t from, size_t len)
{
	static char bytes[4 * PAGE];
	ssize_t n = pread(fb_fd, bytes, len, from);

	if (n < 0)
		say_result(what, n);
	else
		say_bytes(what, bytes, (size_t)n);
}

/* Every width of store arrives, and every width of load sees it. */
static void words(void)
{
	char *p = fb_map(3, 1, RW, MAP_SHARED);
	char text[] = "with a string instruction";
	const void *from = text;
	void *to = p + 100;
	size_t n = sizeof(text);

	*(volatile uint8_t *)(p + 1) = 0x11;
	*(volatile uint16_t *)(p + 2) = 0x2222;
	*(volatile uint32_t *)(p + 4) = 0x44444444;
	*(volatile uint64_t *)(p + 8) = 0x8877665544332211;
	*(volatile uint32_t *)(p + 17) = 0x14131211; /* not aligned */
	_mm_storeu_si128((__m128i *)(p + 33), _mm_set1_epi8('x'));
	__atomic_fetch_add((uint32_t *)(p + 4), 0x01010101, __ATOMIC_SEQ_CST);
	__asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(n) : : "memory");
	say_file_part("file", 3 * PAGE, 48);
	say_file_part("text", 3 * PAGE + 100, sizeof(text));
	say("long word %#lx", (unsigned long)*(volatile uint64_t *)(p + 2));
}

static void file_and_mapping(void)
{
	char *p = fb_map(4, 3, RW, MAP_SHARED);

	say_result("pwrite",
		   pwrite(fb_fd, "over the edge of two pages", 26, 6 * PAGE - 13));
	say_bytes("mapping", p + 2 * PAGE - 13, 26);
	memset(p, 'm', 3 * PAGE);
	say_result("pwrite", pwrite(fb_fd, "file", 4, 5 * PAGE + 8));
	say_bytes("mapping", p, 3 * PAGE);
	say_file_part("file", 4 * PAGE, 3 * PAGE);
}

static void positions(void)
{
	char bytes[16];
	long size = fb_memory();

	say_result("end", lseek(fb_fd, 0, SEEK_END) == size);
	say_result("beyond", lseek(fb_fd, 1, SEEK_CUR));
	say_result("before", lseek(fb_fd, -1, SEEK_SET));
	say_result("four before the end", lseek(fb_fd, -4, SEEK_END) == size - 4);
	say_result("read", read(fb_fd, bytes, 16));
	say_result("at the end", lseek(fb_fd, 0, SEEK_CUR) == size);
	say_result("read", read(fb_fd, bytes, 16));
	say_result("data", lseek(fb_fd, 0, SEEK_DATA));
}

static void write_at_end(void)
{
	long size = fb_memory();

	say_result("over the end", pwrite(fb_fd, "12345678", 8, size - 4));
	say_file_part("end", size - 4, 16);
	say_result("at the end", pwrite(fb_fd, "1", 1, size));
	say_result("nothing", pwrite(fb_fd, "1", 0, size));
	say_result("beyond", pwrite(fb_fd, "1", 1, size + 4096));
	say_result("far beyond", pwrite(fb_fd, "1", 1, 0x7ffffffffffffff0));
	say_result("read far beyond", pread(fb_fd, (char[1]){0}, 1, 0x7ffffffffffffff0));
}

/* A buffer of a page, and then nothing. */
static void half_a_buffer(void)
{
	char *p = mmap(NULL, 2 * PAGE, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	munmap(p + PAGE, PAGE);
	memset(p, 'h', PAGE);
	say_result("write", pwrite(fb_fd, p + 1000, PAGE, 10));
	say_file_part("file", 0, PAGE);
	say_result("read", pread(fb_fd, p + PAGE - 100, 200, 0));
	say_result("write from nothing", pwrite(fb_fd, p + PAGE, 1, 0));
	say_result("read to nothing", pread(fb_fd, p + PAGE, 1, 0));
}

/* The buffer lies in a mapping of the same device. */
static void own_buffer(void)
{
	char *p = fb_map(0, 4, RW, MAP_SHARED);

	memset(p, 'a', PAGE);
	memset(p + PAGE, 'b', PAGE);
	say_result("write", pwrite(fb_fd, p + 100, PAGE, 2 * PAGE));
	say_bytes("page 2", p + 2 * PAGE, PAGE);
	say_result("read", pread(fb_fd, p + 3 * PAGE, PAGE, 100));
	say_bytes("page 3", p + 3 * PAGE, PAGE);
}

/* Other calls of the kernel have it as a buffer, too. */
static void pipe_buffer(void)
{
	char *p = fb_map(20, 2, RW, MAP_SHARED);
	char *untouched = fb_map(40, 1, RW, MAP_SHARED);
	int q[2];

	memset(p, 'p', PAGE);
	say_result("pipe", pipe(q));
	say_result("write", write(q[1], p + PAGE - 8, 16));
	say_result("read", read(q[0], untouched, 16));
	say_bytes("page 40", untouched, 32);
}

/* What has no struct page cannot be held, and so not be copied from outside. */
static void from_outside(void)
{
	char *p = fb_map(0, 1, RW, MAP_SHARED), bytes[8] = "";
	struct iovec here = {bytes, 8}, there = {p, 8};

	memcpy(p, "outside", 8);
	say_result("process_vm_readv",
		   process_vm_readv(getpid(), &here, 1, &there, 1, 0));
	say_result("process_vm_writev",
		   process_vm_writev(getpid(), &here, 1, &there, 1, 0));
	say_bytes("mapping", p, 8);
}

/* A debugger's way: by the driver's access method. */
static void proc_mem(void)
{
	char *p = fb_map(0, 2, RW, MAP_SHARED), bytes[16];
	int fd = open("/proc/self/mem", O_RDWR);

	memcpy(p + PAGE - 8, "across two pages", 16);
	say_result("read", pread(fd, bytes, 16, (off_t)(unsigned long)(p + PAGE - 8)));
	say_bytes("bytes", bytes, 16);
	say_result("write",
		   pwrite(fd, "ACROSS", 6, (off_t)(unsigned long)(p + PAGE - 8)));
	say_bytes("mapping", p + PAGE - 8, 16);
}

static void polled(void)
{
	struct pollfd one = {.fd = fb_fd,
			     .events = POLLIN | POLLOUT | POLLPRI | POLLRDNORM};
	struct epoll_event event = {.events = EPOLLIN};

	say_result("poll", poll(&one, 1, 0));
	say("events %#x", one.revents);
	say_result("epoll", epoll_ctl(epoll_create1(0), EPOLL_CTL_ADD, fb_fd, &event));
}

const struct oracle_case memory_cases[] = {
	{"words", words},
	{"file-and-mapping", file_and_mapping},
	{"positions", positions},
	{"write-at-end", write_at_end},
	{"half-a-buffer", half_a_buffer},
	{"own-buffer", own_buffer},
	{"pipe-buffer", pipe_buffer},
	{"from-outside", from_outside},
	{"proc-mem", proc_mem},
	{"polled", polled},
	{NULL, NULL},
};
