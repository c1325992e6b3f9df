/* SPDX-License-Identifier: MIT */
/* Buses: who brings devices and drivers together. */
#ifndef _DEVICE_BUS_H_
#define _DEVICE_BUS_H_

#include <linux/compiler.h>
#include <linux/kobject.h>
#include <linux/list.h>
#include <linux/pm.h>
#include <linux/types.h>

struct device;
struct device_driver;

struct bus_type {
	const char *name;
	const char *dev_name;
	struct device *dev_root;
	const struct attribute_group **bus_groups;
	const struct attribute_group **dev_groups;
	const struct attribute_group **drv_groups;
	int (*match)(struct device *dev, struct device_driver *drv);
	int (*uevent)(struct device *dev, struct kobj_uevent_env *env);
	int (*probe)(struct device *dev);
	void (*sync_state)(struct device *dev);
	void (*remove)(struct device *dev);
	void (*shutdown)(struct device *dev);
	int (*suspend)(struct device *dev, pm_message_t state);
	int (*resume)(struct device *dev);
	int (*dma_configure)(struct device *dev);
	void (*dma_cleanup)(struct device *dev);
	const struct dev_pm_ops *pm;
	/* What follows is Drydock's own. */
	struct list_head dock_devices, dock_drivers;
	struct dock_bus_dir *dock_dir; /* below /sys/bus */
};

struct bus_attribute {
	struct attribute attr;
	ssize_t (*show)(struct bus_type *bus, char *buf);
	ssize_t (*store)(struct bus_type *bus, const char *buf, size_t count);
};
#define BUS_ATTR_RW(_name) struct bus_attribute bus_attr_##_name = __ATTR_RW(_name)
#define BUS_ATTR_RO(_name) struct bus_attribute bus_attr_##_name = __ATTR_RO(_name)
#define BUS_ATTR_WO(_name) struct bus_attribute bus_attr_##_name = __ATTR_WO(_name)

extern int __must_check bus_create_file(struct bus_type *bus, struct bus_attribute *attr)
	__dock(bus_create_file);
extern void bus_remove_file(struct bus_type *bus, struct bus_attribute *attr)
	__dock(bus_remove_file);

extern int bus_register(struct bus_type *bus) __dock(bus_register);
extern void bus_unregister(struct bus_type *bus) __dock(bus_unregister);
extern int bus_for_each_dev(struct bus_type *bus, struct device *start, void *data,
			    int (*fn)(struct device *dev, void *data)) __dock(bus_for_each_dev);
extern struct device *bus_find_device(struct bus_type *bus, struct device *start,
				      const void *data,
				      int (*match)(struct device *dev, const void *data))
	__dock(bus_find_device);
extern struct device *bus_find_device_by_name(struct bus_type *bus, struct device *start,
					      const char *name) __dock(bus_find_device_by_name);

#endif
