/* SPDX-License-Identifier: MIT */
/* Broken: init of a module leaves with a spinlock held. */
#include <linux/spinlock.h>
#include "broken.h"

static DEFINE_SPINLOCK(lock);

static long do_nothing(struct file *file, unsigned int cmd, unsigned long arg)
{
	return 0;
}

static const struct file_operations nothing_fops = {
	.owner = THIS_MODULE, .unlocked_ioctl = do_nothing,
};

static struct miscdevice misc = {
	.minor = MISC_DYNAMIC_MINOR, .name = "broken", .fops = &nothing_fops,
};

static int __init return_init(void)
{
	int err = misc_register(&misc);

	spin_lock(&lock); /* HERE takes */
	if (fixed)
		spin_unlock(&lock);
	return err;
}

static void __exit return_exit(void)
{
	misc_deregister(&misc);
}

module_init(return_init);
module_exit(return_exit);
MODULE_LICENSE("GPL");
