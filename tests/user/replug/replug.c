// SPDX-License-Identifier: MIT
/*
 * A device that is taken away and put back under its old number: a write to
 * /dev/replug does that, whoever has it open. A read says whether the file was
 * opened by the present structure ('n', new) or one that was taken away ('o').
 */
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/uaccess.h>

static dev_t number;
static struct class *class;
static struct cdev *cdev;

static int replug_open(struct inode *inode, struct file *filp)
{
	filp->private_data = inode->i_cdev;
	return 0;
}

static ssize_t replug_read(struct file *filp, char __user *buf, size_t count, loff_t *pos)
{
	char c = filp->private_data == cdev ? 'n' : 'o';

	return count && copy_to_user(buf, &c, 1) ? -EFAULT : 1;
}

static int plug(void);

static ssize_t replug_write(struct file *filp, const char __user *buf, size_t count,
			    loff_t *pos)
{
	int err;

	cdev_del(cdev);
	err = plug();
	return err ? err : count;
}

static const struct file_operations fops = {
	.owner = THIS_MODULE,
	.open = replug_open,
	.read = replug_read,
	.write = replug_write,
};

static int plug(void)
{
	int err;

	cdev = cdev_alloc();
	if (!cdev)
		return -ENOMEM;
	cdev->owner = THIS_MODULE;
	cdev->ops = &fops;
	err = cdev_add(cdev, number, 1);
	if (err)
		kobject_put(&cdev->kobj);
	return err;
}

static int __init replug_init(void)
{
	int err = alloc_chrdev_region(&number, 0, 1, "replug");

	if (err)
		return err;
	class = class_create(THIS_MODULE, "replug");
	err = IS_ERR(class) ? PTR_ERR(class) : plug();
	if (err)
		goto fail;
	device_create(class, NULL, number, NULL, "replug");
	return 0;
fail:
	if (!IS_ERR(class))
		class_destroy(class);
	unregister_chrdev_region(number, 1);
	return err;
}

static void __exit replug_exit(void)
{
	device_destroy(class, number);
	class_destroy(class);
	cdev_del(cdev);
	unregister_chrdev_region(number, 1);
}

module_init(replug_init);
module_exit(replug_exit);

MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("A device that comes back");
