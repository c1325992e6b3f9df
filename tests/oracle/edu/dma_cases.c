// SPDX-License-Identifier: MIT
/* Bytes through the device: sizes, places, ways, the position, two programs. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "edu_cases.h"

/* How many of @bytes are as pattern @seed has them at @at. */
static int right(const unsigned char *got, unsigned int seed, size_t at, size_t bytes)
{
	size_t i;
	int n = 0;

	for (i = 0; i < bytes; i++)
		n += got[i] == edu_byte(seed, at + i);
	return n;
}

static void whole_buffer(void)
{
	unsigned char data[EDU_BUFFER_BYTES], got[EDU_BUFFER_BYTES];
	int fd = edu_open(), way;
	size_t size = edu_facts(fd).buffer_bytes;
	long put, n;

	for (way = 0; way < WAYS; way++) {
		edu_pattern(data, way, 0, size);
		put = edu_put(fd, way, data, size, 0);
		memset(got, 0xee, sizeof(got));
		n = edu_get(fd, way, got, size, 0);
		say("%s: put %ld, got %ld, %d right", way_names[way], put, n,
		    right(got, way, 0, size));
		say_bytes("buffer", got, size);
	}
}

/* Around cache lines and halves of pages, at places of every kind. */
static void sizes(enum edu_way way)
{
	static const struct {
		int at, bytes;
	} places[] = {
		{0, 1},	   {1, 1},     {3, 2},	   {5, 3},	 {7, 63},    {9, 64},
		{64, 64},  {65, 65},   {100, 127}, {128, 128},	 {333, 129}, {511, 513},
		{0, 2047}, {2048, 13}, {2047, 2},  {1024, 2049}, {4000, 90}, {4094, 1},
	};
	unsigned char data[EDU_BUFFER_BYTES], got[EDU_BUFFER_BYTES];
	int fd = edu_open();
	long put, n;
	size_t i;

	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		edu_pattern(data, i, 0, sizeof(data));
		put = edu_put(fd, way, data, places[i].bytes, places[i].at);
		memset(got, 0xee, sizeof(got));
		n = edu_get(fd, way, got, places[i].bytes, places[i].at);
		say("%d at %d: put %ld, got %ld, %d right, after it %02x",
		    places[i].bytes, places[i].at, put, n,
		    right(got, i, 0, places[i].bytes), got[places[i].bytes]);
	}
	say_buffer("buffer", fd);
}

static void sizes_streaming(void)
{
	sizes(WAY_STREAMING);
}

static void sizes_sync(void)
{
	sizes(WAY_SYNC);
}

static void sizes_coherent(void)
{
	sizes(WAY_COHERENT);
}

/* What one way put, every way gets. */
static void ways_mixed(void)
{
	unsigned char data[300], got[300];
	int fd = edu_open(), to, from;

	for (to = 0; to < WAYS; to++) {
		edu_pattern(data, 40 + to, 0, sizeof(data));
		edu_put(fd, to, data, sizeof(data), 1000);
		for (from = 0; from < WAYS; from++) {
			memset(got, 0xee, sizeof(got));
			edu_get(fd, from, got, sizeof(got), 1000);
			say("put %s, got %s: %d right", way_names[to], way_names[from],
			    right(got, 40 + to, 0, sizeof(got)));
		}
	}
	say_buffer("buffer", fd);
}

/* In one mapping: long, short and long again, to and fro. */
static void sync_both_ways(void)
{
	static const int lengths[] = {2000, 10, 500, 1, 3000, 64};
	unsigned char data[EDU_BUFFER_BYTES], got[EDU_BUFFER_BYTES];
	int fd = edu_open_mode(EDU_SYNC);
	size_t i;

	for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		edu_pattern(data, 60 + i, 0, lengths[i]);
		say_result("write", pwrite(fd, data, lengths[i], 50 * i));
		memset(got, 0xee, sizeof(got));
		say_result("read", pread(fd, got, 3500, 0));
		say_bytes("read", got, 3500);
	}
}

static void say_partial(const char *what, int fd, struct edu_partial p)
{
	unsigned char got[EDU_BUFFER_BYTES];
	long ret;

	p.data = (uintptr_t)got;
	ret = ioctl(fd, EDU_IOC_TRY_PARTIAL, &p);
	say_result(what, ret);
	if (ret)
		return;
	if (p.offset)
		say_bytes("before it", got, p.offset);
	say_bytes("the part", got + p.offset, p.bytes);
	say_bytes("after it", got + p.offset + p.bytes,
		  EDU_BUFFER_BYTES - p.offset - p.bytes);
}

/* The rest of a mapped buffer keeps what the CPU had written before. */
static void partial_from_device(void)
{
	int fd = edu_open();

	say_partial("100 at 0", fd, (struct edu_partial){0, 0, 100, 0xa5, 2});
	say_partial("64 at 128", fd, (struct edu_partial){0, 128, 64, 0x5a, 2});
	say_partial("1 at 2047", fd, (struct edu_partial){0, 2047, 1, 0xc3, 2});
	say_partial("2049 at 2000", fd, (struct edu_partial){0, 2000, 2049, 0x3c, 2});
}

