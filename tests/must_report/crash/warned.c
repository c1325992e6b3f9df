/* SPDX-License-Identifier: MIT */
/* A driver that breaks a rule and goes on: see ../../user/supervisor_holds_test.sh. */
#include "crash.h"

static ssize_t warned_read(struct file *file, char __user *to, size_t n, loff_t *pos)
{
	WARN_ON(!fixed);
	pr_info("warned: the last words of a driver\n");
	return 0;
}

static const struct file_operations fops = { .owner = THIS_MODULE, .read = warned_read };

static struct miscdevice misc = {
	.minor = MISC_DYNAMIC_MINOR, .name = "broken", .fops = &fops,
};

module_misc_device(misc);
MODULE_LICENSE("GPL");
