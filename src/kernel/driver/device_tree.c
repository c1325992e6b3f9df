/* SPDX-License-Identifier: MIT */
/*
 * Where devices lie in sysfs: below their parent's directory; one of a class
 * whose parent is of none has a directory with the class's name in between. What
 * has no parent lies in /sys/devices, or in /sys/devices/virtual if it is of a
 * class.
 */
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/kobject.h>
#include "core/breaks.h"
#include "host/mem.h"
#include "kernel/driver/cpus.h"
#include "kernel/driver/tree.h"

static struct kset *devices_kset; /* /sys/devices */
static struct kobject *virtual_dir, *dev_dir, *char_dir, *block_dir;

/* A directory in between, with the number of devices in it. */
struct glue {
	struct list_head list;
	struct kobject kobj;
	struct kobject *parent;
	const struct class *class;
	int nr;
};

static LIST_HEAD(glues);

static void glue_release(struct kobject *kobj)
{
	host_free(container_of(kobj, struct glue, kobj));
}

static const struct kobj_type glue_type = { .release = glue_release, .sysfs_ops = &kobj_sysfs_ops };

static struct kobject *glue_get(struct kobject *parent, const struct class *cls)
{
	struct glue *g;

	list_for_each_entry(g, &glues, list)
		if (g->parent == parent && g->class == cls) {
			g->nr++;
			return &g->kobj;
		}
	g = host_alloc(sizeof(*g));
	g->parent = parent;
	g->class = cls;
	g->nr = 1;
	if (dock_kobject_add_own(&g->kobj, &glue_type, parent, cls->name)) {
		kobject_put(&g->kobj);
		return NULL;
	}
	list_add_tail(&g->list, &glues);
	return &g->kobj;
}

/* @kobj: what a device lay in; nothing happens if it is no such directory. */
static void glue_put(struct kobject *kobj)
{
	struct glue *g;

	list_for_each_entry(g, &glues, list) {
		if (&g->kobj != kobj)
			continue;
		if (--g->nr)
			return;
		list_del(&g->list);
		kobject_del(&g->kobj);
		kobject_put(&g->kobj);
		return;
	}
}

/* What the directory lies in; NULL: /sys/devices. -ENOMEM. */
static int find_place(struct device *dev, struct kobject **place)
{
	*place = dev->parent ? &dev->parent->kobj : NULL;
	if (!dev->class || (dev->parent && dev->parent->class))
		return 0;
	*place = glue_get(*place ? *place : virtual_dir, dev->class);
	return *place ? 0 : -ENOMEM;
}

/* --- links --- */

static void class_links_remove(struct device *dev)
{
	struct kobject *cls = dev->class ? dock_class_kobj(dev->class) : NULL;

	if (!cls)
		return;
	if (dev->parent)
		sysfs_remove_link(&dev->kobj, "device");
	sysfs_remove_link(&dev->kobj, "subsystem");
	sysfs_remove_link(cls, dev_name(dev));
}

static int class_links_add(struct device *dev)
{
	struct kobject *cls = dev->class ? dock_class_kobj(dev->class) : NULL;
	int err;

	if (!cls)
		return 0;
	err = sysfs_create_link(&dev->kobj, cls, "subsystem");
	if (!err && dev->parent && !DOCK_BREAK("device-attributes"))
		err = sysfs_create_link(&dev->kobj, &dev->parent->kobj, "device");
	if (!err)
		err = sysfs_create_link(cls, &dev->kobj, dev_name(dev));
	return err;
}

static void number_link_name(const struct device *dev, char *name, size_t size)
{
	snprintf(name, size, "%u:%u", MAJOR(dev->devt), MINOR(dev->devt));
}

static struct kobject *numbers_of(const struct device *dev)
{
	return dev->class && dev->class->dev_kobj ? dev->class->dev_kobj : char_dir;
}

static int number_link_add(struct device *dev)
{
	char name[24];

	if (!MAJOR(dev->devt))
		return 0;
	number_link_name(dev, name, sizeof(name));
	return sysfs_create_link(numbers_of(dev), &dev->kobj, name);
}

static void number_link_remove(struct device *dev)
{
	char name[24];

	if (!MAJOR(dev->devt))
		return;
	number_link_name(dev, name, sizeof(name));
	sysfs_remove_link(numbers_of(dev), name);
}

/* --- a device comes and goes --- */

int dock_device_tree_add(struct device *dev)
{
	struct kobject *place;
	int err = find_place(dev, &place);

	if (err)
		return err;
	dev->kobj.kset = devices_kset;
	err = kobject_add(&dev->kobj, place, NULL);
	if (err) {
		glue_put(place);
		return err;
	}
	err = class_links_add(dev);
	if (!err)
		err = dock_device_attrs_add(dev);
	if (!err)
		err = number_link_add(dev);
	if (err)
		dock_device_tree_remove(dev);
	return err;
}

void dock_device_tree_remove(struct device *dev)
{
	struct kobject *place = dev->kobj.parent;

	number_link_remove(dev);
	class_links_remove(dev);
	kobject_del(&dev->kobj);
	glue_put(place);
}

int dock_device_tree_init(void)
{
	devices_kset = kset_create_and_add("devices", NULL, NULL);
	dev_dir = kobject_create_and_add("dev", NULL);
	if (!devices_kset || !dev_dir)
		return -ENOMEM;
	virtual_dir = kobject_create_and_add("virtual", &devices_kset->kobj);
	block_dir = kobject_create_and_add("block", dev_dir);
	char_dir = kobject_create_and_add("char", dev_dir);
	if (!virtual_dir || !block_dir || !char_dir)
		return -ENOMEM;
	return dock_cpus_init(&devices_kset->kobj);
}
