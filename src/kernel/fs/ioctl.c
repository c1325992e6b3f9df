// SPDX-License-Identifier: MIT
/* The file layer's own commands: see ioctl.h. Nodes lie in a devtmpfs, as in Linux: it
 * has blocks of a page, and does nothing with them for a device. */
#include "kernel/fs/ioctl.h"

#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/fs.h>
#include <linux/sched.h>
#include <linux/stat.h>
#include <linux/uaccess.h>
#include "core/api.h"
#include "core/breaks.h"
#include "kernel/fs/files.h"

#define FIONBIO 0x5421
#define FIOASYNC 0x5452
#define FIOQSIZE 0x5460
#define FIGETBSZ 2
#define FIEMAP 0xc020660b
#define FICLONE 0x40049409
#define FICLONERANGE 0x4020940d
#define FIDEDUPERANGE 0xc0189436

static long set_nonblock(struct file *file, unsigned long arg)
{
	int on;

	if (get_user(on, (int __user *)arg))
		return -EFAULT;
	if (on)
		file->f_flags |= O_NONBLOCK;
	else
		file->f_flags &= ~(unsigned int)O_NONBLOCK;
	return 0;
}

/* The driver keeps the flag. */
static long set_async(int fd, struct file *file, unsigned long arg)
{
	long ret;
	int on;

	if (get_user(on, (int __user *)arg))
		return -EFAULT;
	if (!on == !(file->f_flags & FASYNC))
		return 0;
	if (!file->f_op->fasync)
		return -ENOTTY;
	ret = file->f_op->fasync(fd, file, on);
	return ret < 0 ? ret : 0;
}

/* Two device nodes lie in one file system, and are no regular files; what else the
 * program has open lies in another. */
static long clone_from(int fd)
{
	return dock_fd_lookup(current->files, fd) ? -EINVAL : -EXDEV;
}

static long clone_range(unsigned long arg)
{
	long fd;

	return get_user(fd, (long __user *)arg) ? -EFAULT : clone_from((int)fd);
}

static long dedupe_range(unsigned long arg)
{
	u16 count;

	if (get_user(count, (u16 __user *)(arg + 16)))
		return -EFAULT;
	return 24 + 32UL * count > PAGE_SIZE ? -ENOMEM : -EINVAL;
}

/* What came with later versions. */
static long newer(unsigned int cmd, unsigned long arg)
{
	if (dock_api_since(2, 6, 29) && cmd == FIFREEZE)
		return -EOPNOTSUPP;
	if (dock_api_since(2, 6, 29) && cmd == FITHAW)
		return -EINVAL;
	if (dock_api_since(2, 6, 31) && cmd == FIEMAP)
		return -EOPNOTSUPP;
	if (dock_api_since(2, 6, 31) && cmd == FIGETBSZ)
		return put_user((int)PAGE_SIZE, (int __user *)arg);
	if (!dock_api_since(4, 5, 0))
		return -ENOIOCTLCMD;
	switch (cmd) {
	case FICLONE:
		return clone_from((int)arg);
	case FICLONERANGE:
		return clone_range(arg);
	case FIDEDUPERANGE:
		return dedupe_range(arg);
	}
	return -ENOIOCTLCMD;
}

long dock_file_ioctl(int fd, struct file *file, unsigned int cmd, unsigned long arg)
{
	if (cmd == FIONBIO)
		return DOCK_BREAK("ioctl-of-file-layer") ? -ENOIOCTLCMD
							 : set_nonblock(file, arg);
	if (cmd == FIOASYNC)
		return set_async(fd, file, arg);
	if (!S_ISCHR(file_inode(file)->i_mode))
		return -ENOIOCTLCMD;
	return cmd == FIOQSIZE ? -ENOTTY : newer(cmd, arg);
}
