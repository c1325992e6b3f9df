/* SPDX-License-Identifier: MIT */
/*
 * Devices. One with a number, in a class, has a node under
 * /dev, as devtmpfs makes them: mode 0600 unless the class says otherwise. One
 * on a bus is offered to the bus's drivers (bus.c).
 */
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "core/breaks.h"
#include "kernel/driver/driver.h"
#include "kernel/driver/tree.h"
#include "kernel/fs/node.h"

static unsigned long live;

unsigned long dock_device_live(void)
{
	return live;
}

/* --- devices --- */

void device_initialize(struct device *dev)
{
	kobject_init(&dev->kobj, &dock_device_type);
	INIT_LIST_HEAD(&dev->dock_class_entry);
	INIT_LIST_HEAD(&dev->dock_bus_entry);
	INIT_LIST_HEAD(&dev->devres_head);
	mutex_init(&dev->mutex);
}
EXPORT_SYMBOL(device_initialize);

int dev_set_name(struct device *dev, const char *fmt, ...)
{
	va_list args;
	int err;

	va_start(args, fmt);
	err = kobject_set_name_vargs(&dev->kobj, fmt, args);
	va_end(args);
	return err;
}
EXPORT_SYMBOL(dev_set_name);

/* @asked: what the class wants, or 0. */
static umode_t node_mode(umode_t asked)
{
	if (asked && !DOCK_BREAK("misc-device") && !DOCK_BREAK("node"))
		return asked & 0777;
	return DOCK_BREAK("nodes-of-devices") ? 0660 : 0600;
}

static int node_make(struct device *dev)
{
	umode_t mode = 0;
	char *given = dev->class && dev->class->devnode ? dev->class->devnode(dev, &mode) : NULL;
	char path[160];
	char *c;

	snprintf(path, sizeof(path), "/dev/%s", given ? given : dev_name(dev));
	kfree(given);
	for (c = path + 5; *c; c++) /* as Linux: '!' stands for '/' in a name */
		if (*c == '!')
			*c = '/';
	dev->dock_node = dock_node_add(path, S_IFCHR | node_mode(mode), dev->devt);
	return dev->dock_node ? 0 : -EEXIST;
}

/* Its directory in sysfs, and its node. */
static int tree_add(struct device *dev)
{
	int err = dock_device_tree_add(dev);

	if (!err && dev->bus)
		err = dock_bus_device_links_add(dev);
	if (!err && MAJOR(dev->devt))
		err = node_make(dev);
	if (err && dev->kobj.state_in_sysfs)
		dock_device_tree_remove(dev);
	return err;
}

int device_add(struct device *dev)
{
	int err = 0;

	if (dev->init_name) {
		err = kobject_set_name(&dev->kobj, "%s", dev->init_name);
		dev->init_name = NULL;
	}
	if (err)
		return err;
	if (!dev->kobj.name)
		return -EINVAL;
	get_device(dev);
	get_device(dev->parent);
	err = tree_add(dev);
	if (err) {
		put_device(dev->parent);
		put_device(dev);
		return err;
	}
	if (dev->class)
		list_add_tail(&dev->dock_class_entry, &dev->class->dock_devices);
	live++;
	if (dev->bus)
		dock_bus_add_device(dev);
	return 0;
}
EXPORT_SYMBOL(device_add);

void device_del(struct device *dev)
{
	if (dev->bus)
		dock_bus_remove_device(dev);
	dock_devres_release_all(dev);
	if (dev->dock_node)
		dock_node_remove(dev->dock_node);
	dev->dock_node = NULL;
	list_del_init(&dev->dock_class_entry);
	if (dev->bus)
		dock_bus_device_links_remove(dev);
	dock_device_tree_remove(dev);
	live--;
	put_device(dev->parent);
	put_device(dev);
}
EXPORT_SYMBOL(device_del);

int device_register(struct device *dev)
{
	device_initialize(dev);
	return device_add(dev);
}
EXPORT_SYMBOL(device_register);

void device_unregister(struct device *dev)
{
	device_del(dev);
	put_device(dev);
}
EXPORT_SYMBOL(device_unregister);

struct device *get_device(struct device *dev)
{
	if (dev)
		kobject_get(&dev->kobj);
	return dev;
}
EXPORT_SYMBOL(get_device);

void put_device(struct device *dev)
{
	if (dev)
		kobject_put(&dev->kobj);
}
EXPORT_SYMBOL(put_device);

static void created_release(struct device *dev)
{
	kfree(dev);
}

static struct device *create(struct class *cls, struct device *parent, dev_t devt, void *drvdata,
			     const struct attribute_group **groups, const char *fmt, va_list args)
{
	struct device *dev;
	int err;

	if (IS_ERR_OR_NULL(cls))
		return ERR_PTR(-ENODEV);
	dev = kzalloc(sizeof(*dev), GFP_KERNEL);
	if (!dev)
		return ERR_PTR(-ENOMEM);
	device_initialize(dev);
	dev->devt = devt;
	dev->class = cls;
	dev->parent = parent;
	dev->groups = groups;
	dev->release = created_release;
	dev->driver_data = drvdata;
	err = kobject_set_name_vargs(&dev->kobj, fmt, args);
	if (!err)
		err = device_add(dev);
	if (err) {
		put_device(dev);
		return ERR_PTR(err);
	}
	return dev;
}

struct device *device_create(struct class *cls, struct device *parent, dev_t devt, void *drvdata,
			     const char *fmt, ...)
{
	struct device *dev;
	va_list args;

	va_start(args, fmt);
	dev = create(cls, parent, devt, drvdata, NULL, fmt, args);
	va_end(args);
	return dev;
}
EXPORT_SYMBOL(device_create);

struct device *device_create_with_groups(struct class *cls, struct device *parent, dev_t devt,
					 void *drvdata, const struct attribute_group **groups,
					 const char *fmt, ...)
{
	struct device *dev;
	va_list args;

	va_start(args, fmt);
	dev = create(cls, parent, devt, drvdata, groups, fmt, args);
	va_end(args);
	return dev;
}
EXPORT_SYMBOL(device_create_with_groups);

void device_destroy(struct class *cls, dev_t devt)
{
	struct device *dev, *n;

	list_for_each_entry_safe(dev, n, &cls->dock_devices, dock_class_entry) {
		if (dev->devt == devt) {
			device_unregister(dev);
			return;
		}
	}
}
EXPORT_SYMBOL(device_destroy);
