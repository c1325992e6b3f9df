/* SPDX-License-Identifier: MIT */
/*
 * System calls on open files: read, write, seek, ioctl. The order of checks is
 * Linux 6.1's.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/uio.h>
#include "core/breaks.h"
#include "kernel/fs/file.h"
#include "kernel/fs/files.h"
#include "kernel/fs/node.h"
#include "kernel/sched/sched.h"

#define FIONBIO	   0x5421
#define SYSCALL_NS 1000
#define MAX_RW	   (INT_MAX & PAGE_MASK)
#define IOV_MAX	   1024

static struct file *current_file(int fd)
{
	dock_switch_point(SYSCALL_NS);
	return dock_fd_lookup(current->files, fd);
}

/* --- one transfer --- */

static ssize_t by_iter(struct file *file, bool write, unsigned long buf, size_t count,
		       loff_t *pos)
{
	struct iovec iov = { .iov_base = (void __user *)buf, .iov_len = count };
	struct kiocb kiocb = { .ki_filp = file, .ki_pos = *pos };
	struct iov_iter iter;
	ssize_t ret;

	iov_iter_init(&iter, write ? WRITE : READ, &iov, 1, count);
	ret = write ? file->f_op->write_iter(&kiocb, &iter) : file->f_op->read_iter(&kiocb, &iter);
	*pos = kiocb.ki_pos;
	return ret;
}

static ssize_t transfer(struct file *file, bool write, unsigned long buf, size_t count,
			loff_t *pos)
{
	if (!(file->f_mode & (write ? FMODE_WRITE : FMODE_READ)))
		return -EBADF;
	if (!(file->f_mode & (write ? FMODE_CAN_WRITE : FMODE_CAN_READ)))
		return -EINVAL;
	if (!access_ok((void __user *)buf, count))
		return -EFAULT;
	if ((ssize_t)count < 0 || *pos < 0 || (loff_t)((u64)*pos + count) < 0)
		return -EINVAL;
	count = min(count, (size_t)MAX_RW);
	if (write && file->f_op->write)
		return file->f_op->write(file, (void __user *)buf, count, pos);
	if (!write && file->f_op->read)
		return file->f_op->read(file, (void __user *)buf, count, pos);
	return by_iter(file, write, buf, count, pos);
}

/* Linux makes the position of regular files atomic (FMODE_ATOMIC_POS). A
 * device's is not: a read that waits must not keep a write out. */
static void lock_pos(struct file *file)
{
	if (S_ISREG(file_inode(file)->i_mode))
		mutex_lock(&file->f_pos_lock);
}

static void unlock_pos(struct file *file)
{
	if (S_ISREG(file_inode(file)->i_mode))
		mutex_unlock(&file->f_pos_lock);
}

/* At the file's own position (@pos < 0), or at @pos. */
static long rw(int fd, bool write, unsigned long buf, unsigned long count, long long pos)
{
	struct file *file = current_file(fd);
	loff_t at = pos;
	long ret;

	if (!file)
		return -EBADF;
	if (pos >= 0) {
		if (!(file->f_mode & (write ? FMODE_PWRITE : FMODE_PREAD)))
			return -ESPIPE;
		return transfer(file, write, buf, count, &at);
	}
	get_file(file); /* another thread may close the descriptor meanwhile */
	lock_pos(file);
	at = file->f_mode & FMODE_STREAM ? 0 : file->f_pos;
	ret = transfer(file, write, buf, count, &at);
	if (ret >= 0 && !(file->f_mode & FMODE_STREAM) && !DOCK_BREAK("position"))
		file->f_pos = at;
	unlock_pos(file);
	fput(file);
	return ret;
}

long dock_sys_read(int fd, unsigned long buf, unsigned long count, long long pos)
{
	long ret = rw(fd, false, buf, count, pos);

	return DOCK_BREAK("read-short") && ret > 1 ? ret - 1 : ret;
}

long dock_sys_write(int fd, unsigned long buf, unsigned long count, long long pos)
{
	return rw(fd, true, buf, count, pos);
}

