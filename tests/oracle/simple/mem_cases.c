// SPDX-License-Identifier: MIT
/* Physical memory as a file, and mapped: the driver mem. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "simple_cases.h"

static int mem_open(int flags)
{
	int fd = open(MEM, flags);

	if (fd < 0)
		give_up(MEM);
	return fd;
}

/* Where RAM ends: after the last line of it. */
static unsigned long ram_end(void)
{
	unsigned long start, end, last = 0;
	char line[128];
	FILE *f = fopen("/proc/iomem", "r");

	while (f && fgets(line, sizeof(line), f))
		if (strstr(line, " : System RAM") &&
		    sscanf(line, "%lx-%lx", &start, &end) == 2)
			last = end + 1;
	if (!last)
		give_up("/proc/iomem");
	fclose(f);
	return last;
}

static void node(void)
{
	struct stat st;

	if (stat(MEM, &st))
		give_up(MEM);
	say("mode %o, minor %lu", st.st_mode, (unsigned long)st.st_rdev & 0xff);
}

static void read_ram(void)
{
	int fd = mem_open(O_RDONLY);
	char text[16];

	say_result("pread", pread(fd, text, 8, (off_t)paper(1).phys));
	say_bytes("page 1", text, 8);
	say_result("over an edge", pread(fd, text, 16, (off_t)paper(1).phys - 8));
	say_bytes("both", text, 16);
}

static void write_ram(void)
{
	int fd = mem_open(O_RDWR);

	say_result("pwrite", pwrite(fd, "written", 8, (off_t)paper(2).phys - 4));
	say_paper("then", 2);
	say_paper("and", 1);
}

static void reserved_page(void)
{
	int fd = mem_open(O_RDWR);
	char text[8];

	say_result("pread", pread(fd, text, 8, (off_t)paper(RESERVED).phys));
	say_bytes("it", text, 8);
	say_result("pwrite", pwrite(fd, "written", 8, (off_t)paper(RESERVED).phys));
	say_paper("then", RESERVED);
}

static void position(void)
{
	int fd = mem_open(O_RDONLY);
	char text[8];

	say_result("seek",
		   lseek(fd, (off_t)paper(1).phys, SEEK_SET) == (off_t)paper(1).phys);
	say_result("read", read(fd, text, 6));
	say_result("moved", lseek(fd, 0, SEEK_CUR) - (off_t)paper(1).phys);
	say_result("back", lseek(fd, -6, SEEK_CUR) == (off_t)paper(1).phys);
	say_result("read", read(fd, text, 8));
	say_bytes("it", text, 8);
}

static void seek(void)
{
	int fd = mem_open(O_RDONLY);

	say_result("from the end", lseek(fd, 0, SEEK_END));
	say_result("unknown", lseek(fd, 0, 77));
	errno = 0;
	say("high: %ld", (long)lseek(fd, (off_t)(~0UL << 12), SEEK_SET));
	say_result("too high", lseek(fd, -4095, SEEK_SET));
	say_result("low again", lseek(fd, 0, SEEK_SET));
}

static void end_of_ram(void)
{
	int fd = mem_open(O_RDWR);
	off_t end = (off_t)ram_end();
	char text[32];

	say_result("up to it", pread(fd, text, 16, end - 16));
	say_result("over it", pread(fd, text, 17, end - 16));
	say_result("nothing at it", pread(fd, text, 0, end));
	say_result("a byte at it", pread(fd, text, 1, end));
	say_result("written over it", pwrite(fd, text, 17, end - 16));
}

static void high_position(void)
{
	int fd = mem_open(O_RDONLY);
	char text[8192];

	say_result("pread", pread(fd, text, 16, -8192));
	lseek(fd, -8192, SEEK_SET);
	say_result("read", read(fd, text, 16));
	lseek(fd, -5000, SEEK_SET);
	say_result("read over the end", read(fd, text, 6000));
}

