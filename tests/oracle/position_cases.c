// SPDX-License-Identifier: MIT
/* Positions: lseek, and who shares a position with whom. */
#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

#include "cases.h"

static char buf[64];

static void seek_all_ways(void)
{
	int fd = dev_filled(0, 100, O_RDONLY);

	say_result("SEEK_SET 10", lseek(fd, 10, SEEK_SET));
	say_result("SEEK_CUR 5", lseek(fd, 5, SEEK_CUR));
	say_result("SEEK_CUR -15", lseek(fd, -15, SEEK_CUR));
	say_result("SEEK_END 0", lseek(fd, 0, SEEK_END));
	say_result("SEEK_END -8", lseek(fd, -8, SEEK_END));
	say_result("read", read(fd, buf, 20));
	say_bytes("data", buf, 8);
	say_result("SEEK_END 1000", lseek(fd, 1000, SEEK_END));
}

static void seek_refused(void)
{
	int fd = dev_filled(0, 100, O_RDONLY);

	say_result("SEEK_SET 50", lseek(fd, 50, SEEK_SET));
	say_result("SEEK_SET -1", lseek(fd, -1, SEEK_SET));
	say_result("SEEK_CUR -51", lseek(fd, -51, SEEK_CUR));
	say_result("SEEK_END -101", lseek(fd, -101, SEEK_END));
	say_result("SEEK_CUR over the largest offset", lseek(fd, LONG_MAX, SEEK_CUR));
	say_result("SEEK_DATA", lseek(fd, 0, SEEK_DATA));
	say_result("SEEK_HOLE", lseek(fd, 0, SEEK_HOLE));
	say_result("whence 5", lseek(fd, 0, 5));
	say_result("whence -1", lseek(fd, 0, -1));
	say_result("position", lseek(fd, 0, SEEK_CUR));
}

static void dup_shares_position(void)
{
	int fd = dev_filled(0, 100, O_RDONLY), twin = dup(fd);

	say_result("read", read(fd, buf, 24));
	say_result("position of the twin", lseek(twin, 0, SEEK_CUR));
	say_result("seek by the twin", lseek(twin, 80, SEEK_SET));
	say_result("read", read(fd, buf, 8));
	say_bytes("data", buf, 8);
	say_result("close", close(fd));
	say_result("read by the twin", read(twin, buf, 8));
	say_bytes("data", buf, 8);
}

static void opens_have_own_positions(void)
{
	int one = dev_filled(0, 100, O_RDONLY), two = dev_open(0, O_RDONLY);

	say_result("read by one", read(one, buf, 24));
	say_result("position of two", lseek(two, 0, SEEK_CUR));
}

static void dup2_replaces(void)
{
	int one = dev_filled(0, 100, O_RDONLY), two = dev_filled(1, 100, O_RDONLY);

	say_result("dup2 gives the number asked for", dup2(one, two) == two);
	say_result("read", read(two, buf, 8));
	say_bytes("data", buf, 8);
	say_result("dup2 onto itself", dup2(two, two) == two);
	say_result("dup2 of a closed descriptor", dup2(900, two));
	say_result("F_DUPFD from 100", fcntl(one, F_DUPFD, 100));
	say_result("read by 100", read(100, buf, 8));
	say_bytes("data", buf, 8);
}

static void closed_descriptor(void)
{
	int fd = dev_filled(0, 100, O_RDWR);

	say_result("close", close(fd));
	say_result("read", read(fd, buf, 8));
	say_result("write", write(fd, buf, 8));
	say_result("lseek", lseek(fd, 0, SEEK_SET));
	say_result("close again", close(fd));
}

static void read_in_child(void *arg)
{
	say_result("read by the child", read(*(int *)arg, buf, 24));
}

static void fork_shares_position(void)
{
	int fd = dev_filled(0, 100, O_RDONLY);

	join("child", start(read_in_child, &fd));
	say_result("position of the parent", lseek(fd, 0, SEEK_CUR));
	say_result("read by the parent", read(fd, buf, 8));
	say_bytes("data", buf, 8);
}

const struct oracle_case position_cases[] = {
	{"seek-all-ways", seek_all_ways},
	{"seek-refused", seek_refused},
	{"dup-shares-position", dup_shares_position},
	{"opens-have-own-positions", opens_have_own_positions},
	{"dup2-replaces", dup2_replaces},
	{"closed-descriptor", closed_descriptor},
	{"fork-shares-position", fork_shares_position},
	{NULL, NULL},
};
