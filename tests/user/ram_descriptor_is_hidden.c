// SPDX-License-Identifier: MIT
/* The descriptor by which programs reach RAM cannot be seen, closed or replaced. */
#include "claim.h"
#include <dirent.h>

int main(void)
{
	int fd = open_filled(3), highest = 0;
	volatile char *p = map_pages(fd, 3, PROT_READ | PROT_WRITE, MAP_SHARED);
	DIR *dir = opendir("/proc/self/fd");
	struct dirent *d;

	CHECK(dir && p[0] == 'a');
	while ((d = readdir(dir)))
		if (atoi(d->d_name) > highest)
			highest = atoi(d->d_name);
	closedir(dir);
	CHECK(highest < 255);

	CHECK(dup2(fd, 1023) == -1);
	for (int i = 3; i < 1100; i++)
		close(i);
	CHECK(p[PAGE] == 'b');
	closefrom(3);
	CHECK(p[2 * PAGE] == 'c');
	return 0;
}
