/* SPDX-License-Identifier: MIT */
/* Devices and classes. */
#ifndef _LINUX_DEVICE_H
#define _LINUX_DEVICE_H

#include <linux/device/class.h>
#include <linux/dev_printk.h>
#include <linux/err.h>
#include <linux/kobject.h>
#include <linux/list.h>
#include <linux/types.h>

struct class;
struct device_driver;
struct bus_type;

struct device {
	struct kobject kobj;
	struct device *parent;
	const char *init_name;
	struct bus_type *bus;
	struct device_driver *driver;
	struct class *class;
	void *platform_data;
	void *driver_data;
	dev_t devt;
	u32 id;
	void (*release)(struct device *dev);
	/* What follows is Drydock's own. */
	struct dock_node *dock_node;
	struct list_head dock_class_entry;
};

static inline const char *dev_name(const struct device *dev)
{
	return dev->init_name ? dev->init_name : kobject_name(&dev->kobj);
}

static inline void *dev_get_drvdata(const struct device *dev)
{
	return dev->driver_data;
}

static inline void dev_set_drvdata(struct device *dev, void *data)
{
	dev->driver_data = data;
}

extern int dev_set_name(struct device *dev, const char *fmt, ...) __dock(dev_set_name)
	__attribute__((format(printf, 2, 3)));
extern void device_initialize(struct device *dev) __dock(device_initialize);
extern int device_add(struct device *dev) __dock(device_add);
extern void device_del(struct device *dev) __dock(device_del);
extern int device_register(struct device *dev) __dock(device_register);
extern void device_unregister(struct device *dev) __dock(device_unregister);
extern struct device *get_device(struct device *dev) __dock(get_device);
extern void put_device(struct device *dev) __dock(put_device);
extern struct device *device_create(struct class *cls, struct device *parent, dev_t devt,
				    void *drvdata, const char *fmt, ...) __dock(device_create)
	__attribute__((format(printf, 5, 6)));
extern void device_destroy(struct class *cls, dev_t devt) __dock(device_destroy);

#endif
