/* SPDX-License-Identifier: MIT */
/* Buses: who brings devices and drivers together. */
#ifndef _DEVICE_BUS_H_
#define _DEVICE_BUS_H_

#include <linux/compiler.h>
#include <linux/list.h>
#include <linux/pm.h>
#include <linux/types.h>

struct attribute_group;
struct device;
struct device_driver;
struct kobj_uevent_env;

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
};

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
