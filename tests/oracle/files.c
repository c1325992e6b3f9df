// SPDX-License-Identifier: MIT
/* Facts about files of /sys and /proc. */
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cases.h"

void say_file(const char *path)
{
	static char text[20000];
	ssize_t n, len = 0;
	int fd = open(path, O_RDONLY);

	if (fd < 0) {
		say_result(path, -1);
		return;
	}
	while ((n = read(fd, text + len, sizeof(text) - (size_t)len)) > 0)
		len += n;
	if (n < 0)
		say_result(path, -1);
	else
		say_bytes(path, text, (size_t)len);
	close(fd);
}

void say_store(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);
	char what[PATH_MAX];

	snprintf(what, sizeof(what), "%s <- %s", path, text);
	if (fd < 0) {
		say_result(what, -1);
		return;
	}
	say_result(what, write(fd, text, strlen(text)));
	close(fd);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void say_directory(const char *path)
{
	char *names[200], line[900] = "";
	struct dirent *entry;
	DIR *dir = opendir(path);
	size_t n = 0, len = 0;

	if (!dir) {
		say_result(path, -1);
		return;
	}
	while (n < 200 && (entry = readdir(dir)))
		if (entry->d_name[0] != '.')
			names[n++] = strdup(entry->d_name);
	closedir(dir);
	qsort(names, n, sizeof(names[0]), by_name);
	for (size_t i = 0; i < n && len < sizeof(line); i++)
		len += (size_t)snprintf(line + len, sizeof(line) - len, " %s", names[i]);
	say("%s:%s", path, line);
}

void say_stat(const char *path)
{
	struct stat st;

	if (lstat(path, &st))
		say_result(path, -1);
	else
		say("%s: %s %04o, %ld bytes, owner %u:%u", path,
		    S_ISDIR(st.st_mode)	  ? "directory"
		    : S_ISLNK(st.st_mode) ? "link"
		    : S_ISCHR(st.st_mode) ? "char device"
		    : S_ISREG(st.st_mode) ? "file"
					  : "something else",
		    st.st_mode & 07777u, S_ISREG(st.st_mode) ? (long)st.st_size : 0,
		    st.st_uid, st.st_gid);
}

void say_link(const char *path)
{
	char to[PATH_MAX];
	ssize_t len = readlink(path, to, sizeof(to));

	if (len < 0)
		say_result(path, -1);
	else
		say("%s -> %.*s", path, (int)len, to);
}
