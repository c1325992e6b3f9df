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
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static int old_dev = -1;  /* the host's /dev, under ours */
static char terminal[64]; /* the session's, below the host's /dev; empty: none */

const char *const host_world_shown_nodes[] = {"null",	 "zero", "full",    "random",
					      "urandom", "tty",	 "console", NULL};

/* "\040" and its kin, as mountinfo writes them. */
static void unescape(char *path)
{
	char *to = path;

	for (; *path; path++, to++) {
		unsigned int c;

		*to = *path;
		if (*path == '\\' && sscanf(path + 1, "%3o", &c) == 1) {
			*to = (char)c;
			path += 3;
		}
	}
	*to = 0;
}

/* The host's /dev, or a node of it, may be mounted elsewhere, too: in a chroot
 * that somebody uses. (What cannot be found there by name, programs cannot find.) */
static void shield_copies(dev_t dev)
{
	struct mount_attr read_only = {.attr_set = MOUNT_ATTR_RDONLY};
	FILE *f = fopen("/proc/self/mountinfo", "re");
	unsigned int major, minor;
	char *line = NULL, at[PATH_MAX];
	size_t size = 0;

	while (f && getline(&line, &size, f) > 0) {
		if (sscanf(line, "%*u %*u %u:%u %*s %4095s", &major, &minor, at) != 3 ||
		    makedev(major, minor) != dev || !strcmp(at, "/dev"))
			continue;
		unescape(at);
		if (!mount_setattr(AT_FDCWD, at, 0, &read_only, sizeof(read_only)))
			host_world_protect(at);
	}
	free(line);
	if (f)
		fclose(f);
}

/* Only where it is a file system of its own can its mounts be told from others. */
static void shield(void)
{
	struct stat root, dev;

	if (!stat("/", &root) && !fstat(old_dev, &dev) && root.st_dev != dev.st_dev)
		shield_copies(dev.st_dev);
}

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
	for (const char *const *name = host_world_shown_nodes; *name; name++)
		if (strcmp(*name, "console") ? show_old(*name) : show_console())
			return host_world_fail("cannot show /dev/%s to the program: %s",
					       *name, strerror(errno));
	if (make_pts() || make_shm() || symlink("/proc/self/fd", "/dev/fd") ||
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
	shield();
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
