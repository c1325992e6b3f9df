/* SPDX-License-Identifier: MIT */
/*
 * Marker files: what stands for the machine's nodes on the host.
 *
 * They are made in the file systems that are the machine's own, and nowhere
 * else: names come from drivers and users, and may have .. in them, or lead
 * through links and mounts into what is the host's. So a path is walked from
 * the root of our file system, and the host's kernel keeps the walk inside.
 */
#include "host/namespace.h"
#include "host/world.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SCRATCH ".drydock" /* a marker of a /proc file, until it is mounted */

/* Our own file systems, and a descriptor of the root of each. */
static struct own {
	const char *at; /* where it is mounted */
	int root;
	unsigned long dev; /* as in struct stat; 0: it is not there */
	bool parents_go;   /* directories that have become empty are removed */
} own[] = {{"/dev", -1, 0, true}, {"/sys", -1, 0, false}};

static struct own *own_of(const char *path)
{
	for (unsigned int i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
		size_t len = strlen(own[i].at);

		if (!strncmp(path, own[i].at, len) && (path[len] == '/' || !path[len]))
			return &own[i];
	}
	return NULL;
}

int host_world_own(const char *at)
{
	struct own *o = own_of(at);
	struct stat st;

	o->root = open(at, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (o->root < 0 || fstat(o->root, &st))
		return -1;
	o->dev = st.st_dev;
	return host_world_protect(at);
}

/* --- the directory of a name --- */

static int open_inside(int root, const char *dir)
{
	struct open_how how = {
		.flags = O_PATH | O_DIRECTORY | O_CLOEXEC,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_XDEV,
	};
	int fd = (int)syscall(SYS_openat2, root, *dir ? dir : ".", &how, sizeof(how));

	if (fd < 0)
		return errno == ELOOP ? -ENOTDIR : -errno; /* a link is no directory */
	return fd;
}

struct place {
	struct own *own;
	char path[PATH_MAX]; /* below the root: "net/tun" */
	char *name;	     /* its last part */
	int dir;	     /* a descriptor of what the name is in */
};

/* Fill @p; 0, and p->dir is the caller's to close, or -errno. */
static int place_open(struct place *p, const char *path)
{
	size_t len;

	p->own = own_of(path);
	if (!p->own)
		return -EINVAL;
	if (p->own->root < 0)
		return -ENOENT;
	path += strlen(p->own->at);
	while (*path == '/')
		path++;
	len = strlen(path);
	if (len >= sizeof(p->path))
		return -ENAMETOOLONG;
	memcpy(p->path, path, len + 1);
	p->name = strrchr(p->path, '/');
	if (!p->name) {
		p->name = p->path;
		p->dir = open_inside(p->own->root, "");
	} else {
		*p->name = 0;
		p->dir = open_inside(p->own->root, p->path);
		*p->name++ = '/';
	}
	return p->dir < 0 ? p->dir : 0;
}

/* Make the directories above @path that are missing. */
static int make_parents(struct own *o, const char *path)
{
	char dir[PATH_MAX];
	size_t len = strlen(path);

	if (len >= sizeof(dir))
		return -ENAMETOOLONG;
	for (size_t i = strlen(o->at) + 1; i < len; i++) {
		struct place p;
		int err;

		if (path[i] != '/')
			continue;
		memcpy(dir, path, i);
		dir[i] = 0;
		err = place_open(&p, dir);
		if (err)
			return err;
		err = mkdirat(p.dir, p.name, host_world_owns_all() ? 0555 : 0755) &&
				      errno != EEXIST ? -errno : 0;
		close(p.dir);
		if (err)
			return err;
	}
	return 0;
}

/* Mostly the directory is there already. */
static int place_make(struct place *p, const char *path)
{
	int err = place_open(p, path);

	if (err != -ENOENT)
		return err;
	err = make_parents(p->own, path);
	return err ? err : place_open(p, path);
}

/* --- making --- */

/* What a file with these has for the user that programs are, as its owner. */
static unsigned int owners_mode(unsigned int mode, unsigned int uid, unsigned int gid)
{
	unsigned int shift = uid == geteuid() ? 6 : gid == getegid() ? 3 : 0;

	return (mode >> shift & 7) << 6;
}

static int make_file(int dir, const char *name, unsigned int mode, unsigned int uid,
		     unsigned int gid, unsigned long *dev, unsigned long *ino)
{
	int fd = openat(dir, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
			0600);
	struct stat st;
	int err;

	if (fd < 0)
		return -errno;
	if (host_world_owns_all())
		mode = owners_mode(mode, uid, gid);
	/* Another owner cannot be had in a user namespace of one user. */
	err = (uid || gid) && fchown(fd, uid, gid) && errno != EINVAL && errno != EPERM;
	err = err || fchmod(fd, mode & 07777) || fstat(fd, &st) ? -errno : 0;
	close(fd);
	if (err) {
		unlinkat(dir, name, 0);
		return err;
	}
	*dev = st.st_dev;
	*ino = st.st_ino;
	return 0;
}

/* Mount the file SCRATCH on @path. It needs no name after that. */
static int mount_scratch(int root, const char *path)
{
	int tree = open_tree(root, SCRATCH, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
	int err = 0;

	if (tree < 0 || move_mount(tree, "", AT_FDCWD, path, MOVE_MOUNT_F_EMPTY_PATH))
		err = -errno;
	if (tree >= 0)
		close(tree);
	return err;
}

static int lay_over(const char *path, unsigned int mode, unsigned int uid,
		    unsigned int gid, unsigned long *dev, unsigned long *ino)
{
	int root = own_of("/dev")->root, err;
	struct stat st;

	if (stat(path, &st))
		return -errno;
	if (!S_ISREG(st.st_mode))
		return -ENOENT;
	err = make_file(root, SCRATCH, mode, uid, gid, dev, ino);
	if (err)
		return err;
	err = mount_scratch(root, path);
	unlinkat(root, SCRATCH, 0);
	return err;
}

int host_marker_create(const char *path, unsigned int mode, unsigned int uid,
		       unsigned int gid, unsigned long *dev, unsigned long *ino)
{
	struct place p;
	int err;

	if (!strncmp(path, "/proc/", 6))
		return lay_over(path, mode, uid, gid, dev, ino);
	err = place_make(&p, path);
	if (err)
		return err;
	err = make_file(p.dir, p.name, mode, uid, gid, dev, ino);
	close(p.dir);
	return err;
}

int host_marker_mkdir(const char *path, unsigned int mode)
{
	struct place p;
	int err = place_make(&p, path);

	if (err)
		return err;
	if (host_world_owns_all())
		mode = owners_mode(mode, 0, 0);
	if (mkdirat(p.dir, p.name, 0700) || fchmodat(p.dir, p.name, mode & 07777, 0))
		err = -errno;
	close(p.dir);
	return err;
}

int host_marker_symlink(const char *path, const char *target)
{
	struct place p;
	int err = place_make(&p, path);

	if (err)
		return err;
	if (symlinkat(target, p.dir, p.name))
		err = -errno;
	close(p.dir);
	return err;
}

/* --- removing --- */

static void remove_empty_parents(struct place *p)
{
	char *slash;

	while ((slash = strrchr(p->path, '/'))) {
		struct place up;
		char dir[PATH_MAX + 8];
		int err;

		*slash = 0;
		snprintf(dir, sizeof(dir), "%s/%s", p->own->at, p->path);
		if (place_open(&up, dir))
			return;
		err = unlinkat(up.dir, up.name, AT_REMOVEDIR);
		close(up.dir);
		if (err)
			return;
	}
}

int host_marker_remove(const char *path, unsigned long dev, unsigned long ino)
{
	int is_proc = !strncmp(path, "/proc/", 6), gone = 0;
	struct place p;
	struct stat st;

	if (is_proc ? stat(path, &st) : place_open(&p, path))
		return 0;
	if (is_proc)
		return st.st_dev == dev && st.st_ino == ino &&
		       !umount2(path, MNT_DETACH);
	if (!fstatat(p.dir, p.name, &st, AT_SYMLINK_NOFOLLOW) && st.st_dev == dev &&
	    st.st_ino == ino && !unlinkat(p.dir, p.name, 0)) {
		gone = st.st_nlink == 1;
		if (p.own->parents_go)
			remove_empty_parents(&p);
	}
	close(p.dir);
	return gone;
}

int host_marker_is_in(const char *at, unsigned long dev)
{
	const struct own *o = own_of(at);

	return o->dev && o->dev == dev;
}

void host_marker_remove_name(const char *path)
{
	struct place p;

	if (place_open(&p, path))
		return;
	if (unlinkat(p.dir, p.name, 0) && errno == EISDIR)
		unlinkat(p.dir, p.name, AT_REMOVEDIR);
	close(p.dir);
}
