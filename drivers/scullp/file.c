// SPDX-License-Identifier: MIT
/*
 * scullp as a file: open, read, write, llseek.
 *
 * A read or write takes any size and goes quantum by quantum; each quantum is
 * looked up under the lock and copied without it (see scullp.h), so two calls
 * at once may interleave at quantum boundaries. A read gives zeros for a hole
 * (as files do; the book's scull ends the read there) and ends at the end of
 * the device. If the copy stops at bad user memory, what was copied counts,
 * and -EFAULT comes only when that is nothing.
 */
#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/uaccess.h>

#include "scullp.h"

/* Opened for writing only, the device is emptied, unless it is mapped. */
static int scullp_open(struct inode *inode, struct file *filp)
{
	struct scullp_dev *dev = container_of(inode->i_cdev, struct scullp_dev, cdev);

	filp->private_data = dev;
	if ((filp->f_flags & O_ACCMODE) != O_WRONLY)
		return 0;
	if (mutex_lock_interruptible(&dev->lock))
		return -ERESTARTSYS;
	scullp_trim(dev); /* -EBUSY: mapped, and then the open succeeds all the same */
	mutex_unlock(&dev->lock);
	return 0;
}

/* What is copied without the lock: @len bytes at @data, kept by a reference. */
struct scullp_piece {
	void *quantum; /* NULL at a hole */
	void *data;
	size_t len;
};

static void scullp_piece_hold(struct scullp_dev *dev, struct scullp_piece *piece,
			      void *quantum, loff_t pos, size_t count)
{
	size_t offset = pos & (scullp_quantum_size(dev) - 1);

	piece->quantum = quantum;
	piece->data = quantum + offset;
	piece->len = min(count, scullp_quantum_size(dev) - offset);
	if (quantum)
		get_page(virt_to_page(quantum));
}

static void scullp_piece_drop(struct scullp_piece *piece)
{
	if (piece->quantum)
		put_page(virt_to_page(piece->quantum));
}

/* Within one quantum: the bytes read, 0 at the end of the device, or -errno. */
static ssize_t scullp_read_piece(struct scullp_dev *dev, char __user *buf, size_t count,
				 loff_t pos)
{
	struct scullp_piece piece = {.len = 0};
	unsigned long left;

	if (mutex_lock_interruptible(&dev->lock))
		return -ERESTARTSYS;
	if (pos < dev->size) {
		count = min_t(u64, count, dev->size - pos);
		scullp_piece_hold(dev, &piece, scullp_quantum_find(dev, pos), pos, count);
	}
	mutex_unlock(&dev->lock);
	if (!piece.len)
		return 0;
	if (piece.quantum)
		left = copy_to_user(buf, piece.data, piece.len);
	else
		left = clear_user(buf, piece.len);
	scullp_piece_drop(&piece);
	return left < piece.len ? (ssize_t)(piece.len - left) : -EFAULT;
}

static ssize_t scullp_read(struct file *filp, char __user *buf, size_t count,
			   loff_t *ppos)
{
	struct scullp_dev *dev = filp->private_data;
	size_t done = 0;
	ssize_t n = 0;

	while (done < count) {
		n = scullp_read_piece(dev, buf + done, count - done, *ppos + done);
		if (n <= 0)
			break;
		done += n;
	}
	*ppos += done;
	return done ? (ssize_t)done : n;
}

/*
 * The device grows when the bytes are there. If it was emptied meanwhile, they
 * went to memory that it no longer has, and the place is a hole.
 */
static void scullp_grow(struct scullp_dev *dev, loff_t end)
{
	mutex_lock(&dev->lock);
	if (dev->size < end)
		dev->size = end;
	mutex_unlock(&dev->lock);
}

/* Within one quantum: the bytes written, or -errno. */
static ssize_t scullp_write_piece(struct scullp_dev *dev, const char __user *buf,
				  size_t count, loff_t pos)
{
	struct scullp_piece piece;
	unsigned long left;
	void *quantum;

	if (mutex_lock_interruptible(&dev->lock))
		return -ERESTARTSYS;
	quantum = scullp_quantum_make(dev, pos);
	if (quantum)
		scullp_piece_hold(dev, &piece, quantum, pos, count);
	mutex_unlock(&dev->lock);
	if (!quantum)
		return -ENOMEM;
	left = copy_from_user(piece.data, buf, piece.len);
	scullp_piece_drop(&piece);
	if (left == piece.len)
		return -EFAULT;
	scullp_grow(dev, pos + piece.len - left);
	return piece.len - left;
}

static ssize_t scullp_write(struct file *filp, const char __user *buf, size_t count,
			    loff_t *ppos)
{
	struct scullp_dev *dev = filp->private_data;
	size_t done = 0;
	ssize_t n = 0;

	while (done < count) {
		n = scullp_write_piece(dev, buf + done, count - done, *ppos + done);
		if (n <= 0)
			break;
		done += n;
	}
	*ppos += done;
	return done ? (ssize_t)done : n;
}

static loff_t scullp_llseek(struct file *filp, loff_t offset, int whence)
{
	struct scullp_dev *dev = filp->private_data;
	loff_t base;

	switch (whence) {
	case SEEK_SET:
		base = 0;
		break;
	case SEEK_CUR:
		base = filp->f_pos;
		break;
	case SEEK_END:
		if (mutex_lock_interruptible(&dev->lock))
			return -ERESTARTSYS;
		base = dev->size;
		mutex_unlock(&dev->lock);
		break;
	default:
		return -EINVAL;
	}
	if (offset < -base || offset > LLONG_MAX - base)
		return -EINVAL;
	filp->f_pos = base + offset;
	return filp->f_pos;
}

const struct file_operations scullp_fops = {
	.owner = THIS_MODULE,
	.open = scullp_open,
	.llseek = scullp_llseek,
	.read = scullp_read,
	.write = scullp_write,
	.unlocked_ioctl = scullp_ioctl,
	.mmap = scullp_mmap,
};
