// SPDX-License-Identifier: MIT
/* The set of cases for edu: its tables, what comes before each, what they share. */
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "edu_cases.h"

const struct oracle_case *const oracle_tables[] = {
	edu_device_cases, edu_error_cases, edu_dma_cases, edu_memory_cases,
	edu_sysfs_cases,  edu_life_cases,  NULL,
};

const char *const way_names[WAYS] = {"streaming", "sync", "coherent"};

void oracle_fresh(void)
{
	unsigned char fill[EDU_BUFFER_BYTES];
	int fd = open(EDU_NODE, O_RDWR);

	if (fd < 0)
		return; /* unloaded; the case says so itself */
	memset(fill, FRESH, sizeof(fill));
	edu_put(fd, WAY_STREAMING, fill, edu_facts(fd).buffer_bytes, 0);
	close(fd);
}

int oracle_exec(int fd)
{
	say_result("F_GETFD after exec", fcntl(fd, F_GETFD));
	return 7;
}

int edu_open(void)
{
	int fd = open(EDU_NODE, O_RDWR);

	if (fd < 0)
		give_up(EDU_NODE);
	return fd;
}

int edu_open_mode(int mode)
{
	int fd = edu_open();

	if (ioctl(fd, EDU_IOC_MODE, mode))
		give_up("setting the mode");
	return fd;
}

struct edu_facts edu_facts(int fd)
{
	struct edu_facts facts;

	if (ioctl(fd, EDU_IOC_FACTS, &facts))
		give_up("asking for facts");
	return facts;
}

struct edu_counts edu_counts(int fd)
{
	struct edu_counts counts;

	if (ioctl(fd, EDU_IOC_COUNTS, &counts))
		give_up("asking for counts");
	return counts;
}

static long coherent(int fd, const void *data, size_t bytes, size_t at, int to_device)
{
	struct edu_transfer t = {
		.data = (uintptr_t)data,
		.offset = at,
		.bytes = bytes,
		.to_device = to_device,
	};

	return ioctl(fd, EDU_IOC_COHERENT, &t);
}

long edu_put(int fd, enum edu_way way, const void *data, size_t bytes, size_t at)
{
	if (way == WAY_COHERENT)
		return coherent(fd, data, bytes, at, 1);
	if (ioctl(fd, EDU_IOC_MODE, way == WAY_SYNC ? EDU_SYNC : EDU_STREAMING))
		give_up("setting the mode");
	return pwrite(fd, data, bytes, at);
}

long edu_get(int fd, enum edu_way way, void *data, size_t bytes, size_t at)
{
	if (way == WAY_COHERENT)
		return coherent(fd, data, bytes, at, 0);
	if (ioctl(fd, EDU_IOC_MODE, way == WAY_SYNC ? EDU_SYNC : EDU_STREAMING))
		give_up("setting the mode");
	return pread(fd, data, bytes, at);
}

unsigned char edu_byte(unsigned int seed, size_t i)
{
	uint32_t x = (uint32_t)i * 2654435761u + seed * 40503u + 12345;

	x ^= x >> 15;
	x *= 2246822519u;
	return x >> 24;
}

void edu_pattern(unsigned char *to, unsigned int seed, size_t at, size_t bytes)
{
	size_t i;

	for (i = 0; i < bytes; i++)
		to[i] = edu_byte(seed, at + i);
}

void say_buffer(const char *what, int fd)
{
	unsigned char got[EDU_BUFFER_BYTES];
	long n = edu_get(fd, WAY_STREAMING, got, edu_facts(fd).buffer_bytes, 0);

	if (n < 0)
		say_result(what, n);
	else
		say_bytes(what, got, n);
}

void say_counts(const char *what, int fd, const struct edu_counts *before)
{
	static const char *const names[] = {
		"interrupts", "factorial",	 "dma",		"raised",
		"to device",  "bytes to device", "from device", "bytes from device",
		"map errors", "timeouts",
	};
	struct edu_counts after = edu_counts(fd);
	const __u64 *a = (const __u64 *)&after, *b = (const __u64 *)before;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (a[i] != b[i])
			say("%s: %s %llu", what, names[i],
			    (unsigned long long)(a[i] - b[i]));
}
