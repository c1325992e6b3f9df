/* SPDX-License-Identifier: MIT */
/* Drivers in sysfs: /sys/bus/BUS/drivers/DRIVER, and links to what they drive. */
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/module.h>
#include <linux/string.h>
#include "core/breaks.h"
#include "host/mem.h"
#include "kernel/driver/driver.h"
#include "kernel/driver/tree.h"

struct dock_driver_dir {
	struct kobject kobj;
	struct device_driver *drv;
};

static struct device_driver *driver_of(struct kobject *kobj)
{
	return container_of(kobj, struct dock_driver_dir, kobj)->drv;
}

static ssize_t attr_show(struct kobject *kobj, struct attribute *attr, char *buf)
{
	struct driver_attribute *a = container_of(attr, struct driver_attribute, attr);

	return a->show ? a->show(driver_of(kobj), buf) : -EIO;
}

static ssize_t attr_store(struct kobject *kobj, struct attribute *attr, const char *buf,
			  size_t count)
{
	struct driver_attribute *a = container_of(attr, struct driver_attribute, attr);

	return a->store ? a->store(driver_of(kobj), buf, count) : -EIO;
}

static const struct sysfs_ops driver_ops = { .show = attr_show, .store = attr_store };

static void dir_release(struct kobject *kobj)
{
	host_free(container_of(kobj, struct dock_driver_dir, kobj));
}

static const struct kobj_type driver_ktype = { .release = dir_release, .sysfs_ops = &driver_ops };

/* --- its own files --- */

static ssize_t bind_store(struct device_driver *drv, const char *buf, size_t count)
{
	struct device *dev = dock_bus_find_written(drv->bus, buf);
	int err;

	if (!dev)
		return -ENODEV;
	err = dock_driver_attach(drv, dev);
	put_device(dev);
	return err ? err : (ssize_t)count;
}

static ssize_t unbind_store(struct device_driver *drv, const char *buf, size_t count)
{
	struct device *dev = dock_bus_find_written(drv->bus, buf);
	bool ours = dev && dev->driver == drv;

	if (DOCK_BREAK("unbind-while-open") && module_refcount(drv->owner))
		ours = false;
	if (ours)
		device_release_driver(dev);
	put_device(dev);
	return ours ? (ssize_t)count : -ENODEV;
}

static ssize_t uevent_store(struct device_driver *drv, const char *buf, size_t count)
{
	return dock_uevent_is_action(buf, count) ? (ssize_t)count : -EINVAL;
}

static DRIVER_ATTR_WO(bind);
static DRIVER_ATTR_WO(unbind);
static DRIVER_ATTR_WO(uevent);

int driver_create_file(struct device_driver *drv, const struct driver_attribute *attr)
{
	return drv && drv->dock_dir ? sysfs_create_file(&drv->dock_dir->kobj, &attr->attr)
				    : -EINVAL;
}
EXPORT_SYMBOL_GPL(driver_create_file);

void driver_remove_file(struct device_driver *drv, const struct driver_attribute *attr)
{
	if (drv && drv->dock_dir)
		sysfs_remove_file(&drv->dock_dir->kobj, &attr->attr);
}
EXPORT_SYMBOL_GPL(driver_remove_file);

/* --- the module that it comes from --- */

static void link_name(const struct device_driver *drv, char *name, size_t size)
{
	snprintf(name, size, "%s:%s", drv->bus->name, drv->name);
}

static int module_links_add(struct device_driver *drv)
{
	struct module_kobject *mk = drv->owner ? &drv->owner->mkobj : NULL;
	char name[96];
	int err;

	if (!mk || !mk->kobj.sd)
		return 0;
	err = sysfs_create_link(&drv->dock_dir->kobj, &mk->kobj, "module");
	if (!mk->drivers_dir)
		mk->drivers_dir = kobject_create_and_add("drivers", &mk->kobj);
	link_name(drv, name, sizeof(name));
	if (!err && mk->drivers_dir)
		err = sysfs_create_link(mk->drivers_dir, &drv->dock_dir->kobj, name);
	return err;
}

static void module_links_remove(struct device_driver *drv)
{
	char name[96];

	if (!drv->owner || !drv->owner->mkobj.drivers_dir)
		return;
	link_name(drv, name, sizeof(name));
	sysfs_remove_link(drv->owner->mkobj.drivers_dir, name);
}

/* --- the directory --- */

int dock_driver_dir_add(struct device_driver *drv)
{
	struct dock_driver_dir *dir = host_alloc(sizeof(*dir));
	int err;

	dir->drv = drv;
	err = dock_kobject_add_own(&dir->kobj, &driver_ktype, dock_bus_drivers_kobj(drv->bus),
				   drv->name);
	if (err) {
		kobject_put(&dir->kobj);
		return err;
	}
	drv->dock_dir = dir;
	return 0;
}

int dock_driver_dir_fill(struct device_driver *drv)
{
	int err = module_links_add(drv);

	if (!err)
		err = driver_create_file(drv, &driver_attr_uevent);
	if (!err)
		err = sysfs_create_groups(&drv->dock_dir->kobj, drv->bus->drv_groups);
	if (!err && !drv->suppress_bind_attrs)
		err = driver_create_file(drv, &driver_attr_unbind);
	if (!err && !drv->suppress_bind_attrs)
		err = driver_create_file(drv, &driver_attr_bind);
	if (!err)
		err = sysfs_create_groups(&drv->dock_dir->kobj, drv->groups);
	if (err)
		driver_unregister(drv);
	return err;
}

void dock_driver_dir_remove(struct device_driver *drv)
{
	struct dock_driver_dir *dir = drv->dock_dir;

	module_links_remove(drv);
	drv->dock_dir = NULL;
	kobject_del(&dir->kobj);
	kobject_put(&dir->kobj);
}

/* --- what it drives --- */

int dock_driver_links_add(struct device *dev)
{
	struct kobject *dir = &dev->driver->dock_dir->kobj;
	int err = sysfs_create_link(dir, &dev->kobj, kobject_name(&dev->kobj));

	if (!err)
		err = sysfs_create_link(&dev->kobj, dir, "driver");
	return err;
}

void dock_driver_links_remove(struct device *dev)
{
	if (!dev->driver || !dev->driver->dock_dir)
		return;
	sysfs_remove_link(&dev->kobj, "driver");
	sysfs_remove_link(&dev->driver->dock_dir->kobj, kobject_name(&dev->kobj));
}
