// SPDX-License-Identifier: MIT
/*
 * A char device that is deleted while it is open, and added anew: as in Linux its
 * open files keep the old structure, and while there are any the node leads to that
 * one; then it leads to the new one. Nothing is put twice, and nothing stays.
 */
#include "claim.h"

static int open_one(void)
{
	int fd = open("/dev/replug", O_RDWR);

	CHECK(fd >= 0);
	return fd;
}

static char which(int fd)
{
	char c;

	CHECK(read(fd, &c, 1) == 1);
	return c;
}

int main(void)
{
	int first = open_one(), second;

	CHECK(which(first) == 'n' && write(first, "x", 1) == 1 && which(first) == 'o');
	second = open_one();
	CHECK(which(second) == 'o');
	CHECK(!close(first) && which(second) == 'o' && !close(second));
	first = open_one();
	CHECK(which(first) == 'n' && !close(first));
	return 0;
}
