// SPDX-License-Identifier: MIT
/*
 * A driver copies between a program and its vmalloc memory, whether somebody
 * has touched that before or not. /dev/scatterer says what it has.
 */
#include "claim.h"

#define ALL (8 * PAGE)

static char data[ALL], back[ALL];

int main(void)
{
	int fd = open("/dev/scatterer", O_RDWR);

	CHECK(fd >= 0);
	memset(back, 1, ALL);
	CHECK(pread(fd, back, ALL, 0) == ALL && !memcmp(back, data, ALL));
	CHECK(!close(fd));

	fd = open("/dev/scatterer", O_RDWR);
	CHECK(fd >= 0);
	for (int i = 0; i < ALL; i++)
		data[i] = (char)(i * 7 + i / PAGE);
	CHECK(pwrite(fd, data + PAGE / 2, 2 * PAGE, PAGE / 2) == 2 * PAGE);
	CHECK(pwrite(fd, data, ALL, 0) == ALL);
	CHECK(pread(fd, back, ALL, 0) == ALL && !memcmp(back, data, ALL));
	return 0;
}
