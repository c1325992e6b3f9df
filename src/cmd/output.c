// SPDX-License-Identifier: MIT
/* Files that a run leaves: see output.h. */
#include "cmd/output.h"
#include "cmd/options.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int write_all(FILE *f, const void *bytes, size_t len)
{
	int bad = fwrite(bytes, 1, len, f) != len || fflush(f);

	return fclose(f) || bad ? -1 : 0;
}

/* Beside @path, with the rights that a new file gets, then renamed. */
static int replace_file(const char *path, const void *bytes, size_t len)
{
	char *temp;
	mode_t mask = umask(0);
	FILE *f = NULL;
	int fd, saved;

	umask(mask);
	if (asprintf(&temp, "%s.XXXXXX", path) < 0)
		return -1;
	fd = mkostemp(temp, O_CLOEXEC);
	if (fd >= 0 && !fchmod(fd, 0666 & ~mask))
		f = fdopen(fd, "w");
	if (f && !write_all(f, bytes, len) && !rename(temp, path)) {
		free(temp);
		return 0;
	}
	saved = errno;
	if (fd >= 0 && !f)
		close(fd);
	if (fd >= 0)
		unlink(temp);
	free(temp);
	errno = saved;
	return -1;
}

/* A path that means a descriptor of ours, or -1. What lies behind it may be a
 * file that the shell goes on writing to: to open it anew would spoil it. */
static int open_descriptor(const char *path)
{
	int fd;
	char end;

	if (!strcmp(path, "/dev/stdout") || !strcmp(path, "/proc/self/fd/1"))
		return STDOUT_FILENO;
	if (!strcmp(path, "/dev/stderr") || !strcmp(path, "/proc/self/fd/2"))
		return STDERR_FILENO;
	return sscanf(path, "/dev/fd/%d%c", &fd, &end) == 1 ? fd : -1;
}

int dock_output_write(const char *path, const void *bytes, size_t len)
{
	struct stat st;
	char *target;
	FILE *f;
	int ret;

	if (open_descriptor(path) >= 0) {
		int fd = dup(open_descriptor(path));

		f = fd >= 0 ? fdopen(fd, "w") : NULL;
		return f ? write_all(f, bytes, len) : -1;
	}
	if (!stat(path, &st) && !S_ISREG(st.st_mode)) {
		f = fopen(path, "we");
		return f ? write_all(f, bytes, len) : -1;
	}
	/* A symbolic link stays one: what it names is replaced. */
	target = realpath(path, NULL);
	ret = replace_file(target ? target : path, bytes, len);
	free(target);
	return ret;
}

static int fail(const char *path, const char *what, char *err)
{
	snprintf(err, DOCK_ERR_MAX, "%s '%s': %s", what, path, strerror(errno));
	return -1;
}

/* What must be writable is the folder, unless the file is no regular one. */
int dock_output_check(const char *path, const char *what, char *err)
{
	char *copy, *slash;
	struct stat st;
	int bad;

	if (!stat(path, &st) && S_ISDIR(st.st_mode)) {
		snprintf(err, DOCK_ERR_MAX, "%s '%s': is a directory", what, path);
		return -1;
	}
	if (!stat(path, &st) && (access(path, W_OK) || !S_ISREG(st.st_mode)))
		return access(path, W_OK) ? fail(path, what, err) : 0;
	copy = strdup(path);
	if (!copy)
		return fail(path, what, err);
	slash = strrchr(copy, '/');
	if (slash)
		slash[slash == copy] = '\0';
	bad = access(slash ? copy : ".", W_OK | X_OK);
	free(copy);
	return bad ? fail(path, what, err) : 0;
}
