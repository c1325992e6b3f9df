// SPDX-License-Identifier: MIT
/*
 * /dev/blocker, for the tests of calls that sleep: a read waits until somebody
 * has written, interruptibly; a write takes a second.
 */
#include <linux/delay.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

static DECLARE_WAIT_QUEUE_HEAD(written);
static bool full;

static ssize_t blocker_read(struct file *filp, char __user *buf, size_t count, loff_t *pos)
{
	if (wait_event_interruptible(written, full))
		return -ERESTARTSYS;
	full = false;
	return put_user('x', buf) ? -EFAULT : 1;
}

static ssize_t blocker_write(struct file *filp, const char __user *buf, size_t count,
			     loff_t *pos)
{
	msleep(1000);
	full = true;
	wake_up_interruptible(&written);
	return count;
}

static const struct file_operations blocker_fops = {
	.owner = THIS_MODULE,
	.read = blocker_read,
	.write = blocker_write,
};

static struct miscdevice blocker = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "blocker",
	.fops = &blocker_fops,
};

module_misc_device(blocker);

MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("A device whose calls sleep");