static void bad_buffers(void)
{
	int fd = mem_open(O_RDWR);
	off_t at = (off_t)paper(0).phys;
	char *two = mmap(NULL, 2 * PAGE, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	munmap(two + PAGE, PAGE);
	say_result("read to nothing", pread(fd, two + PAGE, 8, at));
	say_result("read into nothing", pread(fd, two + PAGE - 4, 8, at));
	memcpy(two + PAGE - 4, "part", 4);
	say_result("write from nothing", pwrite(fd, two + PAGE, 8, at));
	say_result("write out of nothing", pwrite(fd, two + PAGE - 4, 8, at));
	say_paper("then", 0);
}

static void map_ram(void)
{
	char *p = map(MEM, paper(3).phys, 1);

	say_bytes("mapped", p, 8);
	strcpy(p, "stored");
	say_paper("then", 3);
}

static void map_beside_pages(void)
{
	char *p = map(MEM, paper(0).phys, 1), *q = map(PAGES, paper(0).phys, 1);

	strcpy(p, "by mem");
	say_bytes("seen by simple", q, 8);
	strcpy(q, "by page");
	say_bytes("seen by mem", p, 8);
	say_paper("references of one", 0);
}

static void map_device(void)
{
	volatile uint32_t *p = (uint32_t *)map(MEM, regs_phys, 1);

	say("identification %08x", p[0]);
}

static void map_synchronous(void)
{
	volatile uint32_t *p =
		(uint32_t *)map_with(MEM, O_RDWR | O_SYNC, regs_phys, 1, RW, MAP_SHARED);

	p[1] = 1;
	say("liveness %08x", p[1]);
}

static void map_refused(void)
{
	say_refused("the last page of all", MEM, ~0UL << 12, PAGE);
	say_refused("beyond all addresses", MEM, 1UL << 60, PAGE);
	say_refused("over the end", MEM, ~0UL << 12, 2 * PAGE);
	say_refused("an odd offset", MEM, 0x10001, PAGE);
}

static void map_of_reader(void)
{
	int fd = mem_open(O_RDONLY);
	void *p = mmap(NULL, PAGE, RW, MAP_SHARED, fd, (off_t)paper(0).phys);

	say_result("shared", p == MAP_FAILED ? -1 : 0);
	p = mmap(NULL, PAGE, RW, MAP_PRIVATE, fd, (off_t)paper(0).phys);
	say_result("private", p == MAP_FAILED ? -1 : 0);
	strcpy(p, "stored");
	say_paper("then", 0);
}

/* As a debugger reads: through the driver's access method, if it has one. */
static void peek(const char *what, const char *path, unsigned long offset)
{
	char *p = map(path, offset, 1);
	int fd = open("/proc/self/mem", O_RDWR);
	uint32_t value = 0;

	say_result(what, pread(fd, &value, 4, (off_t)(unsigned long)p));
	say("%08x", value);
	close(fd);
}

static void peeked_at(void)
{
	peek("registers by mem", MEM, regs_phys);
	peek("a reserved page", MEM, paper(RESERVED).phys);
}

static void not_peeked_at(void)
{
	peek("registers by simple", REMAP, regs_phys);
}

const struct oracle_case mem_cases[] = {
	{"mem-node", node},
	{"mem-read-ram", read_ram},
	{"mem-write-ram", write_ram},
	{"mem-reserved-page", reserved_page},
	{"mem-position", position},
	{"mem-seek", seek},
	{"mem-end-of-ram", end_of_ram},
	{"mem-high-position", high_position},
	{"mem-bad-buffers", bad_buffers},
	{"mem-map-ram", map_ram},
	{"mem-map-beside-pages", map_beside_pages},
	{"mem-map-device", map_device},
	{"mem-map-synchronous", map_synchronous},
	{"mem-map-refused", map_refused},
	{"mem-map-of-reader", map_of_reader},
	{"mem-peeked-at", peeked_at},
	{"mem-not-peeked-at", not_peeked_at},
	{NULL, NULL},
};
