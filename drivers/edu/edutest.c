// SPDX-License-Identifier: MIT
/*
 * edutest [--streaming|--sync|--coherent] [-n BYTES] [-s SEED] DEVICE
 *
 * Move BYTES (default 16 MiB; K and M are understood) to an edu device and as
 * many back, in pieces of random sizes at random places of its buffer, and
 * check every byte that comes back against a copy of what the buffer must hold:
 * what was written last, and what was there before where nothing was.
 *
 * --streaming: a mapping for each transfer (default); --sync: one that stays;
 * --coherent: coherent memory. Prints one line of counts. Exit status: 0; 1 if
 * a byte is wrong or a call fails; 2 for bad usage.
 */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "edu_ioctl.h"

enum way { STREAMING, SYNC, COHERENT };

static const char *const way_names[] = {"streaming", "sync", "coherent"};

static struct {
	enum way way;
	unsigned long bytes;
	unsigned long buffer; /* how long the device's is */
	uint64_t seed;
	const char *path;
	int fd;
} run = {.bytes = 16UL << 20, .seed = 1};

/* What the device's buffer must hold. */
static unsigned char expected[EDU_BUFFER_BYTES];

static uint64_t random_next(void)
{
	uint64_t z = run.seed += 0x9e3779b97f4a7c15; /* splitmix64 */

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

static unsigned long random_below(unsigned long n)
{
	return random_next() % n;
}

static void fail(const char *what)
{
	fprintf(stderr, "edutest: %s: %s\n", what, strerror(errno));
	exit(1);
}

static void usage(void)
{
	fprintf(stderr, "usage: edutest [--streaming|--sync|--coherent] [-n BYTES] "
			"[-s SEED] DEVICE\n");
	exit(2);
}

static unsigned long number(const char *text)
{
	unsigned long n;
	char *end;

	errno = 0;
	n = strtoul(text, &end, 0);
	if (*end == 'K')
		n <<= 10, end++;
	else if (*end == 'M')
		n <<= 20, end++;
	if (errno || end == text || *end || *text == '-')
		usage();
	return n;
}

static void options(int argc, char **argv)
{
	static const struct option longs[] = {
		{"streaming", no_argument, NULL, 'S'},
		{"sync", no_argument, NULL, 'Y'},
		{"coherent", no_argument, NULL, 'C'},
		{NULL, 0, NULL, 0},
	};
	int c;

	while ((c = getopt_long(argc, argv, "n:s:", longs, NULL)) != -1) {
		if (c == 'S')
			run.way = STREAMING;
		else if (c == 'Y')
			run.way = SYNC;
		else if (c == 'C')
			run.way = COHERENT;
		else if (c == 'n')
			run.bytes = number(optarg);
		else if (c == 's')
			run.seed = number(optarg);
		else
			usage();
	}
	if (optind + 1 != argc)
		usage();
	run.path = argv[optind];
}

static ssize_t coherent(void *data, unsigned long at, unsigned long bytes, int to_device)
{
	struct edu_transfer t = {
		.data = (uintptr_t)data,
		.offset = at,
		.bytes = bytes,
		.to_device = to_device,
	};

	return ioctl(run.fd, EDU_IOC_COHERENT, &t);
}

static void send_piece(unsigned long at, unsigned long bytes)
{
	ssize_t n;

	if (run.way == COHERENT)
		n = coherent(expected + at, at, bytes, 1);
	else
		n = pwrite(run.fd, expected + at, bytes, at);
	if (n < 0)
		fail("write");
	if (n != (ssize_t)bytes) {
		fprintf(stderr, "edutest: wrote %zd of %lu bytes\n", n, bytes);
		exit(1);
	}
}

static void fetch_piece(void *to, unsigned long at, unsigned long bytes)
{
	ssize_t n;

	if (run.way == COHERENT)
		n = coherent(to, at, bytes, 0);
	else
		n = pread(run.fd, to, bytes, at);
	if (n < 0)
		fail("read");
	if (n != (ssize_t)bytes) {
		fprintf(stderr, "edutest: read %zd of %lu bytes\n", n, bytes);
		exit(1);
	}
}

static void check(const unsigned char *got, unsigned long at, unsigned long bytes)
{
	unsigned long i;

	for (i = 0; i < bytes; i++) {
		if (got[i] == expected[at + i])
			continue;
		fprintf(stderr,
			"edutest: byte %lu of the buffer is %02x, not %02x"
			" (byte %lu of %lu read at %lu)\n",
			at + i, got[i], expected[at + i], i, bytes, at);
		exit(1);
	}
}

/* A place and a size there: often small, sometimes the whole buffer. */
static unsigned long piece(unsigned long *at, unsigned long left)
{
	unsigned long bytes = 1 + random_below(random_below(2) ? 64 : run.buffer);

	if (!random_below(16))
		bytes = run.buffer;
	if (bytes > left)
		bytes = left;
	*at = random_below(run.buffer - bytes + 1);
	return bytes;
}

static unsigned long send_some(unsigned long left)
{
	unsigned long at, i, bytes = piece(&at, left);

	for (i = 0; i < bytes; i++)
		expected[at + i] = random_next();
	send_piece(at, bytes);
	return bytes;
}

static unsigned long fetch_some(unsigned long left)
{
	unsigned char got[EDU_BUFFER_BYTES];
	unsigned long at, bytes = piece(&at, left);

	memset(got, 0xee, sizeof(got));
	fetch_piece(got, at, bytes);
	check(got, at, bytes);
	return bytes;
}

int main(int argc, char **argv)
{
	unsigned long sent = 0, fetched = 0, writes = 0, reads = 0;
	struct edu_facts facts;
	uint64_t seed;

	options(argc, argv);
	seed = run.seed;
	run.fd = open(run.path, O_RDWR);
	if (run.fd < 0)
		fail(run.path);
	if (ioctl(run.fd, EDU_IOC_MODE, run.way == SYNC ? EDU_SYNC : EDU_STREAMING))
		fail("the mode");
	if (ioctl(run.fd, EDU_IOC_FACTS, &facts))
		fail("the facts");
	run.buffer = facts.buffer_bytes;
	/* So that what is expected is known; not counted. */
	send_piece(0, run.buffer);
	while (sent < run.bytes || fetched < run.bytes) {
		if (fetched == run.bytes || (sent < run.bytes && random_below(2))) {
			sent += send_some(run.bytes - sent);
			writes++;
		} else {
			fetched += fetch_some(run.bytes - fetched);
			reads++;
		}
	}
	if (close(run.fd))
		fail("close");
	printf("edutest: %s, seed %llu: %lu bytes in %lu writes, %lu bytes in %lu reads,"
	       " every byte as expected\n",
	       way_names[run.way], (unsigned long long)seed, sent, writes, fetched,
	       reads);
	return 0;
}
