/* SPDX-License-Identifier: MIT */
/* The programs' /dev: a tmpfs of the machine's own, and the few nodes of the
 * host's that every program wants. */
#include "host/world.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static int old_dev = -1; /* the host's /dev, under ours */

static int bind_old(const char *name)
{
	char from[PATH_MAX], to[PATH_MAX];
	struct stat st;
	int fd;

	if (fstatat(old_dev, name, &st, 0))
		return 0; /* the host has none: nor have we */
	snprintf(from, sizeof(from), "/proc/self/fd/%d/%s", old_dev, name);
	snprintf(to, sizeof(to), "/dev/%s", name);
	if (S_ISDIR(st.st_mode)) {
		if (mkdir(to, 0755))
			return -1;
	} else {
		fd = open(to, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
		if (fd < 0)
			return -1;
		close(fd);
	}
	return mount(from, to, NULL, MS_BIND | MS_REC, NULL);
}

/*
 * The multiplexer of pseudo terminals looks for devpts in the directory that its
 * own node lies in: a bound node of the host's would look there in vain. Where a
 * node cannot be made or opened (no real root), that of devpts itself serves, or
 * that of a new devpts, in which the terminal that we have has no name.
 */
static int make_ptmx(void)
{
	mode_t mask = umask(0);
	int made = !mknod("/dev/ptmx", S_IFCHR | 0666, makedev(5, 2)) &&
		   !access("/dev/ptmx", R_OK | W_OK);

	umask(mask);
	if (made)
		return 0;
	unlink("/dev/ptmx");
	if (access("/dev/pts/ptmx", R_OK | W_OK) &&
	    mount("devpts", "/dev/pts", "devpts", MS_NOSUID | MS_NOEXEC,
		  "newinstance,mode=620,ptmxmode=666"))
		return 0; /* programs here cannot have terminals of their own */
	return symlink("pts/ptmx", "/dev/ptmx");
}

int host_world_make_dev(void)
{
	static const char *const names[] = {"null",    "zero",	  "full",
					    "random",  "urandom", "tty",
					    "console", "pts",	  "shm"};

	old_dev = open("/dev", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (old_dev < 0)
		return host_world_fail("cannot open /dev: %s", strerror(errno));
	if (mount("drydock", "/dev", "tmpfs", MS_NOSUID | MS_NOEXEC, "mode=755"))
		return host_world_fail(
			"cannot mount a /dev for the program: %s (" HOST_WORLD_HINT ")",
			strerror(errno));
	if (host_world_own("/dev"))
		return host_world_fail("cannot open the program's /dev: %s",
				       strerror(errno));
	for (unsigned int i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (bind_old(names[i]))
			return host_world_fail("cannot show /dev/%s to the program: %s",
					       names[i], strerror(errno));
	if (make_ptmx() || symlink("/proc/self/fd", "/dev/fd") ||
	    symlink("/proc/self/fd/0", "/dev/stdin") ||
	    symlink("/proc/self/fd/1", "/dev/stdout") ||
	    symlink("/proc/self/fd/2", "/dev/stderr"))
		return host_world_fail("cannot fill /dev: %s", strerror(errno));
	return 0;
}
