/* SPDX-License-Identifier: MIT */
/* What drivers use to write their file operations, and iov_iter. */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/uio.h>
#include "core/breaks.h"

int nonseekable_open(struct inode *inode, struct file *filp)
{
	filp->f_mode &= ~(FMODE_LSEEK | FMODE_PREAD | FMODE_PWRITE);
	return 0;
}
EXPORT_SYMBOL(nonseekable_open);

int stream_open(struct inode *inode, struct file *filp)
{
	filp->f_mode &= ~(FMODE_LSEEK | FMODE_PREAD | FMODE_PWRITE);
	filp->f_mode |= FMODE_STREAM;
	return 0;
}
EXPORT_SYMBOL(stream_open);

int simple_open(struct inode *inode, struct file *file)
{
	if (inode->i_private)
		file->private_data = inode->i_private;
	return 0;
}
EXPORT_SYMBOL(simple_open);

loff_t no_llseek(struct file *file, loff_t offset, int whence)
{
	return -ESPIPE;
}
EXPORT_SYMBOL(no_llseek);

loff_t noop_llseek(struct file *file, loff_t offset, int whence)
{
	return file->f_pos;
}
EXPORT_SYMBOL(noop_llseek);

static loff_t seek_to(struct file *file, loff_t pos, loff_t limit)
{
	if (pos < 0 || pos > limit)
		return -EINVAL;
	file->f_pos = pos;
	return pos;
}

loff_t fixed_size_llseek(struct file *file, loff_t offset, int whence, loff_t size)
{
	switch (whence) {
	case SEEK_SET:
		return seek_to(file, offset, size);
	case SEEK_CUR:
		return seek_to(file, file->f_pos + offset, size);
	case SEEK_END:
		return seek_to(file, size + offset, size);
	default:
		return -EINVAL;
	}
}
EXPORT_SYMBOL(fixed_size_llseek);

loff_t generic_file_llseek(struct file *file, loff_t offset, int whence)
{
	loff_t base = whence == SEEK_CUR ? file->f_pos :
		      whence == SEEK_END ? file_inode(file)->i_size : 0;

	if (whence < SEEK_SET || whence > SEEK_END)
		return -EINVAL;
	return seek_to(file, base + offset, LLONG_MAX);
}
EXPORT_SYMBOL(generic_file_llseek);

loff_t default_llseek(struct file *file, loff_t offset, int whence)
{
	return generic_file_llseek(file, offset, whence);
}
EXPORT_SYMBOL(default_llseek);

ssize_t simple_read_from_buffer(void __user *to, size_t count, loff_t *ppos, const void *from,
				size_t available)
{
	loff_t pos = *ppos;
	size_t left;

	if (pos < 0)
		return -EINVAL;
	if ((size_t)pos >= available || !count)
		return 0;
	count = min(count, DOCK_BREAK("proc-methods") ? available : available - (size_t)pos);
	left = copy_to_user(to, (const char *)from + pos, count);
	if (left == count)
		return -EFAULT;
	*ppos = pos + (loff_t)(count - left);
	return (ssize_t)(count - left);
}
EXPORT_SYMBOL(simple_read_from_buffer);

ssize_t simple_write_to_buffer(void *to, size_t available, loff_t *ppos, const void __user *from,
			       size_t count)
{
	loff_t pos = *ppos;
	size_t left;

	if (pos < 0)
		return -EINVAL;
	if ((size_t)pos >= available || !count)
		return 0;
	count = min(count, available - (size_t)pos);
	left = copy_from_user((char *)to + pos, from, count);
	if (left == count)
		return -EFAULT;
	*ppos = pos + (loff_t)(count - left);
	return (ssize_t)(count - left);
}
EXPORT_SYMBOL(simple_write_to_buffer);

/* --- stubs --- */

ssize_t generic_file_read_iter(struct kiocb *iocb, struct iov_iter *iter)
{
	panic("generic_file_read_iter() is not there: there is no page cache");
}
EXPORT_SYMBOL(generic_file_read_iter);

ssize_t generic_file_write_iter(struct kiocb *iocb, struct iov_iter *iter)
{
	panic("generic_file_write_iter() is not there: there is no page cache");
}
EXPORT_SYMBOL(generic_file_write_iter);

/* --- iov_iter --- */

void iov_iter_init(struct iov_iter *i, unsigned int direction, const struct iovec *iov,
		   unsigned long nr_segs, size_t count)
{
	*i = (struct iov_iter){ .iter_type = ITER_IOVEC,
				.data_source = direction == WRITE,
				.iov = iov,
				.nr_segs = nr_segs,
				.count = count };
}
EXPORT_SYMBOL(iov_iter_init);

/* iovec and kvec have one layout; only who may follow the pointer differs. */
static size_t iter_copy(void *addr, size_t bytes, struct iov_iter *i, bool to_iter)
{
	size_t done = 0;

	bytes = min(bytes, i->count);
	while (done < bytes) {
		const struct iovec *v = i->iov;
		size_t part = min(bytes - done, v->iov_len - i->iov_offset), left = 0;
		char __user *seg = (char __user *)v->iov_base + i->iov_offset;

		if (i->iter_type == ITER_KVEC)
			memcpy(to_iter ? (void *)seg : (char *)addr + done, to_iter ? (char *)addr + done : (void *)seg, part);
		else
			left = to_iter ? copy_to_user(seg, (char *)addr + done, part)
				       : copy_from_user((char *)addr + done, seg, part);
		done += part - left;
		iov_iter_advance(i, part - left);
		if (left)
			break;
	}
	return done;
}

size_t copy_to_iter(const void *addr, size_t bytes, struct iov_iter *i)
{
	return iter_copy((void *)addr, bytes, i, true);
}
EXPORT_SYMBOL(copy_to_iter);

size_t copy_from_iter(void *addr, size_t bytes, struct iov_iter *i)
{
	return iter_copy(addr, bytes, i, false);
}
EXPORT_SYMBOL(copy_from_iter);

void iov_iter_advance(struct iov_iter *i, size_t bytes)
{
	bytes = min(bytes, i->count);
	i->count -= bytes;
	i->iov_offset += bytes;
	while (i->nr_segs && i->iov_offset >= i->iov->iov_len) {
		i->iov_offset -= i->iov->iov_len;
		i->iov++;
		i->nr_segs--;
	}
}
EXPORT_SYMBOL(iov_iter_advance);

const void *dup_iter(struct iov_iter *dst, struct iov_iter *src, gfp_t flags)
{
	*dst = *src;
	dst->iov = kmemdup(src->iov, src->nr_segs * sizeof(*src->iov), flags);
	return dst->iov;
}
EXPORT_SYMBOL(dup_iter);
