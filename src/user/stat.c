/* SPDX-License-Identifier: MIT */
/*
 * Calls that show the attributes of a node: the host answers for the marker
 * file, which has the node's owner and permissions; its type and device number
 * are written over.
 */
#include <linux/errno.h>
#include <linux/kdev_t.h>
#include <linux/kstrtox.h>
#include <linux/mm.h>
#include <linux/stat.h>
#include <linux/string.h>
#include "core/breaks.h"
#include "host/mem.h"
#include "host/namespace.h"
#include "host/procfs.h"
#include "host/ptrace.h"
#include "kernel/fs/files.h"
#include "kernel/fs/node.h"
#include "user/callnr.h"
#include "user/thread.h"

#define PATH_BYTES    512
#define AT_EMPTY_PATH 0x1000
#define DT_CHR	      2
#define DT_BLK	      6

/* struct stat and struct statx of x86-64, as the host's kernel writes them. */
struct user_stat {
	unsigned long dev, ino, nlink;
	unsigned int mode, uid, gid, pad;
	unsigned long rdev, size, blksize, blocks;
	unsigned long rest[9];
};

struct user_statx {
	unsigned int mask, blksize;
	unsigned long attributes;
	unsigned int nlink, uid, gid;
	unsigned short mode, pad;
	unsigned long ino, size, blocks, attributes_mask;
	unsigned long times[8];
	unsigned int rdev_major, rdev_minor, dev_major, dev_minor;
};

static unsigned long encode_dev(unsigned int major, unsigned int minor)
{
	return (minor & 0xff) | (unsigned long)major << 8 |
	       (unsigned long)(minor & ~0xffU) << 12;
}

/* What a node is, or an open file without one. */
struct facts {
	unsigned int type; /* S_IFCHR, S_IFBLK or S_IFREG */
	unsigned int mode; /* permissions, if has_mode */
	unsigned int uid, gid; /* if has_owner */
	bool has_mode, has_owner;
	unsigned int major, minor;
	unsigned long size;
};

static bool facts_of_marker(struct facts *f, unsigned long dev, unsigned long ino)
{
	struct dock_node *node = dock_traced_node_of(dev, ino);

	if (!node)
		return false;
	*f = (struct facts){ .type = node->mode & S_IFMT,
			     .mode = node->mode & 07777,
			     .uid = node->uid,
			     .gid = node->gid,
			     .major = MAJOR(node->rdev),
			     .minor = MINOR(node->rdev),
			     .size = DOCK_BREAK("attr-stat") ? PAGE_ALIGN(node->size)
							     : node->size };
	f->has_mode = host_world_owns_all();
	f->has_owner = f->has_mode || node->owner_kept;
	return true;
}

static bool facts_of_file(struct facts *f, int fd)
{
	struct dock_stat st;

	if (fd < 0 || dock_fd_stat(fd, &st))
		return false;
	*f = (struct facts){ .type = st.mode & S_IFMT,
			     .mode = st.mode & 07777,
			     .has_mode = true,
			     .major = st.rdev_major,
			     .minor = st.rdev_minor,
			     .size = st.size };
	return true;
}

static void patch_stat(struct traced *t, unsigned long addr, int fd)
{
	struct user_stat st;
	struct facts f;

	if (host_tracee_read(t->tid, &st, addr, sizeof(st)) != sizeof(st) ||
	    !(facts_of_marker(&f, st.dev, st.ino) || facts_of_file(&f, fd)))
		return;
	st.mode = (DOCK_BREAK("stat") && fd < 0 ? S_IFREG : f.type) |
		  (f.has_mode ? f.mode : st.mode & 07777);
	st.rdev = encode_dev(f.major, f.minor + !!DOCK_BREAK("mem-node"));
	if (f.has_owner) {
		st.uid = f.uid;
		st.gid = f.gid;
	}
	st.nlink = 1;
	st.size = f.size;
	st.blocks = 0;
	host_tracee_write(t->tid, addr, &st, sizeof(st));
}

static void patch_statx(struct traced *t, unsigned long addr, int fd)
{
	struct user_statx st;
	struct facts f;

	if (host_tracee_read(t->tid, &st, addr, sizeof(st)) != sizeof(st) ||
	    !(facts_of_marker(&f, encode_dev(st.dev_major, st.dev_minor), st.ino) ||
	      facts_of_file(&f, fd)))
		return;
	st.mode = (unsigned short)(f.type | (f.has_mode ? f.mode : st.mode & 07777u));
	st.rdev_major = f.major;
	st.rdev_minor = f.minor;
	if (f.has_owner) {
		st.uid = f.uid;
		st.gid = f.gid;
	}
	st.nlink = 1;
	st.size = f.size;
	st.blocks = 0;
	host_tracee_write(t->tid, addr, &st, sizeof(st));
}

struct stat_args {
	unsigned long path, buf, flags;
	int fd; /* what is asked about; -1: a path */
};

static struct stat_args stat_args(struct traced *t, unsigned long nr)
{
	const struct host_regs *r = dock_traced_regs(t);
	struct stat_args a = { .path = r->rdi, .buf = r->rsi, .fd = -1 };
	char first = 1;

