/* SPDX-License-Identifier: MIT */
/*
 * Protected mounts: see mounts.h.
 *
 * A mount is known by its id, and in another mount namespace, where copies of
 * it have other ids, by the device and inode of what it shows.
 */
#include "host/mounts.h"
#include "host/procfs.h"
#include "host/world.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct shown {
	unsigned int dev_major, dev_minor;
	unsigned long ino, mount_id;
};

static struct shown *list;
static size_t count;

static int look(int dir, const char *name, int flags, struct shown *s)
{
	struct statx st;

	if (statx(dir, name, flags, STATX_BASIC_STATS | STATX_MNT_ID, &st))
		return -1;
	*s = (struct shown){st.stx_dev_major, st.stx_dev_minor, st.stx_ino,
			    st.stx_mnt_id};
	return 0;
}

int host_world_protect(const char *at)
{
	struct shown *grown = realloc(list, (count + 1) * sizeof(*list));

	if (!grown)
		return -1;
	list = grown;
	if (look(AT_FDCWD, at, AT_SYMLINK_NOFOLLOW, &list[count]))
		return -1;
	count++;
	return 0;
}

static int look_at_fd(int tid, int fd, struct shown *s)
{
	char path[40];

	snprintf(path, sizeof(path), "%d/fd/%d", tid, fd);
	return look(host_proc_dir(), path, 0, s);
}

static int same_file(const struct shown *a, const struct shown *b)
{
	return a->dev_major == b->dev_major && a->dev_minor == b->dev_minor &&
	       a->ino == b->ino;
}

/* Is the thread in the world's own mount namespace, not in a copy? */
static int is_in_world(int tid)
{
	struct shown ours, its;
	char path[40];

	snprintf(path, sizeof(path), "%d/ns/mnt", tid);
	return !look(host_proc_dir(), "self/ns/mnt", 0, &ours) &&
	       !look(host_proc_dir(), path, 0, &its) && same_file(&ours, &its);
}

int host_mount_is_protected(int tid, int fd)
{
	int in_world = is_in_world(tid);
	struct shown s;

	if (look_at_fd(tid, fd, &s))
		return 1;
	for (size_t i = 0; i < count; i++)
		if (in_world ? s.mount_id == list[i].mount_id : same_file(&s, &list[i]))
			return 1;
	return 0;
}

int host_mount_shows_protected(int tid, int fd)
{
	struct shown s;

	if (look_at_fd(tid, fd, &s))
		return 1;
	for (size_t i = 0; i < count; i++)
		if (same_file(&s, &list[i]))
			return 1;
	return 0;
}

int host_mount_is_root(int tid, int fd)
{
	struct shown s, root;

	return look_at_fd(tid, fd, &s) || look(AT_FDCWD, "/", 0, &root) ||
	       same_file(&s, &root);
}

int host_mount_type_is_global(const char *type)
{
	return !strcmp(type, "devtmpfs") || !strcmp(type, "sysfs");
}
