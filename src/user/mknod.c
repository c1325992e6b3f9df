/* SPDX-License-Identifier: MIT */
/*
 * mknod: a program makes a node of the machine.
 *
 * The host makes an empty file instead, by the same path and with the same
 * permissions, so relative paths, links, umask and errors are its own business.
 * That file is the marker. No device of the host is ever made.
 */
#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/kdev_t.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/stat.h>
#include "host/namespace.h"
#include "host/procfs.h"
#include "host/ptrace.h"
#include "user/callnr.h"
#include "user/thread.h"

#define PATH_BYTES 512
#define CAP_MKNOD_ 27

struct mknod_args {
	int dir;
	unsigned long path;
	unsigned int mode, dev; /* the device number as user space encodes it */
};

static struct mknod_args mknod_args(const struct host_regs *r, unsigned long nr)
{
	if (nr == CALL_mknod)
		return (struct mknod_args){AT_FDCWD, r->rdi, (unsigned int)r->rsi,
					   (unsigned int)r->rdx};
	return (struct mknod_args){(int)r->rdi, r->rsi, (unsigned int)r->rdx,
				   (unsigned int)r->r10};
}

static dev_t decode_dev(unsigned int dev)
{
	return MKDEV((dev >> 8) & 0xfff, (dev & 0xff) | ((dev >> 12) & 0xfff00));
}

/* Is the new file where nodes can be, and may the program make one? Then it is
 * one. */
static bool adopt(struct traced *t, const struct mknod_args *a)
{
	long fd = dock_traced_open_path(t, a->dir, a->path, O_NOFOLLOW);
	char path[PATH_BYTES] = "";
	struct host_file_id id;
	bool known, in_dev;

	if (fd < 0)
		return false;
	known = host_proc_fd_path(t->tid, (int)fd, path, sizeof(path)) > 0 &&
		!host_proc_fd_id(t->tid, (int)fd, &id);
	dock_traced_close_path(t, fd);
	if (!known || !host_proc_capable(t->tid, CAP_MKNOD_))
		return false;
	in_dev = host_marker_is_in("/dev", id.dev);
	if (in_dev)
		dock_traced_node_made(path, (umode_t)a->mode, decode_dev(a->dev), id.dev,
				      id.ino);
	else
		pr_notice(
			"mknod %s is refused: only the machine's /dev has device nodes\n",
			path);
	return in_dev;
}

static long make(struct traced *t, const struct mknod_args *a)
{
	long err = dock_traced_syscall(t, CALL_mknodat, (unsigned long)(long)a->dir,
				       a->path, S_IFREG | (a->mode & 07777), 0, 0, 0);

	if (err || adopt(t, a))
		return err;
	dock_traced_syscall(t, CALL_unlinkat, (unsigned long)(long)a->dir, a->path, 0, 0,
			    0, 0);
	return -EPERM;
}

void dock_traced_mknod_call(struct traced *t, unsigned long nr)
{
	const struct mknod_args a = mknod_args(dock_traced_regs(t), nr);

	if (S_ISCHR(a.mode) || S_ISBLK(a.mode))
		dock_traced_return(t, make(t, &a));
	dock_traced_run(t, HOST_RUN, 0);
}
