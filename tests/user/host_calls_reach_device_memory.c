// SPDX-License-Identifier: MIT
/* Host calls may use buffers in a page of the device that was never touched. */
#include "claim.h"
#include <sys/stat.h>
#include <sys/uio.h>

int main(void)
{
	int fd = open_filled(8), q[2];
	char *p = map_pages(fd, 8, PROT_READ | PROT_WRITE, MAP_SHARED);
	struct iovec iov[2] = { { p + 4 * PAGE, 3 }, { p + 5 * PAGE, 3 } };
	struct stat st;
	char buf[16] = "";

	CHECK(!pipe(q));
	CHECK(write(q[1], "hello", 5) == 5);
	CHECK(read(q[0], p, 5) == 5 && !memcmp(p, "helloa", 6));
	CHECK(write(q[1], p + PAGE, 4) == 4);
	CHECK(read(q[0], buf, 4) == 4 && !memcmp(buf, "bbbb", 4));
	CHECK(!stat("/", (struct stat *)(p + 2 * PAGE)));
	CHECK(!stat("/", &st) && ((struct stat *)(p + 2 * PAGE))->st_ino == st.st_ino);
	CHECK(write(q[1], "abcdef", 6) == 6);
	CHECK(readv(q[0], iov, 2) == 6 && !memcmp(p + 5 * PAGE, "defff", 5));
	/* a path, across the end of a page */
	memcpy(p + 7 * PAGE - 3, "/dev/null", 10);
	CHECK(open(p + 7 * PAGE - 3, O_RDONLY) >= 0);
	return 0;
}
