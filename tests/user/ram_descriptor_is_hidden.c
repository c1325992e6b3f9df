// SPDX-License-Identifier: MIT
/* The descriptor by which programs reach RAM cannot be seen, used, closed or replaced;
 * a program that closes all that it knows at its next exec reaches devices then, too. */
#include "claim.h"
#include <stdbool.h>
#include <dirent.h>
#include <sys/ioctl.h>

#define RAM 1023

static bool refused(long result)
{
	return result == -1 && errno == EBADF;
}

int main(int argc, char **argv)
{
	char byte = 0;
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

	CHECK(dup2(fd, RAM) == -1);
	CHECK(refused(dup(RAM)) && refused(dup2(RAM, 9)) && refused(fcntl(RAM, F_GETFD)));
	CHECK(refused(write(RAM, &byte, 1)) && refused(ftruncate(RAM, 0)));
	CHECK(refused(pread(RAM, &byte, 1, 0)) && refused(ioctl(RAM, FIOCLEX)));
	CHECK(mmap(NULL, PAGE, PROT_READ, MAP_SHARED, RAM, 0) == MAP_FAILED && errno == EBADF);
	for (int i = 3; i < 1100; i++)
		close(i);
	CHECK(p[PAGE] == 'b');
	closefrom(3);
	CHECK(p[2 * PAGE] == 'c');
	if (argc > 1)
		return 0;
	for (int i = 3; i < 1100; i++)
		fcntl(i, F_SETFD, FD_CLOEXEC);
	execl("/proc/self/exe", argv[0], "again", NULL);
	return 1;
}
