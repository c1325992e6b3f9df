// SPDX-License-Identifier: MIT
/*
 * edu as a file: open, release, read, write, llseek.
 *
 * The device's buffer comes again and again along the file, which has no end.
 * A read or write stops at the buffer's end; its size is what was moved, all or
 * nothing. With O_EXCL a file is the only one (-EBUSY).
 */
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/slab.h>

#include <asm/div64.h>

#include "edu.h"

int edu_lock(struct edu_dev *dev)
{
	if (mutex_lock_interruptible(&dev->lock))
		return -ERESTARTSYS;
	if (!dev->gone)
		return 0;
	mutex_unlock(&dev->lock);
	return -ENODEV;
}

void edu_unlock(struct edu_dev *dev)
{
	mutex_unlock(&dev->lock);
}

static int edu_open(struct inode *inode, struct file *filp)
{
	struct edu_file *file = kzalloc(sizeof(*file), GFP_KERNEL);

	if (!file)
		return -ENOMEM;
	file->exclusive = filp->f_flags & O_EXCL;
	file->dev = edu_dev_open(iminor(inode), file->exclusive);
	if (IS_ERR(file->dev)) {
		int err = PTR_ERR(file->dev);

		kfree(file);
		return err;
	}
	filp->private_data = file;
	return 0;
}

static int edu_release(struct inode *inode, struct file *filp)
{
	struct edu_file *file = filp->private_data;

	edu_dev_close(file->dev, file->exclusive);
	kfree(file);
	return 0;
}

static u32 edu_offset(loff_t pos)
{
	u64 at = pos;

	return do_div(at, edu_buffer_bytes);
}

static u32 edu_piece(loff_t pos, size_t count)
{
	return min_t(size_t, count, edu_buffer_bytes - edu_offset(pos));
}

static ssize_t edu_read(struct file *filp, char __user *buf, size_t count, loff_t *ppos)
{
	struct edu_file *file = filp->private_data;
	u32 offset = edu_offset(*ppos), bytes = edu_piece(*ppos, count);
	int err;

	if (!bytes)
		return 0;
	err = edu_lock(file->dev);
	if (err)
		return err;
	if (file->mode == EDU_SYNC)
		err = edu_sync_read(file->dev, buf, offset, bytes);
	else
		err = edu_streaming_read(file->dev, buf, offset, bytes);
	edu_unlock(file->dev);
	if (err)
		return err;
	*ppos += bytes;
	return bytes;
}

static ssize_t edu_write(struct file *filp, const char __user *buf, size_t count,
			 loff_t *ppos)
{
	struct edu_file *file = filp->private_data;
	u32 offset = edu_offset(*ppos), bytes = edu_piece(*ppos, count);
	int err;

	if (!bytes)
		return 0;
	err = edu_lock(file->dev);
	if (err)
		return err;
	if (file->mode == EDU_SYNC)
		err = edu_sync_write(file->dev, buf, offset, bytes);
	else
		err = edu_streaming_write(file->dev, buf, offset, bytes);
	edu_unlock(file->dev);
	if (err)
		return err;
	*ppos += bytes;
	return bytes;
}

/* There is no end to seek from. */
static loff_t edu_llseek(struct file *filp, loff_t offset, int whence)
{
	loff_t base = whence == SEEK_CUR ? filp->f_pos : 0;

	if (whence != SEEK_SET && whence != SEEK_CUR)
		return -EINVAL;
	if (offset < -base || offset > LLONG_MAX - EDU_BUFFER_BYTES - base)
		return -EINVAL;
	filp->f_pos = base + offset;
	return filp->f_pos;
}

const struct file_operations edu_fops = {
	.owner = THIS_MODULE,
	.open = edu_open,
	.release = edu_release,
	.llseek = edu_llseek,
	.read = edu_read,
	.write = edu_write,
	.unlocked_ioctl = edu_ioctl,
};
