// SPDX-License-Identifier: MIT
/*
 * The edu module: its device numbers and nodes, and the table of devices.
 * Written for Linux 6.1.
 *
 * One cdev serves all minors, and lives as long as the module: so a device can
 * go while a file of it is open.
 */
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/init.h>
#include <linux/kdev_t.h>
#include <linux/module.h>
#include <linux/slab.h>

#include "edu.h"

#define EDU_DEVS_MAX 8

static dev_t edu_first; /* major, and minor 0 */
static struct cdev edu_cdev;
static struct class *edu_class;
static DEFINE_MUTEX(edu_table_lock);
static struct edu_dev *edu_table[EDU_DEVS_MAX]; /* by minor */

static int edu_minor_get(struct edu_dev *dev)
{
	int err = -ENOSPC, i;

	mutex_lock(&edu_table_lock);
	for (i = 0; i < EDU_DEVS_MAX; i++) {
		if (edu_table[i])
			continue;
		edu_table[i] = dev;
		dev->minor = i;
		err = 0;
		break;
	}
	mutex_unlock(&edu_table_lock);
	return err;
}

static void edu_minor_put(struct edu_dev *dev)
{
	mutex_lock(&edu_table_lock);
	edu_table[dev->minor] = NULL;
	mutex_unlock(&edu_table_lock);
}

int edu_dev_add(struct edu_dev *dev)
{
	struct device *node;
	int err = edu_minor_get(dev);

	if (err)
		return err;
	node = device_create(edu_class, &dev->pdev->dev,
			     MKDEV(MAJOR(edu_first), dev->minor), NULL, "edu%d",
			     dev->minor);
	if (IS_ERR(node)) {
		edu_minor_put(dev);
		return PTR_ERR(node);
	}
	return 0;
}

void edu_dev_del(struct edu_dev *dev)
{
	device_destroy(edu_class, MKDEV(MAJOR(edu_first), dev->minor));
	edu_minor_put(dev);
}

static int edu_claim(struct edu_dev *dev, bool exclusive)
{
	if (!dev)
		return -ENODEV;
	if (dev->exclusive || (exclusive && dev->opens))
		return -EBUSY;
	dev->exclusive = exclusive;
	dev->opens++;
	kref_get(&dev->refs);
	return 0;
}

struct edu_dev *edu_dev_open(int minor, bool exclusive)
{
	struct edu_dev *dev = NULL;
	int err;

	mutex_lock(&edu_table_lock);
	if (minor < EDU_DEVS_MAX)
		dev = edu_table[minor];
	err = edu_claim(dev, exclusive);
	mutex_unlock(&edu_table_lock);
	return err ? ERR_PTR(err) : dev;
}

void edu_dev_close(struct edu_dev *dev, bool exclusive)
{
	mutex_lock(&edu_table_lock);
	dev->opens--;
	if (exclusive)
		dev->exclusive = false;
	mutex_unlock(&edu_table_lock);
	edu_dev_put(dev);
}

/* Everybody may open the nodes. */
static char *edu_devnode(struct device *dev, umode_t *mode)
{
	if (mode)
		*mode = 0666;
	return NULL;
}

static int edu_class_get(void)
{
	edu_class = class_create(THIS_MODULE, "edu");
	if (IS_ERR(edu_class))
		return PTR_ERR(edu_class);
	edu_class->devnode = edu_devnode;
	return 0;
}

static int __init edu_init(void)
{
	int err;

	if (!edu_buffer_bytes || edu_buffer_bytes > EDU_BUFFER_BYTES)
		return -EINVAL;
	err = alloc_chrdev_region(&edu_first, 0, EDU_DEVS_MAX, "edu");
	if (err)
		return err;
	cdev_init(&edu_cdev, &edu_fops);
	edu_cdev.owner = THIS_MODULE;
	err = cdev_add(&edu_cdev, edu_first, EDU_DEVS_MAX);
	if (err)
		goto no_cdev;
	err = edu_class_get();
	if (err)
		goto no_class;
	err = pci_register_driver(&edu_pci_driver);
	if (err)
		goto no_driver;
	return 0;
no_driver:
	class_destroy(edu_class);
no_class:
	cdev_del(&edu_cdev);
no_cdev:
	unregister_chrdev_region(edu_first, EDU_DEVS_MAX);
	return err;
}

static void __exit edu_exit(void)
{
	pci_unregister_driver(&edu_pci_driver);
	class_destroy(edu_class);
	cdev_del(&edu_cdev);
	unregister_chrdev_region(edu_first, EDU_DEVS_MAX);
}

module_init(edu_init);
module_exit(edu_exit);
MODULE_DESCRIPTION("QEMU's educational device: a buffer that is reached by DMA");
MODULE_LICENSE("Dual MIT/GPL");
