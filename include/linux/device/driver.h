/* SPDX-License-Identifier: MIT */
/* Drivers, as their bus sees them. */
#ifndef _DEVICE_DRIVER_H_
#define _DEVICE_DRIVER_H_

#include <linux/device/bus.h>
#include <linux/list.h>
#include <linux/mod_devicetable.h>
#include <linux/module.h>

enum probe_type {
	PROBE_DEFAULT_STRATEGY,
	PROBE_PREFER_ASYNCHRONOUS,
	PROBE_FORCE_SYNCHRONOUS,
};

struct device_driver {
	const char *name;
	struct bus_type *bus;
	struct module *owner;
	const char *mod_name;
	bool suppress_bind_attrs;
	enum probe_type probe_type;
	const struct of_device_id *of_match_table;
	const struct acpi_device_id *acpi_match_table;
	int (*probe)(struct device *dev);
	void (*sync_state)(struct device *dev);
	int (*remove)(struct device *dev);
	void (*shutdown)(struct device *dev);
	int (*suspend)(struct device *dev, pm_message_t state);
	int (*resume)(struct device *dev);
	const struct attribute_group **groups;
	const struct attribute_group **dev_groups;
	const struct dev_pm_ops *pm;
	/* What follows is Drydock's own. */
	struct list_head dock_entry; /* of the bus's drivers; in use while registered */
	unsigned int dock_stack;     /* where it was registered */
	struct dock_driver_dir *dock_dir; /* below its bus's drivers */
};

struct driver_attribute {
	struct attribute attr;
	ssize_t (*show)(struct device_driver *driver, char *buf);
	ssize_t (*store)(struct device_driver *driver, const char *buf, size_t count);
};
#define DRIVER_ATTR_RW(_name) struct driver_attribute driver_attr_##_name = __ATTR_RW(_name)
#define DRIVER_ATTR_RO(_name) struct driver_attribute driver_attr_##_name = __ATTR_RO(_name)
#define DRIVER_ATTR_WO(_name) struct driver_attribute driver_attr_##_name = __ATTR_WO(_name)

extern int __must_check driver_create_file(struct device_driver *driver,
					   const struct driver_attribute *attr)
	__dock(driver_create_file);
extern void driver_remove_file(struct device_driver *driver, const struct driver_attribute *attr)
	__dock(driver_remove_file);

extern int driver_register(struct device_driver *drv) __dock(driver_register);
extern void driver_unregister(struct device_driver *drv) __dock(driver_unregister);
extern struct device_driver *driver_find(const char *name, struct bus_type *bus)
	__dock(driver_find);
extern int driver_for_each_device(struct device_driver *drv, struct device *start, void *data,
				  int (*fn)(struct device *dev, void *data))
	__dock(driver_for_each_device);

#endif
