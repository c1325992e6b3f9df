/* SPDX-License-Identifier: MIT */
/*
 * How devices, classes, buses and drivers are shown in sysfs.
 *
 *   class.c         /sys/class/CLASS
 *   device_tree.c   where a device's directory lies, and the links to it
 *   device_attr.c   its files
 *   power.c         its directory "power"
 *   bus_tree.c      /sys/bus/BUS, with its devices and drivers
 */
#ifndef DOCK_KERNEL_DRIVER_TREE_H
#define DOCK_KERNEL_DRIVER_TREE_H

#include <linux/types.h>

struct bus_type;
struct class;
struct device;
struct device_driver;
struct kobj_type;
struct kobject;

/* An object of the driver core's own, in host memory as its name: what a driver
 * happens to be the first to need is none of its allocations. */
int dock_kobject_add_own(struct kobject *kobj, const struct kobj_type *ktype,
			 struct kobject *parent, const char *name);

/* Before all others. */
int dock_class_init(void);
int dock_device_tree_init(void);
int dock_bus_tree_init(void);

/* NULL: it is not registered. */
struct kobject *dock_class_kobj(const struct class *cls);
struct kobject *dock_bus_kobj(const struct bus_type *bus);
struct kobject *dock_bus_drivers_kobj(const struct bus_type *bus);
/* The device of that name, with a reference; a newline ends it. NULL: none. */
struct device *dock_bus_find_written(struct bus_type *bus, const char *text);

/* A device's own ktype, with the attributes that all have. */
extern const struct kobj_type dock_device_type;
int dock_device_attrs_add(struct device *dev); /* of its class, type and itself */
int dock_device_power_add(struct device *dev);

/* Where the device's directory lies and what leads to it: kobject_add(), links
 * and /sys/dev. Undone by the second. */
int dock_device_tree_add(struct device *dev);
void dock_device_tree_remove(struct device *dev);

int dock_bus_dir_add(struct bus_type *bus);
void dock_bus_dir_remove(struct bus_type *bus);
/* drivers_autoprobe: new devices and drivers are brought together */
bool dock_bus_probes_by_itself(const struct bus_type *bus);
int dock_bus_device_links_add(struct device *dev);
void dock_bus_device_links_remove(struct device *dev);
int dock_driver_dir_add(struct device_driver *drv);
int dock_driver_dir_fill(struct device_driver *drv); /* once it can be used */
void dock_driver_dir_remove(struct device_driver *drv);
/* A device has found its driver, or is let go by it. */
int dock_driver_links_add(struct device *dev);
void dock_driver_links_remove(struct device *dev);
/* For bind and probe by hand. 0 or -errno; the device's lock is taken. */
int dock_driver_attach(struct device_driver *drv, struct device *dev);
void dock_driver_attach_all(struct device_driver *drv);

#endif
