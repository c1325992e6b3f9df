/* SPDX-License-Identifier: MIT */
/*
 * Devices and classes. A device with a number, in a class, has a node under
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
#include "kernel/driver/driver.h"
#include "kernel/fs/node.h"

static unsigned long live;

unsigned long dock_device_live(void)
{
	return live;
}

/* --- classes --- */

int class_register(struct class *cls)
{
	INIT_LIST_HEAD(&cls->dock_devices);
	return 0;
}
EXPORT_SYMBOL(class_register);

void class_unregister(struct class *cls)
{
	WARN(!list_empty(&cls->dock_devices), "class %s is unregistered with devices in it\n",
	     cls->name);
	if (cls->class_release)
		cls->class_release(cls);
}
EXPORT_SYMBOL(class_unregister);

static void class_free(struct class *cls)
{
	kfree(cls);
}

struct class *__class_create(struct module *owner, const char *name, struct lock_class_key *key)
{
	struct class *cls = kzalloc(sizeof(*cls), GFP_KERNEL);

	if (!cls)
		return ERR_PTR(-ENOMEM);
	cls->name = name;
	cls->owner = owner;
	cls->class_release = class_free;
	cls->dock_allocated = true;
	class_register(cls);
	return cls;
}
EXPORT_SYMBOL(__class_create);

void class_destroy(struct class *cls)
{
	if (IS_ERR_OR_NULL(cls))
		return;
	class_unregister(cls);
}
EXPORT_SYMBOL(class_destroy);

/* --- devices --- */

static void device_release(struct kobject *kobj)
{
	struct device *dev = container_of(kobj, struct device, kobj);

	if (dev->release)
		dev->release(dev);
	else if (dev->class && dev->class->dev_release)
		dev->class->dev_release(dev);
	else
		WARN(1, "device '%s' has no release function\n", dev_name(dev));
}

static const struct kobj_type device_type = { .release = device_release };

void device_initialize(struct device *dev)
{
	kobject_init(&dev->kobj, &device_type);
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
	dev->dock_node = dock_node_add(path, S_IFCHR | (mode ? mode & 0777 : 0600), dev->devt);
	return dev->dock_node ? 0 : -EEXIST;
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
	if (MAJOR(dev->devt)) {
		err = node_make(dev);
		if (err) {
			put_device(dev);
			return err;
		}
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
	live--;
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

struct device *device_create(struct class *cls, struct device *parent, dev_t devt, void *drvdata,
			     const char *fmt, ...)
{
	struct device *dev;
	va_list args;
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
	dev->release = created_release;
	dev->driver_data = drvdata;
	va_start(args, fmt);
	err = kobject_set_name_vargs(&dev->kobj, fmt, args);
	va_end(args);
	if (!err)
		err = device_add(dev);
	if (err) {
		put_device(dev);
		return ERR_PTR(err);
	}
	return dev;
}
EXPORT_SYMBOL(device_create);

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