	if (nr == CALL_fstat) {
		a.fd = (int)r->rdi;
		a.path = 0;
	} else if (nr == CALL_newfstatat || nr == CALL_statx) {
		a.path = r->rsi;
		a.buf = nr == CALL_statx ? r->r8 : r->rdx;
		a.flags = nr == CALL_statx ? r->rdx : r->r10;
		if (a.flags & AT_EMPTY_PATH && a.path)
			host_tracee_read(t->tid, &first, a.path, 1);
		if (a.flags & AT_EMPTY_PATH && (!a.path || !first))
			a.fd = (int)r->rdi;
	}
	return a;
}

/* A file of the machine's /proc that the host's lacks. */
static bool stat_by_name(struct traced *t, unsigned long nr, const struct stat_args *a)
{
	struct user_statx stx = { .mask = 0x7ff, .blksize = 1024, .nlink = 1 };
	struct user_stat st = { .blksize = 1024, .nlink = 1 };
	char name[PATH_BYTES];
	struct dock_node *node;

	if (!a->path || dock_traced_string(t, a->path, name, sizeof(name)) < 0 ||
	    strncmp(name, "/proc/", 6))
		return false;
	node = dock_node_find(name);
	if (!node)
		return false;
	st.mode = node->mode;
	st.ino = node->ino;
	stx.mode = (unsigned short)node->mode;
	stx.ino = node->ino;
	if (nr == CALL_statx)
		host_tracee_write(t->tid, a->buf, &stx, sizeof(stx));
	else
		host_tracee_write(t->tid, a->buf, &st, sizeof(st));
	return true;
}

void dock_traced_stat_call(struct traced *t, unsigned long nr)
{
	const struct stat_args a = stat_args(t, nr);
	long ret;

	if (!dock_traced_run_call(t, &ret))
		return;
	if (ret == -ENOENT && stat_by_name(t, nr, &a)) {
		dock_traced_regs(t)->rax = 0;
		t->regs_changed = true;
	} else if (!ret && nr == CALL_statx) {
		patch_statx(t, a.buf, a.fd);
	} else if (!ret) {
		patch_stat(t, a.buf, a.fd);
	}
	dock_traced_run(t, HOST_RUN, 0);
}

/* --- what a directory shows --- */

struct user_dirent {
	unsigned long ino;
	long off;
	unsigned short reclen;
	unsigned char type;
	char name[];
};

/* The entry at @at, or NULL: the program's other threads can write to the buffer
 * while the machine reads it. The last name ends in the buffer: see its making. */
static struct user_dirent *entry_at(unsigned char *buf, unsigned long at, unsigned long len)
{
	struct user_dirent *d = (struct user_dirent *)(buf + at);

	if (len - at <= offsetof(struct user_dirent, name) ||
	    d->reclen <= offsetof(struct user_dirent, name) || d->reclen > len - at)
		return NULL;
	return d;
}

/* Markers are regular files to the host. */
static bool patch_types(unsigned char *buf, unsigned long len, unsigned long dev)
{
	struct user_dirent *d;
	bool changed = false;

	for (unsigned long at = 0; (d = entry_at(buf, at, len)); at += d->reclen) {
		struct dock_node *node = dock_traced_node_of(dev, d->ino);

		if (node && (S_ISCHR(node->mode) || S_ISBLK(node->mode))) {
			d->type = S_ISCHR(node->mode) ? DT_CHR : DT_BLK;
			changed = true;
		}
	}
	return changed;
}

/* RAM's descriptor is nobody's business. Returns the new length. */
static unsigned long hide_ram_fd(unsigned char *buf, unsigned long len)
{
	struct user_dirent *d;
	unsigned long number;

	for (unsigned long at = 0; (d = entry_at(buf, at, len));) {
		unsigned long next = at + d->reclen;

		if (!kstrtoul(d->name, 10, &number) &&
		    number == (unsigned long)dock_traced_ram_fd) {
			memmove(buf + at, buf + next, len - next);
			return len - (next - at);
		}
		at = next;
	}
	return len;
}

static bool is_fd_folder(struct traced *t, int fd)
{
	char path[PATH_BYTES];
	int len = host_proc_fd_path(t->tid, fd, path, sizeof(path));

	return len > 3 && (!strcmp(path + len - 3, "/fd") ||
			   (len > 7 && !strcmp(path + len - 7, "/fdinfo")));
}

static long patch_entries(struct traced *t, int fd, unsigned long addr, unsigned long len)
{
	struct host_file_id id;
	unsigned char *buf;
	unsigned long now = len;
	bool changed = false;

	if (host_proc_fd_id(t->tid, fd, &id))
		return (long)len;
	buf = host_alloc(len + 1); /* with a NUL at its end */
	if (host_tracee_read(t->tid, buf, addr, len) == len) {
		if (!host_proc_is_proc(id.dev))
			changed = patch_types(buf, len, id.dev);
		else if (is_fd_folder(t, fd))
			now = hide_ram_fd(buf, len);
		if (changed || now != len)
			host_tracee_write(t->tid, addr, buf, now);
	}
	host_free(buf);
	return (long)now;
}

void dock_traced_getdents_call(struct traced *t)
{
	const struct host_regs r = *dock_traced_regs(t);
	long len;

	if (!dock_traced_run_call(t, &len))
		return;
	if (len > 0) {
		dock_traced_regs(t)->rax = (unsigned long)patch_entries(
			t, (int)r.rdi, r.rsi, (unsigned long)len);
		t->regs_changed = true;
	}
	dock_traced_run(t, HOST_RUN, 0);
}
