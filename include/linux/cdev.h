/* SPDX-License-Identifier: MIT */
/* Char devices. */
#ifndef _LINUX_CDEV_H
#define _LINUX_CDEV_H

#include <linux/device.h>
#include <linux/kdev_t.h>
#include <linux/kobject.h>
#include <linux/list.h>
#include <linux/types.h>

struct file_operations;
struct module;

struct cdev {
	struct kobject kobj;
	struct module *owner;
	const struct file_operations *ops;
	struct list_head list;		/* open inodes */
	dev_t dev;
	unsigned int count;
};

extern void cdev_init(struct cdev *cdev, const struct file_operations *fops) __dock(cdev_init);
extern struct cdev *cdev_alloc(void) __dock(cdev_alloc);
extern void cdev_put(struct cdev *p) __dock(cdev_put);
extern int cdev_add(struct cdev *p, dev_t dev, unsigned int count) __dock(cdev_add);
extern void cdev_del(struct cdev *p) __dock(cdev_del);
extern void cdev_set_parent(struct cdev *p, struct kobject *kobj) __dock(cdev_set_parent);
extern int cdev_device_add(struct cdev *cdev, struct device *dev) __dock(cdev_device_add);
extern void cdev_device_del(struct cdev *cdev, struct device *dev) __dock(cdev_device_del);

#endif
