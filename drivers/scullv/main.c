// SPDX-License-Identifier: MIT
/*
 * scullv as a module and as files: parameters, the devices /dev/scullv0 and so on,
 * open, read and write. A transfer goes area by area; between two, others may come.
 */
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kdev_t.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <asm/uaccess.h>

#include "scullv.h"

#define SCULLV_DEVS_MAX 16
#define SCULLV_ORDER_MAX 10

static int scullv_devs = 4;
int scullv_order = 4; /* 64 KiB: pages of one area, as a power of two */

module_param(scullv_devs, int, 0444);
module_param(scullv_order, int, 0444);
MODULE_PARM_DESC(scullv_devs, "number of devices");
MODULE_PARM_DESC(scullv_order, "pages of an area, as a power of two");
MODULE_DESCRIPTION("Char device on memory of vmalloc that can be mapped");
MODULE_LICENSE("Dual MIT/GPL");

static struct scullv_dev *scullv_devices;

/* Opened for writing only, the device is emptied, unless it is in use. */
static int scullv_open(struct inode *inode, struct file *filp)
{
	struct scullv_dev *dev = scullv_devices;

	while (dev->misc.minor != iminor(inode))
		dev++;
	filp->private_data = dev;
	if ((filp->f_flags & O_ACCMODE) != O_WRONLY)
		return 0;
	if (down_interruptible(&dev->sem))
		return -ERESTARTSYS;
	scullv_trim(dev);
	up(&dev->sem);
	return 0;
}

/* The end of a transfer; after a write, the device reaches to @end at least. */
static void scullv_transfer_end(struct scullv_dev *dev, loff_t end)
{
	down(&dev->sem);
	dev->users--;
	if (dev->size < end)
		dev->size = end;
	up(&dev->sem);
}

/* Within one area: the bytes read, 0 at the end of the device, or -errno. */
static ssize_t scullv_read_piece(struct scullv_dev *dev, char __user *buf, size_t count,
				 loff_t pos)
{
	unsigned long left;
	size_t len = 0;
	void *mem = NULL;

	if (down_interruptible(&dev->sem))
		return -ERESTARTSYS;
	if (pos < dev->size) {
		mem = scullv_find(dev, pos, &len);
		len = min(len, (size_t)min((loff_t)count, dev->size - pos));
	}
	dev->users++;
	up(&dev->sem);
	left = mem ? copy_to_user(buf, mem, len) : clear_user(buf, len);
	scullv_transfer_end(dev, 0);
	return len && left == len ? -EFAULT : (ssize_t)(len - left);
}

static ssize_t scullv_write_piece(struct scullv_dev *dev, const char __user *buf,
				  size_t count, loff_t pos)
{
	unsigned long left;
	size_t len;
	void *mem;

	if (down_interruptible(&dev->sem))
		return -ERESTARTSYS;
	mem = scullv_make(dev, pos, &len);
	if (mem)
		dev->users++;
	up(&dev->sem);
	if (!mem)
		return -ENOMEM;
	len = min(len, count);
	left = copy_from_user(mem, buf, len);
	scullv_transfer_end(dev, left < len ? pos + (loff_t)(len - left) : 0);
	return left == len ? -EFAULT : (ssize_t)(len - left);
}

static ssize_t scullv_read(struct file *filp, char __user *buf, size_t count,
			   loff_t *ppos)
{
	size_t done = 0;
	ssize_t n = 0;

	while (done < count) {
		n = scullv_read_piece(filp->private_data, buf + done, count - done,
				      *ppos + done);
		if (n <= 0)
			break;
		done += n;
	}
	*ppos += done;
	return done ? (ssize_t)done : n;
}

static ssize_t scullv_write(struct file *filp, const char __user *buf, size_t count,
			    loff_t *ppos)
{
	size_t done = 0;
	ssize_t n = 0;

	while (done < count) {
		n = scullv_write_piece(filp->private_data, buf + done, count - done,
				       *ppos + done);
		if (n <= 0)
			break;
		done += n;
	}
	*ppos += done;
	return done ? (ssize_t)done : n;
}

static struct file_operations scullv_fops = {
	.owner = THIS_MODULE,
	.open = scullv_open,
	.llseek = default_llseek,
	.read = scullv_read,
	.write = scullv_write,
	.mmap = scullv_mmap,
};

static int scullv_dev_add(struct scullv_dev *dev, int number)
{
	sema_init(&dev->sem, 1);
	INIT_LIST_HEAD(&dev->areas);
	snprintf(dev->name, sizeof(dev->name), "scullv%d", number);
	dev->misc.minor = MISC_DYNAMIC_MINOR;
	dev->misc.name = dev->name;
	dev->misc.fops = &scullv_fops;
	return misc_register(&dev->misc);
}

/* The module is in use while a file is open or mapped, so nobody is left. */
static void scullv_dev_del(struct scullv_dev *dev)
{
	misc_deregister(&dev->misc);
	scullv_trim(dev);
}

static int __init scullv_init(void)
{
	int i, err = 0;

	if (scullv_devs < 1 || scullv_devs > SCULLV_DEVS_MAX || scullv_order < 0 ||
	    scullv_order > SCULLV_ORDER_MAX)
		return -EINVAL;
	scullv_devices = kmalloc(scullv_devs * sizeof(*scullv_devices), GFP_KERNEL);
	if (!scullv_devices)
		return -ENOMEM;
	memset(scullv_devices, 0, scullv_devs * sizeof(*scullv_devices));
	for (i = 0; i < scullv_devs && !err; i++)
		err = scullv_dev_add(&scullv_devices[i], i);
	if (!err)
		return 0;
	for (i--; i--;) /* all before the one that failed */
		scullv_dev_del(&scullv_devices[i]);
	kfree(scullv_devices);
	return err;
}

static void __exit scullv_exit(void)
{
	int i;

	for (i = 0; i < scullv_devs; i++)
		scullv_dev_del(&scullv_devices[i]);
	kfree(scullv_devices);
}

module_init(scullv_init);
module_exit(scullv_exit);
