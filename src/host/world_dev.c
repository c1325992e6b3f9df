/* SPDX-License-Identifier: MIT */
/*
 * The programs' /dev: a tmpfs of the machine's own, and the few nodes of the
 * host's that every program wants.
 *
 * Programs may be root, of the host even, and do with /dev what they like: the
 * host's stays as it was. So what is shown of the host's is mounted read-only:
 * a device can be read and written all the same, but its inode is not changed.
 */
#include "host/namespace.h"
#include "host/world.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

static int old_dev = -1;  /* the host's /dev, under ours */
static char terminal[64]; /* the session's, below the host's /dev; empty: none */

static int make_mount_point(const char *path, int is_dir)
{
	int fd;

	if (is_dir)
		return mkdir(path, 0755);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	return fd < 0 ? -1 : close(fd);
}

/* Both are trees of mounts, not names: no /proc is needed for it. */
int host_world_show(int dir, const char *name, const char *at)
{
	struct mount_attr read_only = {.attr_set = MOUNT_ATTR_RDONLY};
	int tree =
		open_tree(dir, name, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE);
	int err = tree < 0 ||
		  mount_setattr(tree, "", AT_EMPTY_PATH | AT_RECURSIVE, &read_only,
				sizeof(read_only)) ||
		  move_mount(tree, "", AT_FDCWD, at, MOVE_MOUNT_F_EMPTY_PATH) ||
		  host_world_protect(at);
	int why = errno;

	if (tree >= 0)
		close(tree);
	errno = why;
	return err ? -1 : 0;
}

static int show_old(const char *name)
{
	char at[64];
	struct stat st;

	if (fstatat(old_dev, name, &st, 0))
		return 0; /* the host has none: nor have we */
	snprintf(at, sizeof(at), "/dev/%s", name);
	return make_mount_point(at, S_ISDIR(st.st_mode)) ||
	       host_world_show(old_dev, name, at);
}

static void find_terminal(void)
{
	for (int fd = 0; fd < 3 && !*terminal; fd++) {
		const char *name = ttyname(fd);

		if (name && !strncmp(name, "/dev/", 5) && strlen(name) < sizeof(terminal))
			strcpy(terminal, name + 5);
	}
}

/* The terminal that the session runs on is the machine's console: so it has a
 * name there, and ttyname(3) finds it. */
static int show_console(void)
{
	if (!*terminal)
		return show_old("console");
	return make_mount_point("/dev/console", 0) ||
	       host_world_show(old_dev, terminal, "/dev/console");
}

/* Terminals that programs make are theirs: the host's own /dev/ptmx would look
 * for its devpts beside it, and the one in there is closed to most users. */
static int make_pts(void)
{
	return mkdir("/dev/pts", 0755) ||
	       mount("drydock", "/dev/pts", "devpts", MS_NOSUID | MS_NOEXEC,
		     "newinstance,ptmxmode=0666,mode=0620") ||
	       host_world_protect("/dev/pts") || symlink("pts/ptmx", "/dev/ptmx");
}

/* Memory that programs share by name: with each other alone. */
static int make_shm(void)
{
	return mkdir("/dev/shm", 0755) ||
	       mount("drydock", "/dev/shm", "tmpfs", MS_NOSUID | MS_NODEV, "mode=1777") ||
	       host_world_protect("/dev/shm");
}

static int fill(void)
{
	static const char *const names[] = {"null",   "zero",	 "full",
					    "random", "urandom", "tty"};

	for (unsigned int i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (show_old(names[i]))
			return host_world_fail("cannot show /dev/%s to the program: %s",
					       names[i], strerror(errno));
	if (show_console() || make_pts() || make_shm() ||
	    symlink("/proc/self/fd", "/dev/fd") ||
	    symlink("/proc/self/fd/0", "/dev/stdin") ||
	    symlink("/proc/self/fd/1", "/dev/stdout") ||
	    symlink("/proc/self/fd/2", "/dev/stderr"))
		return host_world_fail("cannot fill /dev: %s", strerror(errno));
	return 0;
}

int host_world_make_dev(void)
{
	int err;

	old_dev = open("/dev", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (old_dev < 0)
		return host_world_fail("cannot open /dev: %s", strerror(errno));
	find_terminal(); /* by its name in the host's */
	if (mount("drydock", "/dev", "tmpfs", MS_NOSUID | MS_NOEXEC | MS_NODEV,
		  host_world_owns_all() ? "mode=555" : "mode=755"))
		return host_world_fail(
			"cannot mount a /dev for the program: %s (" HOST_WORLD_HINT ")",
			strerror(errno));
	if (host_world_own("/dev"))
		return host_world_fail("cannot open the program's /dev: %s",
				       strerror(errno));
	err = fill();
	close(old_dev);
	return err;
}
