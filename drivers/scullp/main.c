// SPDX-License-Identifier: MIT
/*
 * The scullp module: parameters, devices, their nodes /dev/scullp0 and so on.
 * Written for Linux 6.1.
 */
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/kdev_t.h>
#include <linux/module.h>
#include <linux/slab.h>

#include "scullp.h"

#define SCULLP_DEVS_MAX 256

static int scullp_major; /* 0: let the kernel choose */
static int scullp_devs = 4;
int scullp_order; /* 0: one page at a time */
int scullp_qset = 500;

module_param(scullp_major, int, 0444);
module_param(scullp_devs, int, 0444);
module_param(scullp_order, int, 0444);
module_param(scullp_qset, int, 0444);
MODULE_PARM_DESC(scullp_major, "major number (0: dynamic)");
MODULE_PARM_DESC(scullp_devs, "number of devices");
MODULE_PARM_DESC(scullp_order, "pages in a quantum, as a power of two");
MODULE_PARM_DESC(scullp_qset, "quanta in a set");
MODULE_DESCRIPTION("Page-oriented char device whose memory can be mapped");
MODULE_LICENSE("Dual MIT/GPL");

static struct scullp_dev *scullp_devices;
static struct class *scullp_class;
static dev_t scullp_first; /* major, and minor 0 */

/* Everybody may open the nodes, as the book's load script has it. */
static char *scullp_devnode(struct device *dev, umode_t *mode)
{
	if (mode)
		*mode = 0666;
	return NULL;
}

static bool scullp_params_valid(void)
{
	/* A major that does not fit in a dev_t would become another one. */
	if (scullp_major < 0 || MAJOR(MKDEV(scullp_major, 0)) != scullp_major)
		return false;
	return scullp_devs >= 1 && scullp_devs <= SCULLP_DEVS_MAX && scullp_knobs_valid();
}

static int scullp_region_get(void)
{
	if (!scullp_major)
		return alloc_chrdev_region(&scullp_first, 0, scullp_devs, "scullp");
	scullp_first = MKDEV(scullp_major, 0);
	return register_chrdev_region(scullp_first, scullp_devs, "scullp");
}

static int scullp_class_get(void)
{
	scullp_class = class_create(THIS_MODULE, "scullp");
	if (IS_ERR(scullp_class))
		return PTR_ERR(scullp_class);
	scullp_class->devnode = scullp_devnode;
	return 0;
}

static int scullp_dev_add(struct scullp_dev *dev, int minor)
{
	dev_t number = MKDEV(MAJOR(scullp_first), minor);
	struct device *device;
	int err;

	mutex_init(&dev->lock);
	dev->order = scullp_order;
	dev->qset = scullp_qset;
	cdev_init(&dev->cdev, &scullp_fops);
	dev->cdev.owner = THIS_MODULE;
	err = cdev_add(&dev->cdev, number, 1);
	if (err)
		return err;
	device = device_create(scullp_class, NULL, number, NULL, "scullp%d", minor);
	if (IS_ERR(device)) {
		cdev_del(&dev->cdev);
		return PTR_ERR(device);
	}
	return 0;
}

/* The module is in use while a file is open or mapped, so nobody is left. */
static void scullp_dev_del(struct scullp_dev *dev, int minor)
{
	device_destroy(scullp_class, MKDEV(MAJOR(scullp_first), minor));
	cdev_del(&dev->cdev);
	mutex_lock(&dev->lock);
	scullp_trim(dev);
	mutex_unlock(&dev->lock);
}

static int scullp_devs_add(void)
{
	int i, err;

	for (i = 0; i < scullp_devs; i++) {
		err = scullp_dev_add(&scullp_devices[i], i);
		if (err)
			goto undo;
	}
	return 0;
undo:
	while (i--)
		scullp_dev_del(&scullp_devices[i], i);
	return err;
}

static int __init scullp_init(void)
{
	int err;

	if (!scullp_params_valid())
		return -EINVAL;
	scullp_knobs_remember();
	scullp_devices = kcalloc(scullp_devs, sizeof(*scullp_devices), GFP_KERNEL);
	if (!scullp_devices)
		return -ENOMEM;
	err = scullp_region_get();
	if (err)
		goto free_devices;
	err = scullp_class_get();
	if (err)
		goto put_region;
	err = scullp_devs_add();
	if (err)
		goto put_class;
	return 0;

put_class:
	class_destroy(scullp_class);
put_region:
	unregister_chrdev_region(scullp_first, scullp_devs);
free_devices:
	kfree(scullp_devices);
	return err;
}

static void __exit scullp_exit(void)
{
	int i;

	for (i = 0; i < scullp_devs; i++)
		scullp_dev_del(&scullp_devices[i], i);
	class_destroy(scullp_class);
	unregister_chrdev_region(scullp_first, scullp_devs);
	kfree(scullp_devices);
}

module_init(scullp_init);
module_exit(scullp_exit);
