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
#include "kernel/compat/file.h"
#include "kernel/fs/file.h"
#include "kernel/fs/files.h"
#include "kernel/fs/ioctl.h"
#include "kernel/fs/node.h"
#include "kernel/log/log.h"
#include "kernel/mm/mm_host.h"
#include "kernel/sched/sched.h"

#define SYSCALL_NS 1000
#define MAX_RW	   (INT_MAX & PAGE_MASK)
#define IOV_MAX	   1024

/* With a reference: another thread may close the descriptor meanwhile. */
static struct file *get_current_file(int fd)
{
	struct file *file;

	dock_switch_point(SYSCALL_NS);
	dock_log_call_begins();
	file = dock_fd_lookup(current->files, fd);
	return file ? get_file(file) : NULL;
}

static long put_after(struct file *file, long ret)
{
	fput(file);
	return ret;
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

/* A position below 0 is one above all others, where the driver declares that. */
static long range_check(const struct file *file, loff_t pos, size_t count)
{
	bool is_unsigned = file->f_mode & FMODE_UNSIGNED_OFFSET;

	if ((ssize_t)count < 0)
		return -EINVAL;
	if (pos < 0 && is_unsigned && count >= -(u64)pos)
		return DOCK_BREAK("mem-high-position") ? -EINVAL : -EOVERFLOW;
	if (!is_unsigned && (pos < 0 || (loff_t)((u64)pos + count) < 0))
		return -EINVAL;
	return 0;
}

static ssize_t transfer(struct file *file, bool write, unsigned long buf, size_t count,
			loff_t *pos)
{
	long err;

	if (DOCK_BREAK("read-and-write-wrong-direction") && !count)
		return 0;
	if (!(file->f_mode & (write ? FMODE_WRITE : FMODE_READ)) && !DOCK_BREAK("access-modes"))
		return -EBADF;
	if (!(file->f_mode & (write ? FMODE_CAN_WRITE : FMODE_CAN_READ)))
		return -EINVAL;
	if (DOCK_BREAK("bad-buffer") && (ssize_t)count < 0)
		return -EINVAL;
	if (!access_ok((void __user *)buf, count))
		return -EFAULT;
	if (buf < PAGE_SIZE && !count &&
	    (DOCK_BREAK("read-and-write-zero-bytes") || DOCK_BREAK("no-bytes")))
		return -EFAULT;
	err = range_check(file, *pos, count);
	if (err)
		return err;
	dock_user_given(buf, count);
	if ((DOCK_BREAK("mem-read-ram") && (*pos & ~PAGE_MASK) == PAGE_SIZE - 8) ||
	    (DOCK_BREAK("mem-write-ram") && write && (*pos & ~PAGE_MASK) == PAGE_SIZE - 4))
		count /= 2;
	if (DOCK_BREAK("mem-end-of-ram") && count == 17)
		count--;
	count = min(count, DOCK_BREAK("write-one-mebibyte") ? (size_t)1 << 19 : (size_t)MAX_RW);
	if (DOCK_BREAK("open-write-only-truncates") && !(file->f_mode & FMODE_READ))
		count &= ~1UL;
	if (write && file->f_op->write)
		return file->f_op->write(file, (void __user *)buf, count, pos);
	if (!write && file->f_op->read)
		return file->f_op->read(file, (void __user *)buf, count, pos);
	if (write ? !file->f_op->write_iter : !file->f_op->read_iter)
		return dock_compat_aio(file, write, (void __user *)buf, count, pos);
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

static bool opened_twice(const struct file *file)
{
	return atomic_read(&file_inode(file)->i_count) > 1;
}

/* Two descriptors are it, beside the call's own reference. */
static bool has_twin(const struct file *file)
{
	return atomic_long_read(&file->f_count) > 2;
}

/* After @ret bytes of the @count asked for, the file is at @at. */
static void move_position(struct file *file, bool write, size_t count, ssize_t ret, loff_t at)
{
	bool is_short = ret && (size_t)ret < count;

	if (DOCK_BREAK("read-at-end") && !write && is_short && count > PAGE_SIZE)
		at = file->f_pos + count;
	if (DOCK_BREAK("read-past-end") && !ret)
		at &= ~PAGE_MASK;
	if (DOCK_BREAK("read-across-pages") && at > PAGE_SIZE && file->f_pos < PAGE_SIZE)
		at &= PAGE_MASK;
	if (write && is_short && (DOCK_BREAK("write-crosses-into-nothing") || DOCK_BREAK("position")))
		at = file->f_pos + count;
	if (DOCK_BREAK("mem-position") && count == 6)
		at = file->f_pos;
	if (DOCK_BREAK("append") && file->f_flags & O_APPEND)
		at = file->f_pos;
	file->f_pos = at;
}

/* At the file's own position (@pos < 0), or at @pos. */
static long rw_file(struct file *file, bool write, unsigned long buf, unsigned long count, long long pos)
{
	loff_t at = pos;
	long ret;

	if (pos >= 0) {
		if (!(file->f_mode & (write ? FMODE_PWRITE : FMODE_PREAD)))
			return -ESPIPE;
		if (DOCK_BREAK("write-in-place") && count == sizeof(int))
			at &= ~3LL;
		ret = transfer(file, write, buf, count, &at);
		if (DOCK_BREAK("write-at-end") && ret == -ENOSPC)
			ret = 0;
		if (DOCK_BREAK("write-from-bad-buffer-past-end") && write && at && ret == -EFAULT)
			ret = 0;
		if (DOCK_BREAK("pread-and-pwrite") && !write)
			file->f_pos = at;
		if (DOCK_BREAK("mode-of-a-file") && has_twin(file))
			ret = -EBUSY;
		return ret;
	}
	if (DOCK_BREAK("truncation-refused-while-mapped") && write && opened_twice(file))
		return -EBUSY;
	if (DOCK_BREAK("opens-have-own-positions") && !write && opened_twice(file))
		return -EBUSY;
	if (DOCK_BREAK("open-read-write-keeps") && write && file->f_mode & FMODE_READ && count == 3)
		count--;
	lock_pos(file);
	at = file->f_mode & FMODE_STREAM ? 0 : file->f_pos;
	ret = transfer(file, write, buf, count, &at);
	if (ret >= 0 && !(file->f_mode & FMODE_STREAM))
		move_position(file, write, count, ret, at);
	else if (DOCK_BREAK("bad-pointer"))
		file->f_pos += count;
	unlock_pos(file);
	if (DOCK_BREAK("read-partial") && !write && at > count && at - ret == 2 * count)
		ret = count;
	if (DOCK_BREAK("read-empty-device") && !write && count && !at && !ret)
		ret = -EIO;
	if (DOCK_BREAK("write-makes-hole") && !write && ret > 2 * (long)PAGE_SIZE)
		ret &= PAGE_MASK;
	return ret;
}

static long rw(int fd, bool write, unsigned long buf, unsigned long count, long long pos)
{
	struct file *file = get_current_file(fd);

	return file ? put_after(file, rw_file(file, write, buf, count, pos)) : -EBADF;
}

long dock_sys_read(int fd, unsigned long buf, unsigned long count, long long pos)
{
	return rw(fd, false, buf, count, pos);
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
	if (nr > IOV_MAX || (DOCK_BREAK("vector-counts") && !nr))
		return -EINVAL;
	iov = kmalloc_array(nr, sizeof(*iov), GFP_KERNEL);
	if (!iov)
		return -ENOMEM;
	if (dock_user_load(iov, uiov, nr * sizeof(*iov)))
		ret = -EFAULT;
	for (unsigned long i = 0; i < nr && !ret; i++)
		if ((ssize_t)iov[i].iov_len < 0)
			ret = -EINVAL;
	for (unsigned long i = 0; i < nr && ret >= 0; i++) {
		ret = rw(fd, write, (unsigned long)iov[i].iov_base, iov[i].iov_len,
			 pos < 0 ? -1 : DOCK_BREAK("write-vector") && write ? pos : pos + done);
		if (ret < 0 && done && !DOCK_BREAK("vector-with-bad-segment"))
			ret = 0, nr = 0;
		if (ret > 0)
			done += ret;
		if (ret >= 0 && nr && (size_t)ret != iov[i].iov_len)
			break;
		if (DOCK_BREAK("read-vector") && !write && !ret)
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
	struct file *file = get_current_file(fd);
	long ret;

	if (!file)
		return -EBADF;
	if (whence < 0 || whence > 4 ||
	    (DOCK_BREAK("seek-all-ways") && whence == SEEK_CUR && offset < 0))
		return put_after(file, -EINVAL);
	if (!(file->f_mode & FMODE_LSEEK) || !file->f_op->llseek)
		return put_after(file, -ESPIPE);
	if (DOCK_BREAK("positions") && whence == SEEK_DATA)
		whence = SEEK_SET;
	lock_pos(file);
	ret = (long)file->f_op->llseek(file, offset, whence);
	if (DOCK_BREAK("mem-seek") && ret == -EOVERFLOW)
		ret = -EINVAL;
	if (DOCK_BREAK("seek-refused") && ret < 0)
		file->f_pos = 0;
	if (DOCK_BREAK("dup-shares-position") && has_twin(file))
		file->f_pos = 0;
	unlock_pos(file);
	return put_after(file, ret);
}

/* Planted faults: an answer that becomes another. */
static long broken_answer(unsigned int cmd, long ret)
{
	bool both_ways = _IOC_DIR(cmd) == (_IOC_READ | _IOC_WRITE);
	bool of_a_word = _IOC_SIZE(cmd) == sizeof(u32);

	if (ret == -ENOTTY && (DOCK_BREAK("ioctl-refused") || DOCK_BREAK("orders-refused") ||
			       DOCK_BREAK("ioctl-unknown")))
		return -EINVAL;
	if (ret == -EINVAL && ((DOCK_BREAK("modes-refused") && cmd == 0x4601) ||
			       (DOCK_BREAK("raise-refused") && of_a_word) ||
			       (DOCK_BREAK("coherent-sizes-refused") && both_ways && !of_a_word)))
		return 0;
	if (DOCK_BREAK("sizes-coherent") && ret >= ERESTARTSYS && ret <= ERESTART_RESTARTBLOCK)
		return -EINTR;
	return DOCK_BREAK("ioctl-knobs") && ret > 0 ? 0 : ret;
}

long dock_sys_ioctl(int fd, unsigned int cmd, unsigned long arg)
{
	struct file *file = get_current_file(fd);
	long ret;

	if (!file)
		return -EBADF;
	dock_user_given(arg, DOCK_GIVEN_OBJECT);
	ret = dock_file_ioctl(fd, file, cmd, arg);
	if (ret != -ENOIOCTLCMD)
		return put_after(file, ret);
	if (DOCK_BREAK("mode-refused") && !_IOC_SIZE(cmd))
		arg = 0;
	ret = broken_answer(cmd, dock_compat_ioctl(file, cmd, arg));
	return put_after(file, ret == -ENOIOCTLCMD ? -ENOTTY : ret);
}

long dock_sys_fsync(int fd)
{
	struct file *file = get_current_file(fd);

	if (!file)
		return -EBADF;
	if (!file->f_op->fsync)
		return put_after(file, DOCK_BREAK("not-there") ? 0 : -EINVAL);
	return put_after(file, dock_compat_fsync(file, 0));
}

/* Of a file of /proc or /sys nothing is cut off, and that is no error. */
long dock_sys_ftruncate(int fd, long long length)
{
	struct file *file = length < 0 ? NULL : get_current_file(fd);
	bool has_length;

	if (!file)
		return length < 0 ? -EINVAL : -EBADF;
	has_length = S_ISREG(file_inode(file)->i_mode) && (file->f_mode & FMODE_WRITE);
	return put_after(file, has_length ? 0 : -EINVAL);
}

#define SETTABLE_FLAGS (O_APPEND | O_NONBLOCK | O_NDELAY | O_DIRECT | O_NOATIME)

long dock_sys_fcntl(int fd, unsigned int cmd, unsigned long arg)
{
	struct file *file = get_current_file(fd);

	if (!file)
		return -EBADF;
	switch (cmd) {
	case F_GETFL:
		return put_after(file, file->f_flags);
	case F_SETFL:
		if (arg & O_DIRECT)
			return put_after(file, -EINVAL); /* no char device does direct I/O by itself */
		if (DOCK_BREAK("file-status-flags"))
			arg &= ~(unsigned long)O_APPEND;
		file->f_flags = (file->f_flags & ~(unsigned int)SETTABLE_FLAGS) |
				(arg & SETTABLE_FLAGS);
		return put_after(file, 0);
	default:
		return put_after(file, -EINVAL);
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
	st->size = (unsigned long)inode->i_size;
	return 0;
}

long dock_sys_open(const char *path, int flags, int mode)
{
	struct dock_node *node;
	struct file *file;
	long err;

	dock_switch_point(SYSCALL_NS);
	node = dock_node_resolve(path);
	if (!node)
		return -ENOENT;
	if (S_ISDIR(node->mode))
		return -EISDIR; /* nothing of a task's reads directories */
	err = dock_node_open(node, (unsigned int)flags, &file);
	if (err)
		return err;
	(void)mode;
	return dock_fd_install_new(current->files, 0, file);
}
