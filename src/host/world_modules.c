/* SPDX-License-Identifier: MIT */
/*
 * What a driver's Makefile and load script ask of a machine: the build folder of
 * its kernel, below /lib/modules, and sudo.
 *
 * Both are comfort: without them the session goes on.
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
#include <unistd.h>

#define MODULES "/lib/modules"
#define SUDO "/usr/bin/sudo"
#define LAYER "/dev/shm" /* a place to mount things on for a moment */
#define TMPFS_FLAGS (MS_NOSUID | MS_NODEV)

/*
 * A host without modules, a container mostly, has no such folder, and must not
 * get one. So /lib is shown read-only through an overlay that adds it.
 */
static int make_folder(void)
{
	char lib[PATH_MAX], layers[PATH_MAX + 64];
	int err;

	if (!realpath("/lib", lib) ||
	    mount("drydock", LAYER, "tmpfs", TMPFS_FLAGS, "mode=755"))
		return -1;
	snprintf(layers, sizeof(layers), "lowerdir=" LAYER ":%s", lib);
	err = mkdir(LAYER "/modules", 0755) ||
	      mount("drydock", lib, "overlay", MS_RDONLY | MS_NODEV, layers) ||
	      host_world_protect(lib);
	/* The overlay keeps its layers. */
	return umount2(LAYER, MNT_DETACH) || err ? -1 : 0;
}

static int link_kdir(const struct host_world *w)
{
	char build[PATH_MAX], source[PATH_MAX];

	snprintf(build, sizeof(build), MODULES "/%s", w->release);
	if (mkdir(build, 0755))
		return -1;
	snprintf(source, sizeof(source), MODULES "/%s/source", w->release);
	snprintf(build, sizeof(build), MODULES "/%s/build", w->release);
	return symlink(w->kdir, build) || symlink(w->kdir, source);
}

/* depmod's list, of no module: busybox's modinfo wants one. */
static int make_list(const struct host_world *w)
{
	char path[PATH_MAX];
	int fd;

	snprintf(path, sizeof(path), MODULES "/%s/modules.dep", w->release);
	fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0644);
	return fd < 0 ? -1 : close(fd);
}

static int make_modules(const struct host_world *w)
{
	struct stat st;

	if (stat(MODULES, &st) && make_folder())
		return -1;
	if (mount("drydock", MODULES, "tmpfs", TMPFS_FLAGS, "mode=755") ||
	    host_world_protect(MODULES))
		return -1;
	return link_kdir(w) ? -1 : make_list(w);
}

void host_world_make_modules(struct host_world *w)
{
	if (w->kdir && make_modules(w))
		snprintf(w->note, sizeof(w->note),
			 MODULES "/%s cannot be shown to programs: %s", w->release,
			 strerror(errno));
	/* Where there is none, PATH leads to ours. */
	if (w->sudo && !access(SUDO, F_OK) && host_world_show(AT_FDCWD, w->sudo, SUDO))
		snprintf(w->note, sizeof(w->note), SUDO " is the host's: %s",
			 strerror(errno));
}