/* Segment after segment, as Linux does for a driver without the _iter methods. */
static long rwv(int fd, bool write, unsigned long uiov, unsigned long nr, long long pos)
{
	struct iovec *iov;
	long done = 0, ret = 0;

	if (!dock_fd_lookup(current->files, fd))
		return -EBADF;
	if (nr > IOV_MAX)
		return -EINVAL;
	iov = kmalloc_array(nr, sizeof(*iov), GFP_KERNEL);
	if (!iov)
		return -ENOMEM;
	if (copy_from_user(iov, (void __user *)uiov, nr * sizeof(*iov)))
		ret = -EFAULT;
	for (unsigned long i = 0; i < nr && !ret; i++)
		if ((ssize_t)iov[i].iov_len < 0)
			ret = -EINVAL;
	for (unsigned long i = 0; i < nr && ret >= 0; i++) {
		ret = rw(fd, write, (unsigned long)iov[i].iov_base, iov[i].iov_len,
			 pos < 0 ? -1 : pos + done);
		if (ret < 0 && done)
			ret = 0, nr = 0;
		if (ret > 0)
			done += ret;
		if (ret >= 0 && nr && (size_t)ret != iov[i].iov_len)
			break;
	}
	kfree(iov);
	return ret < 0 ? ret : done;
}

long dock_sys_readv(int fd, unsigned long iov, unsigned long nr, long long pos)
{
	return rwv(fd, false, iov, nr, pos);
}

long dock_sys_writev(int fd, unsigned long iov, unsigned long nr, long long pos)
{
	return rwv(fd, true, iov, nr, pos);
}

/* --- the other calls --- */

long dock_sys_lseek(int fd, long long offset, int whence)
{
	struct file *file = current_file(fd);
	long ret;

	if (!file)
		return -EBADF;
	if (whence < 0 || whence > 4)
		return -EINVAL;
	if (!(file->f_mode & FMODE_LSEEK) || !file->f_op->llseek)
		return -ESPIPE;
	lock_pos(file);
	ret = (long)file->f_op->llseek(file, offset, whence);
	unlock_pos(file);
	return ret;
}

/* Commands that the file layer serves before any driver sees them. */
static long set_flag(struct file *file, unsigned int flag, unsigned long arg)
{
	int on;

	if (get_user(on, (int __user *)arg))
		return -EFAULT;
	if (on)
		file->f_flags |= flag;
	else
		file->f_flags &= ~flag;
	return 0;
}

long dock_sys_ioctl(int fd, unsigned int cmd, unsigned long arg)
{
	struct file *file = current_file(fd);
	long ret;

	if (!file)
		return -EBADF;
	if (cmd == FIONBIO)
		return set_flag(file, O_NONBLOCK, arg);
	if (!file->f_op->unlocked_ioctl)
		return -ENOTTY;
	ret = file->f_op->unlocked_ioctl(file, cmd, arg);
	return ret == -ENOIOCTLCMD ? -ENOTTY : ret;
}

long dock_sys_fsync(int fd)
{
	struct file *file = current_file(fd);

	if (!file)
		return -EBADF;
	return file->f_op->fsync ? file->f_op->fsync(file, 0, LLONG_MAX, 0) : -EINVAL;
}

#define SETTABLE_FLAGS (O_APPEND | O_NONBLOCK | O_NDELAY | O_DIRECT | O_NOATIME)

long dock_sys_fcntl(int fd, unsigned int cmd, unsigned long arg)
{
	struct file *file = current_file(fd);

	if (!file)
		return -EBADF;
	switch (cmd) {
	case F_GETFL:
		return file->f_flags;
	case F_SETFL:
		if (arg & O_DIRECT)
			return -EINVAL; /* no char device does direct I/O by itself */
		file->f_flags = (file->f_flags & ~(unsigned int)SETTABLE_FLAGS) |
				(arg & SETTABLE_FLAGS);
		return 0;
	default:
		return -EINVAL;
	}
}

long dock_fd_stat(int fd, struct dock_stat *st)
{
	struct file *file = dock_fd_lookup(current->files, fd);
	struct inode *inode;
	struct dock_node *node;

	if (!file)
		return -EBADF;
	inode = file_inode(file);
	node = inode->i_private;
	memset(st, 0, sizeof(*st));
	st->ino = inode->i_ino;
	st->mode = node ? node->mode : inode->i_mode;
	st->nlink = 1;
	st->uid = node ? node->uid : 0;
	st->gid = node ? node->gid : 0;
	st->rdev_major = MAJOR(inode->i_rdev);
	st->rdev_minor = MINOR(inode->i_rdev);
	return 0;
}

long dock_sys_open(const char *path, int flags, int mode)
{
	struct dock_node *node = dock_node_find(path);
	struct file *file;
	long err;

	dock_switch_point(SYSCALL_NS);
	if (!node)
		return -ENOENT;
	err = dock_node_open(node, (unsigned int)flags, &file);
	if (err)
		return err;
	(void)mode;
	return dock_fd_install_new(current->files, 0, file);
}
