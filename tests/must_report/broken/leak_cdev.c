/* SPDX-License-Identifier: MIT */
/* Broken: a cdev is left behind at unload. */
#include <linux/cdev.h>
#include "broken.h"

static dev_t numbers;
static struct cdev cdev;
static const struct file_operations fops = { .owner = THIS_MODULE };

static int act(unsigned long arg)
{
	int err = alloc_chrdev_region(&numbers, 0, 1, "leaky");

	if (err)
		return err;
	cdev_init(&cdev, &fops);
	return cdev_add(&cdev, numbers, 1); /* HERE registered */
}

static void leave(void)
{
	if (fixed)
		cdev_del(&cdev);
	unregister_chrdev_region(numbers, 1);
}

BROKEN_DRIVER(act, NULL, leave);
