// SPDX-License-Identifier: MIT
/*
 * framebuffer as a file: its memory, from the first byte to the last.
 *
 * The memory is behind a bus, and only memcpy_fromio() and memcpy_toio() reach it; a
 * user's buffer only copy_to_user() and copy_from_user() reach. So everything
 * goes over a page of the kernel's own, one page's worth at a time.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <asm/io.h>
#include <asm/uaccess.h>

#include "framebuffer.h"

static int framebuffer_open(struct inode *inode, struct file *filp)
{
	filp->private_data = framebuffer_get(iminor(inode));
	return filp->private_data ? 0 : -ENODEV;
}

static int framebuffer_release(struct inode *inode, struct file *filp)
{
	framebuffer_put(filp->private_data);
	return 0;
}

/* Between the device and @page; -errno. */
static int framebuffer_move(struct framebuffer *fb, void *page, size_t len, loff_t pos,
			    bool to_device)
{
	int err = -ENODEV;

	if (down_interruptible(&fb->sem))
		return -ERESTARTSYS;
	if (fb->pdev) {
		if (to_device)
			memcpy_toio(fb->memory + pos, page, len);
		else
			memcpy_fromio(page, fb->memory + pos, len);
		err = 0;
	}
	up(&fb->sem);
	return err;
}

/* At most a page: the bytes read, or -errno. */
static ssize_t framebuffer_read_piece(struct framebuffer *fb, void *page,
				      char __user *buf, size_t len, loff_t pos)
{
	unsigned long left;
	int err = framebuffer_move(fb, page, len, pos, false);

	if (err)
		return err;
	left = copy_to_user(buf, page, len);
	return left == len ? -EFAULT : (ssize_t)(len - left);
}

static ssize_t framebuffer_write_piece(struct framebuffer *fb, void *page,
				       const char __user *buf, size_t len, loff_t pos)
{
	unsigned long left = copy_from_user(page, buf, len);
	int err;

	if (left == len)
		return -EFAULT;
	err = framebuffer_move(fb, page, len - left, pos, true);
	return err ? err : (ssize_t)(len - left);
}

/* How much of @count lies within the memory. */
static size_t framebuffer_clip(const struct framebuffer *fb, size_t count, loff_t pos)
{
	if (pos >= fb->size)
		return 0;
	return min_t(u64, count, fb->size - pos);
}

/* Page by page, as far as there is memory. */
static ssize_t framebuffer_transfer(struct framebuffer *fb, char __user *buf,
				    size_t count, loff_t *ppos, bool to_device)
{
	void *page = (void *)__get_free_page(GFP_KERNEL);
	size_t len, done = 0;
	ssize_t n = 0;

	if (!page)
		return -ENOMEM;
	count = framebuffer_clip(fb, count, *ppos);
	while (done < count) {
		len = min_t(size_t, count - done, PAGE_SIZE);
		if (to_device)
			n = framebuffer_write_piece(fb, page, buf + done, len,
						    *ppos + done);
		else
			n = framebuffer_read_piece(fb, page, buf + done, len,
						   *ppos + done);
		if (n < 0)
			break;
		done += n;
	}
	free_page((unsigned long)page);
	*ppos += done;
	return done ? (ssize_t)done : n;
}

static ssize_t framebuffer_read(struct file *filp, char __user *buf, size_t count,
				loff_t *ppos)
{
	return framebuffer_transfer(filp->private_data, buf, count, ppos, false);
}

/* The memory does not grow: what finds no room is an error, if nothing has. */
static ssize_t framebuffer_write(struct file *filp, const char __user *buf, size_t count,
				 loff_t *ppos)
{
	struct framebuffer *fb = filp->private_data;

	if (count && !framebuffer_clip(fb, count, *ppos))
		return -ENOSPC;
	return framebuffer_transfer(fb, (char __user *)buf, count, ppos, true);
}

static loff_t framebuffer_llseek(struct file *filp, loff_t offset, int whence)
{
	struct framebuffer *fb = filp->private_data;

	switch (whence) {
	case SEEK_SET:
		break;
	case SEEK_CUR:
		offset += filp->f_pos;
		break;
	case SEEK_END:
		offset += fb->size;
		break;
	default:
		return -EINVAL;
	}
	if (offset < 0 || offset > fb->size)
		return -EINVAL;
	filp->f_pos = offset;
	return offset;
}

#if LINUX_VERSION_CODE < KERNEL_VERSION(2, 6, 36)
static int framebuffer_old_ioctl(struct inode *inode, struct file *filp, unsigned int cmd,
				 unsigned long arg)
{
	return framebuffer_ioctl(filp, cmd, arg);
}
#endif

struct file_operations framebuffer_fops = {
	.owner = THIS_MODULE,
	.open = framebuffer_open,
	.release = framebuffer_release,
	.llseek = framebuffer_llseek,
	.read = framebuffer_read,
	.write = framebuffer_write,
	.mmap = framebuffer_mmap,
#if LINUX_VERSION_CODE < KERNEL_VERSION(2, 6, 36)
	.ioctl = framebuffer_old_ioctl,
#else
	.unlocked_ioctl = framebuffer_ioctl,
#endif
};
