/* SPDX-License-Identifier: MIT */
/* Buses in sysfs: /sys/bus/BUS, and its devices' links. */
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/string.h>
#include "host/mem.h"
#include "kernel/driver/driver.h"
#include "kernel/driver/tree.h"

struct dock_bus_dir {
	struct kobject kobj;
	struct bus_type *bus;
	struct kobject *devices, *drivers;
	bool autoprobe;
};

static struct kset *bus_kset;

static struct dock_bus_dir *dir_of(struct kobject *kobj)
{
	return container_of(kobj, struct dock_bus_dir, kobj);
}

static ssize_t attr_show(struct kobject *kobj, struct attribute *attr, char *buf)
{
	struct bus_attribute *a = container_of(attr, struct bus_attribute, attr);

	return a->show ? a->show(dir_of(kobj)->bus, buf) : 0;
}

static ssize_t attr_store(struct kobject *kobj, struct attribute *attr, const char *buf,
			  size_t count)
{
	struct bus_attribute *a = container_of(attr, struct bus_attribute, attr);

	return a->store ? a->store(dir_of(kobj)->bus, buf, count) : 0;
}

static const struct sysfs_ops bus_ops = { .show = attr_show, .store = attr_store };

static void dir_release(struct kobject *kobj)
{
	host_free(dir_of(kobj));
}

static const struct kobj_type bus_ktype = { .release = dir_release, .sysfs_ops = &bus_ops };

/* --- its own files --- */

static ssize_t drivers_autoprobe_show(struct bus_type *bus, char *buf)
{
	return sysfs_emit(buf, "%d\n", bus->dock_dir->autoprobe);
}

static ssize_t drivers_autoprobe_store(struct bus_type *bus, const char *buf, size_t count)
{
	bus->dock_dir->autoprobe = buf[0] != '0';
	return (ssize_t)count;
}

/* The name of a device looks for a driver. */
static ssize_t drivers_probe_store(struct bus_type *bus, const char *buf, size_t count)
{
	struct device *dev = dock_bus_find_written(bus, buf);

	if (!dev)
		return -ENODEV;
	if (!dev->driver)
		device_attach(dev);
	put_device(dev);
	return (ssize_t)count;
}

static ssize_t uevent_store(struct bus_type *bus, const char *buf, size_t count)
{
	return dock_uevent_is_action(buf, count) ? (ssize_t)count : -EINVAL;
}

static BUS_ATTR_RW(drivers_autoprobe);
static BUS_ATTR_WO(drivers_probe);
static BUS_ATTR_WO(uevent);

static struct attribute *bus_attrs[] = { &bus_attr_uevent.attr, &bus_attr_drivers_probe.attr,
					 &bus_attr_drivers_autoprobe.attr, NULL };
ATTRIBUTE_GROUPS(bus);

struct device *dock_bus_find_written(struct bus_type *bus, const char *text)
{
	char name[64];

	if (strscpy(name, text, sizeof(name)) < 0)
		return NULL;
	name[strcspn(name, "\n")] = 0;
	return bus_find_device_by_name(bus, NULL, name);
}

/* --- the directory --- */

struct kobject *dock_bus_kobj(const struct bus_type *bus)
{
	return bus->dock_dir ? &bus->dock_dir->kobj : NULL;
}

struct kobject *dock_bus_drivers_kobj(const struct bus_type *bus)
{
	return bus->dock_dir->drivers;
}

bool dock_bus_probes_by_itself(const struct bus_type *bus)
{
	return bus->dock_dir->autoprobe;
}

int dock_bus_dir_add(struct bus_type *bus)
{
	struct dock_bus_dir *dir = host_alloc(sizeof(*dir));
	int err;

	dir->bus = bus;
	dir->autoprobe = true;
	dir->kobj.kset = bus_kset;
	bus->dock_dir = dir;
	err = dock_kobject_add_own(&dir->kobj, &bus_ktype, NULL, bus->name);
	if (!err) {
		dir->devices = kobject_create_and_add("devices", &dir->kobj);
		dir->drivers = kobject_create_and_add("drivers", &dir->kobj);
		if (!dir->devices || !dir->drivers)
			err = -ENOMEM;
	}
	if (!err)
		err = sysfs_create_groups(&dir->kobj, bus_groups);
	if (!err)
		err = sysfs_create_groups(&dir->kobj, bus->bus_groups);
	if (err)
		dock_bus_dir_remove(bus);
	return err;
}

static void remove(struct kobject *kobj)
{
	kobject_del(kobj);
	kobject_put(kobj);
}

void dock_bus_dir_remove(struct bus_type *bus)
{
	struct dock_bus_dir *dir = bus->dock_dir;

	bus->dock_dir = NULL;
	remove(dir->drivers);
	remove(dir->devices);
	remove(&dir->kobj);
}

int bus_create_file(struct bus_type *bus, struct bus_attribute *attr)
{
	return bus->dock_dir ? sysfs_create_file(&bus->dock_dir->kobj, &attr->attr) : -EINVAL;
}
EXPORT_SYMBOL_GPL(bus_create_file);

void bus_remove_file(struct bus_type *bus, struct bus_attribute *attr)
{
	if (bus->dock_dir)
		sysfs_remove_file(&bus->dock_dir->kobj, &attr->attr);
}
EXPORT_SYMBOL_GPL(bus_remove_file);

/* --- its devices --- */

int dock_bus_device_links_add(struct device *dev)
{
	int err = device_add_groups(dev, dev->bus->dev_groups);

	if (!err)
		err = sysfs_create_link(dev->bus->dock_dir->devices, &dev->kobj, dev_name(dev));
	if (!err)
		err = sysfs_create_link(&dev->kobj, &dev->bus->dock_dir->kobj, "subsystem");
	return err;
}

void dock_bus_device_links_remove(struct device *dev)
{
	if (dev->bus->dock_dir)
		sysfs_remove_link(dev->bus->dock_dir->devices, dev_name(dev));
}

int dock_bus_tree_init(void)
{
	bus_kset = kset_create_and_add("bus", NULL, NULL);
	return bus_kset ? 0 : -ENOMEM;
}