static void partial_both_ways(void)
{
	int fd = edu_open();

	say_partial("100 at 0", fd, (struct edu_partial){0, 0, 100, 0xa5, 0});
	say_partial("7 at 1001", fd, (struct edu_partial){0, 1001, 7, 0x5a, 0});
	say_partial("to the device", fd, (struct edu_partial){0, 0, 7, 0x5a, 1});
	say_partial("nothing", fd, (struct edu_partial){0, 0, 0, 0x5a, 2});
	say_partial("no byte", fd, (struct edu_partial){0, 0, 7, 0x100, 2});
}

static void position(void)
{
	char data[EDU_BUFFER_BYTES] = "position";
	int fd = edu_open();
	unsigned int size = edu_facts(fd).buffer_bytes;

	say_result("write 8", write(fd, data, 8));
	say_result("position", lseek(fd, 0, SEEK_CUR));
	say_result("read 100", read(fd, data, 100));
	say_result("position", lseek(fd, 0, SEEK_CUR));
	say_result("SEEK_SET", lseek(fd, size - 10, SEEK_SET));
	say_result("up to the end", write(fd, data, 100));
	say_result("position", lseek(fd, 0, SEEK_CUR));
	say_result("from the start", read(fd, data, 8));
	say_bytes("what is there", data, 8);
	say_result("SEEK_CUR -9", lseek(fd, -9, SEEK_CUR));
	say_result("to before the start", lseek(fd, -1, SEEK_SET));
	say_result("SEEK_END", lseek(fd, 0, SEEK_END));
	say_result("whence 7", lseek(fd, 0, 7));
	say_result("position", lseek(fd, 0, SEEK_CUR));
}

/* The buffer comes again and again along the file. */
static void past_the_buffer(void)
{
	char data[32] = "round and round", got[32] = "";
	int fd = edu_open();
	off_t size = edu_facts(fd).buffer_bytes;

	say_result("write at 3 sizes and 5", pwrite(fd, data, 15, 3 * size + 5));
	say_result("read at 5", pread(fd, got, 15, 5));
	say_bytes("there", got, 15);
	say_result("read at 1000 sizes and 5", pread(fd, got, 15, 1000 * size + 5));
	say_bytes("there", got, 15);
	say_result("more than the buffer", pread(fd, got, 32, 2 * size - 3));
	say_buffer("buffer", fd);
}

static void no_bytes(void)
{
	int fd = edu_open();
	struct edu_counts before = edu_counts(fd);

	say_result("write", write(fd, "", 0));
	say_result("read", read(fd, BAD(char *, 8), 0));
	say_result("write, bad pointer", write(fd, BAD(char *, 8), 0));
	say_counts("no bytes", fd, &before);
}

static void fill_half(void *arg)
{
	unsigned char data[64];
	int half = *(int *)arg, fd = edu_open_mode(half), i;

	for (i = 0; i < 16; i++) {
		edu_pattern(data, 80 + half, i * 64, 64);
		if (pwrite(fd, data, 64, half * 1024 + i * 64) != 64)
			give_up("pwrite");
	}
}

/* Each by its own mode; in what order does not show. */
static void two_programs(void)
{
	int halves[2] = {0, 1}, fd = edu_open();
	unsigned char got[2048];
	pid_t first = start(fill_half, &halves[0]), second = start(fill_half, &halves[1]);

	join("first", first);
	join("second", second);
	say_result("read", pread(fd, got, 2048, 0));
	say("right: %d and %d", right(got, 80, 0, 1024), right(got + 1024, 81, 0, 1024));
}

/* A mode is one file's own, and a copy of the descriptor has the same. */
static void mode_of_a_file(void)
{
	int sync = edu_open_mode(EDU_SYNC), plain = edu_open(), twin = dup(sync);
	char got[8] = "";

	say_result("sync", pwrite(sync, "by sync", 7, 0));
	say_result("plain", pread(plain, got, 7, 0));
	say_bytes("got", got, 7);
	close(sync);
	say_result("dup", pwrite(twin, "by dup!", 7, 0));
	say_result("plain", pread(plain, got, 7, 0));
	say_bytes("got", got, 7);
}

const struct oracle_case edu_dma_cases[] = {
	{"whole-buffer", whole_buffer},
	{"sizes-streaming", sizes_streaming},
	{"sizes-sync", sizes_sync},
	{"sizes-coherent", sizes_coherent},
	{"ways-mixed", ways_mixed},
	{"sync-both-ways", sync_both_ways},
	{"partial-from-device", partial_from_device},
	{"partial-both-ways", partial_both_ways},
	{"position", position},
	{"past-the-buffer", past_the_buffer},
	{"no-bytes", no_bytes},
	{"two-programs", two_programs},
	{"mode-of-a-file", mode_of_a_file},
	{NULL, NULL},
};
