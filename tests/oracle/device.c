// SPDX-License-Identifier: MIT
/* What the oracle's cases do with a device of scullp, again and again. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cases.h"

int dev_open(int minor, int flags)
{
	char path[32];
	int fd;

	snprintf(path, sizeof(path), "/dev/scullp%d", minor);
	fd = open(path, flags);
	if (fd < 0)
		give_up(path);
	return fd;
}

char *dev_map(int fd, size_t len, int prot, int flags, off_t offset)
{
	char *p = mmap(NULL, len, prot, flags, fd, offset);

	if (p == MAP_FAILED)
		give_up("mmap");
	return p;
}

char pattern(int minor, off_t pos)
{
	char line[16];

	snprintf(line, sizeof(line), "%c%06x\n", 'a' + minor,
		 (unsigned int)(pos / 8) & 0xffffff);
	return line[pos % 8];
}

void dev_fill(int minor, off_t from, size_t len)
{
	char *text = malloc(len);
	int fd = dev_open(minor, O_RDWR);
	size_t i;

	if (!text)
		give_up("malloc");
	for (i = 0; i < len; i++)
		text[i] = pattern(minor, from + i);
	if (pwrite(fd, text, len, from) != (ssize_t)len)
		give_up("filling the device");
	free(text);
	close(fd);
}

int dev_filled(int minor, size_t len, int flags)
{
	dev_fill(minor, 0, len);
	return dev_open(minor, flags);
}

void say_device(const char *what, int minor, off_t from, size_t len)
{
	char *text = malloc(len);
	int fd = dev_open(minor, O_RDONLY);
	ssize_t n;

	if (!text)
		give_up("malloc");
	n = pread(fd, text, len, from);
	if (n < 0)
		say_result(what, n);
	else
		say_bytes(what, text, n);
	free(text);
	close(fd);
}

void dev_empty(int minor)
{
	close(dev_open(minor, O_WRONLY));
}

off_t dev_size(int minor)
{
	int fd = dev_open(minor, O_RDONLY);
	off_t size = lseek(fd, 0, SEEK_END);

	close(fd);
	return size;
}
