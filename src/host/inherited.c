/* SPDX-License-Identifier: MIT */
/*
 * What the first program inherits from outside of its world: descriptors, and
 * the current folder.
 *
 * Both can lead to the host's /dev, whatever lies over it. A folder that was
 * opened outside has the host's folders above it (".."), and a node can be
 * changed through its descriptor: "chmod 600 /dev/stdin" is enough. So each is
 * opened again, by its name in the world.
 */
#include "host/world.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char start_dir[PATH_MAX];

struct inherited {
	int fd, flags; /* as of F_GETFL */
	mode_t type;
	dev_t dev;
	ino_t ino;
	char path[PATH_MAX]; /* a folder's */
};

static struct inherited *list;
static size_t count;

/* --- before --- */

/* A folder or a device; others lead nowhere. */
static int is_of_interest(int fd, struct stat *st)
{
	int flags = fcntl(fd, F_GETFD);

	if (flags < 0 || (flags & FD_CLOEXEC) || fstat(fd, st))
		return 0;
	return S_ISDIR(st->st_mode) || S_ISCHR(st->st_mode) || S_ISBLK(st->st_mode);
}

static int note(int dir, const char *number)
{
	int fd = atoi(number);
	struct inherited *grown, *i;
	struct stat st;
	ssize_t len;

	if (!is_of_interest(fd, &st))
		return 0;
	grown = realloc(list, (count + 1) * sizeof(*list));
	if (!grown)
		return host_world_fail("no memory");
	list = grown;
	i = &list[count++];
	*i = (struct inherited){.fd = fd,
				.flags = fcntl(fd, F_GETFL),
				.type = st.st_mode & S_IFMT,
				.dev = st.st_dev,
				.ino = st.st_ino};
	len = readlinkat(dir, number, i->path, sizeof(i->path) - 1);
	i->path[len < 0 ? 0 : len] = 0;
	return 0;
}

int host_world_note_inherited(void)
{
	DIR *d = opendir("/proc/self/fd");
	struct dirent *e;
	int err = 0;

	if (!d)
		return host_world_fail("cannot open /proc/self/fd: %s", strerror(errno));
	while (!err && (e = readdir(d)))
		if (e->d_name[0] != '.')
			err = note(dirfd(d), e->d_name);
	closedir(d);
	if (!getcwd(start_dir, sizeof(start_dir)))
		start_dir[0] = 0; /* removed meanwhile: it leads nowhere */
	return err;
}

/* --- after --- */

/* Descriptor @fd is to be number @number of the program. */
static int put(int fd, int number)
{
	int err = fd < 0 || dup2(fd, number) < 0;
	int why = errno;

	if (fd >= 0)
		close(fd);
	errno = why;
	return err ? -1 : 0;
}

static int move_folder(const struct inherited *i)
{
	int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (i->flags & O_PATH);

	if (!put(open(i->path, flags), i->fd))
		return 0;
	return host_world_fail(
		"descriptor %d is the folder %s, which the program's world "
		"lacks: %s; close it",
		i->fd, i->path, strerror(errno));
}

static int open_device(const char *path, int flags)
{
	/* Serial lines wait for somebody to call, unless they are told not to. */
	int fd = open(path, (flags & O_ACCMODE) | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);

	if (fd >= 0)
		fcntl(fd, F_SETFL, flags);
	return fd;
}

/* Where it cannot be opened again, or has no name in the world, it stays as it
 * is: somebody has handed it over. */
static void move_device(const struct inherited *i)
{
	struct stat st;
	char path[64];

	for (const char *const *name = host_world_shown_nodes; *name; name++) {
		snprintf(path, sizeof(path), "/dev/%s", *name);
		if (stat(path, &st) || st.st_dev != i->dev || st.st_ino != i->ino)
			continue;
		put(open_device(path, i->flags), i->fd);
		return;
	}
}

static int is_below(const char *path, const char *dir)
{
	size_t len = strlen(dir);

	return !strncmp(path, dir, len) && (path[len] == '/' || !path[len]);
}

/* The program is to start in the world's folder of the same name, not in the
 * host's, which is under it. */
static int move_start(void)
{
	if (!is_below(start_dir, "/dev") && !is_below(start_dir, "/proc") &&
	    !is_below(start_dir, "/sys"))
		return 0;
	if (!chdir(start_dir))
		return 0;
	return host_world_fail("cannot start in %s: the machine has a %.*s of its own",
			       start_dir, (int)strcspn(start_dir + 1, "/") + 1,
			       start_dir);
}

int host_world_move_inherited(void)
{
	for (size_t i = 0; i < count; i++) {
		if (!S_ISDIR(list[i].type))
			move_device(&list[i]);
		else if (move_folder(&list[i]))
			return -1;
	}
	free(list);
	list = NULL;
	count = 0;
	return move_start();
}
