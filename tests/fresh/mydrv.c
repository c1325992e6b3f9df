// SPDX-License-Identifier: MIT
/* A user's driver: a device that says hello, and keeps a page if asked to. */
#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/uaccess.h>

MODULE_LICENSE("Dual MIT/GPL");

static bool leak;
module_param(leak, bool, 0444);

static ssize_t mydrv_read(struct file *filp, char __user *buf, size_t count, loff_t *pos)
{
	static const char hello[] = "hello\n";

	return simple_read_from_buffer(buf, count, pos, hello, sizeof(hello) - 1);
}

static const struct file_operations mydrv_fops = {
	.owner = THIS_MODULE,
	.read = mydrv_read,
};

static struct miscdevice mydrv = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "mydrv",
	.fops = &mydrv_fops,
	.mode = 0666,
};

static int __init mydrv_init(void)
{
	if (leak && !__get_free_page(GFP_KERNEL))
		return -ENOMEM;
	return misc_register(&mydrv);
}

static void __exit mydrv_exit(void)
{
	misc_deregister(&mydrv);
}

module_init(mydrv_init);
module_exit(mydrv_exit);
