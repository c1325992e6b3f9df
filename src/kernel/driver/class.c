/* SPDX-License-Identifier: MIT */
/* Classes: /sys/class, and the devices of each. */
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include "check/stack.h"
#include "host/mem.h"
#include "kernel/driver/driver.h"
#include "kernel/driver/tree.h"
#include "kernel/leftover.h"

/* A class's directory; struct class knows it as long as it is registered. */
struct dock_class_dir {
	struct kobject kobj;
	struct class *class;
	struct list_head all;
	unsigned int stack; /* a kept one: who registered it */
};

static struct kset *class_kset;
static LIST_HEAD(all_classes);

static struct class *class_of(struct kobject *kobj)
{
	return container_of(kobj, struct dock_class_dir, kobj)->class;
}

static ssize_t attr_show(struct kobject *kobj, struct attribute *attr, char *buf)
{
	struct class_attribute *a = container_of(attr, struct class_attribute, attr);

	return a->show ? a->show(class_of(kobj), a, buf) : -EIO;
}

static ssize_t attr_store(struct kobject *kobj, struct attribute *attr, const char *buf,
			  size_t count)
{
	struct class_attribute *a = container_of(attr, struct class_attribute, attr);

	return a->store ? a->store(class_of(kobj), a, buf, count) : -EIO;
}

static const struct sysfs_ops class_ops = { .show = attr_show, .store = attr_store };

static void dir_release(struct kobject *kobj)
{
	host_free(container_of(kobj, struct dock_class_dir, kobj));
}

static const struct kobj_type class_type = { .release = dir_release, .sysfs_ops = &class_ops };

struct kobject *dock_class_kobj(const struct class *cls)
{
	return cls->dock_dir ? &cls->dock_dir->kobj : NULL;
}

int class_create_file_ns(struct class *cls, const struct class_attribute *attr, const void *ns)
{
	return cls && cls->dock_dir ? sysfs_create_file(&cls->dock_dir->kobj, &attr->attr)
				    : -EINVAL;
}
EXPORT_SYMBOL_GPL(class_create_file_ns);

void class_remove_file_ns(struct class *cls, const struct class_attribute *attr, const void *ns)
{
	if (cls && cls->dock_dir)
		sysfs_remove_file(&cls->dock_dir->kobj, &attr->attr);
}
EXPORT_SYMBOL_GPL(class_remove_file_ns);

/* --- registering --- */

int class_register(struct class *cls)
{
	struct dock_class_dir *dir = host_alloc(sizeof(*dir));
	int err;

	INIT_LIST_HEAD(&cls->dock_devices);
	dir->class = cls;
	dir->kobj.kset = class_kset;
	err = dock_kobject_add_own(&dir->kobj, &class_type, NULL, cls->name);
	if (!err)
		err = sysfs_create_groups(&dir->kobj, cls->class_groups);
	if (err) {
		kobject_put(&dir->kobj);
		return err;
	}
	cls->dock_dir = dir;
	dir->stack = dock_stack_keep();
	list_add_tail(&dir->all, &all_classes);
	return 0;
}
EXPORT_SYMBOL(class_register);

void class_unregister(struct class *cls)
{
	struct dock_class_dir *dir = cls->dock_dir;

	WARN(!list_empty(&cls->dock_devices), "class %s is unregistered with devices in it\n",
	     cls->name);
	cls->dock_dir = NULL;
	if (dir) {
		list_del(&dir->all);
		kobject_del(&dir->kobj);
		kobject_put(&dir->kobj);
	}
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
	int err;

	if (!cls)
		return ERR_PTR(-ENOMEM);
	cls->name = name;
	cls->owner = owner;
	cls->class_release = class_free;
	err = class_register(cls);
	if (!err)
		return cls;
	kfree(cls);
	return ERR_PTR(err);
}
EXPORT_SYMBOL(__class_create);

/* class_simple_device_remove(), until 2.6.12, names no class. */
extern void dock_class_device_remove(dev_t devt);

void dock_class_device_remove(dev_t devt)
{
	struct dock_class_dir *dir;

	list_for_each_entry (dir, &all_classes, all)
		device_destroy(dir->class, devt);
}
EXPORT_SYMBOL(dock_class_device_remove);

void class_destroy(struct class *cls)
{
	if (!IS_ERR_OR_NULL(cls))
		class_unregister(cls);
}
EXPORT_SYMBOL(class_destroy);

void dock_class_report_leaks(unsigned long base, unsigned long len, const char *module)
{
	struct dock_class_dir *dir, *next;

	list_for_each_entry_safe(dir, next, &all_classes, all) {
		struct class *cls = dir->class;

		if (dock_stack_driver_pc(dir->stack) - base >= len)
			continue;
		dock_leftover_report(module, "a class", cls->name, 0, "registered", dir->stack);
		/* Its memory is here still; with devices in it, it stays. */
		if (list_empty(&cls->dock_devices))
			class_unregister(cls);
		else
			list_del_init(&dir->all);
	}
}

int dock_class_init(void)
{
	class_kset = kset_create_and_add("class", NULL, NULL);
	return class_kset ? 0 : -ENOMEM;
}
