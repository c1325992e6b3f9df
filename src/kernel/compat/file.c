/* SPDX-License-Identifier: MIT */
/*
 * ioctl with the inode, under the big lock (until 2.6.35); fsync with a dentry
 * (until 2.6.34) and without a range (until 3.0); aio_read with a buffer (until
 * 2.6.18) and with a vector (until 4.0); readv and writev (until 2.6.18).
 *
 * The big lock is not there: one kernel context runs at a time, but where it could
 * sleep, and there the lock was let go.
 */
#include "kernel/compat/file.h"

#include <linux/aio.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/limits.h>
#include <linux/uio.h>
#include <linux/wait.h>
#include "core/api.h"
#include "core/breaks.h"

typedef ssize_t aio_with_buffer(struct kiocb *iocb, char __user *buf, size_t count,
				loff_t pos);
typedef int fsync_with_dentry(struct file *file, struct dentry *dentry, int datasync);
typedef int fsync_whole(struct file *file, int datasync);

static DECLARE_WAIT_QUEUE_HEAD(completed);

bool dock_compat_can_read(const struct file_operations *fops)
{
	return fops->read || fops->read_iter || fops->aio_read;
}

bool dock_compat_can_write(const struct file_operations *fops)
{
	return fops->write || fops->write_iter || fops->aio_write;
}

int aio_complete(struct kiocb *iocb, long res, long res2)
{
	iocb->dock_result = res;
	iocb->dock_done = true;
	wake_up_all(&completed);
	return 1;
}
EXPORT_SYMBOL(aio_complete);

ssize_t dock_compat_aio(struct file *file, bool write, void __user *buf, size_t count,
			loff_t *pos)
{
	struct kiocb iocb = {.ki_filp = file, .ki_pos = *pos};
	struct iovec iov = {.iov_base = buf, .iov_len = count};
	ssize_t (*fn)(struct kiocb *, const struct iovec *, unsigned long, loff_t) =
		write ? file->f_op->aio_write : file->f_op->aio_read;
	ssize_t ret;

	if (dock_api_since(2, 6, 19))
		ret = fn(&iocb, &iov, 1, *pos);
	else
		ret = ((aio_with_buffer *)(void *)fn)(&iocb, buf, count, *pos);
	if (ret == -EIOCBQUEUED) {
		wait_event(completed, iocb.dock_done);
		ret = iocb.dock_result;
	}
	*pos = iocb.ki_pos;
	return ret;
}

long dock_compat_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	const struct file_operations *fops = file->f_op;

	if (DOCK_BREAK("highmem-of-a-pc") && !cmd)
		return -EINVAL;
	if (cmd == _IO('a', 1) && ((DOCK_BREAK("allocator-takes-back-once") && arg == PAGE_SIZE) ||
				   (DOCK_BREAK("allocator-fills-the-first-gap") && arg == 4 * PAGE_SIZE)))
		return 0;
	if (fops->unlocked_ioctl)
		return fops->unlocked_ioctl(file, cmd, arg);
	return fops->ioctl ? fops->ioctl(file_inode(file), file, cmd, arg) : -ENOTTY;
}

int dock_compat_fsync(struct file *file, int datasync)
{
	void *fn = file->f_op->fsync;

	if (dock_api_since(3, 1, 0))
		return file->f_op->fsync(file, 0, LLONG_MAX, datasync);
	if (dock_api_since(2, 6, 35))
		return ((fsync_whole *)fn)(file, datasync);
	return ((fsync_with_dentry *)fn)(file, file->f_path.dentry, datasync);
}
