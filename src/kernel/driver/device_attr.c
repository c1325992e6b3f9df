/* SPDX-License-Identifier: MIT */
/* Files of devices in sysfs: those that all have, and those of drivers. */
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/kstrtox.h>
#include <linux/slab.h>
#include "core/breaks.h"
#include "kernel/driver/driver.h"
#include "kernel/driver/tree.h"

/* --- the object --- */

static ssize_t attr_show(struct kobject *kobj, struct attribute *attr, char *buf)
{
	struct device_attribute *a = container_of(attr, struct device_attribute, attr);
	ssize_t count = a->show ? a->show(kobj_to_dev(kobj), a, buf) : -EIO;

	if (count >= (ssize_t)PAGE_SIZE)
		printk("dev_attr_show: %pS returned bad count\n", a->show);
	return count;
}

static ssize_t attr_store(struct kobject *kobj, struct attribute *attr, const char *buf,
			  size_t count)
{
	struct device_attribute *a = container_of(attr, struct device_attribute, attr);

	return a->store ? a->store(kobj_to_dev(kobj), a, buf, count) : -EIO;
}

static const struct sysfs_ops device_ops = { .show = attr_show, .store = attr_store };

static void device_release(struct kobject *kobj)
{
	struct device *dev = kobj_to_dev(kobj);

	if (dev->release)
		dev->release(dev);
	else if (dev->type && dev->type->release)
		dev->type->release(dev);
	else if (dev->class && dev->class->dev_release)
		dev->class->dev_release(dev);
	else
		WARN(1, "device '%s' has no release function\n", dev_name(dev));
}

const struct kobj_type dock_device_type = { .release = device_release, .sysfs_ops = &device_ops };

/* --- uevent: what an event would tell --- */

static int add_node_vars(struct device *dev, struct kobj_uevent_env *env)
{
	umode_t mode = 0;
	char *given, *c;
	int err;

	if (!MAJOR(dev->devt))
		return 0;
	given = dev->class && dev->class->devnode ? dev->class->devnode(dev, &mode) : NULL;
	err = add_uevent_var(env, "MAJOR=%u", MAJOR(dev->devt));
	if (!err)
		err = add_uevent_var(env, "MINOR=%u", MINOR(dev->devt));
	if (!err)
		err = add_uevent_var(env, "DEVNAME=%s", given ? given : dev_name(dev));
	if (!err)
		for (c = env->envp[env->envp_idx - 1]; *c; c++)
			*c = *c == '!' ? '/' : *c;
	if (!err && mode && !DOCK_BREAK("device-uevents"))
		err = add_uevent_var(env, "DEVMODE=%#o", mode & 0777);
	kfree(given);
	return err;
}

static int add_vars(struct device *dev, struct kobj_uevent_env *env)
{
	int err = add_node_vars(dev, env);

	if (!err && dev->type && dev->type->name)
		err = add_uevent_var(env, "DEVTYPE=%s", dev->type->name);
	if (!err && dev->driver)
		err = add_uevent_var(env, "DRIVER=%s", dev->driver->name);
	if (!err && dev->bus && dev->bus->uevent)
		err = dev->bus->uevent(dev, env);
	if (!err && dev->class && dev->class->dev_uevent)
		err = dev->class->dev_uevent(dev, env);
	if (!err && dev->type && dev->type->uevent)
		err = dev->type->uevent(dev, env);
	return err;
}

static ssize_t uevent_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct kobj_uevent_env *env = kzalloc(sizeof(*env), GFP_KERNEL);
	int len = 0;

	if (!env)
		return -ENOMEM;
	if (!add_vars(dev, env))
		for (int i = 0; i < env->envp_idx; i++)
			len += sysfs_emit_at(buf, len, "%s\n", env->envp[i]);
	kfree(env);
	return len;
}

static ssize_t uevent_store(struct device *dev, struct device_attribute *attr, const char *buf,
			    size_t count)
{
	return dock_uevent_is_action(buf, count) ? (ssize_t)count : -EINVAL;
}

static DEVICE_ATTR_RW(uevent);

static ssize_t dev_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%u:%u\n", MAJOR(dev->devt),
			  DOCK_BREAK("device-numbers") ? 0 : MINOR(dev->devt));
}

static DEVICE_ATTR_RO(dev);

/* --- from device_add() on; the directory takes them along --- */

int dock_device_attrs_add(struct device *dev)
{
	int err = device_create_file(dev, &dev_attr_uevent);

	if (!err && dev->class)
		err = device_add_groups(dev, dev->class->dev_groups);
	if (!err && dev->type)
		err = device_add_groups(dev, dev->type->groups);
	if (!err)
		err = device_add_groups(dev, dev->groups);
	if (!err)
		err = dock_device_power_add(dev);
	if (!err && MAJOR(dev->devt))
		err = device_create_file(dev, &dev_attr_dev);
	return err;
}

/* --- Linux's names --- */

int device_create_file(struct device *dev, const struct device_attribute *attr)
{
	if (!dev)
		return 0;
	WARN((attr->attr.mode & 0222) && !attr->store,
	     "Attribute %s: write permission without 'store'\n", attr->attr.name);
	WARN((attr->attr.mode & 0444) && !attr->show,
	     "Attribute %s: read permission without 'show'\n", attr->attr.name);
	return sysfs_create_file(&dev->kobj, &attr->attr);
}
EXPORT_SYMBOL_GPL(device_create_file);

void device_remove_file(struct device *dev, const struct device_attribute *attr)
{
	if (dev)
		sysfs_remove_file(&dev->kobj, &attr->attr);
}
EXPORT_SYMBOL_GPL(device_remove_file);

bool device_remove_file_self(struct device *dev, const struct device_attribute *attr)
{
	return dev && sysfs_remove_file_self(&dev->kobj, &attr->attr);
}
EXPORT_SYMBOL_GPL(device_remove_file_self);

int device_create_bin_file(struct device *dev, const struct bin_attribute *attr)
{
	return dev ? sysfs_create_bin_file(&dev->kobj, attr) : -EINVAL;
}
EXPORT_SYMBOL_GPL(device_create_bin_file);

void device_remove_bin_file(struct device *dev, const struct bin_attribute *attr)
{
	if (dev)
		sysfs_remove_bin_file(&dev->kobj, attr);
}
EXPORT_SYMBOL_GPL(device_remove_bin_file);

int device_add_groups(struct device *dev, const struct attribute_group **groups)
{
	return sysfs_create_groups(&dev->kobj, groups);
}
EXPORT_SYMBOL_GPL(device_add_groups);

void device_remove_groups(struct device *dev, const struct attribute_group **groups)
{
	sysfs_remove_groups(&dev->kobj, groups);
}
EXPORT_SYMBOL_GPL(device_remove_groups);

/* Given back with the driver. */
struct managed_groups {
	const struct attribute_group *one[2], **groups;
};

static void managed_release(struct device *dev, void *res)
{
	struct managed_groups *m = res;

	device_remove_groups(dev, m->groups ? m->groups : m->one);
}

static int managed_add(struct device *dev, const struct attribute_group *one,
		       const struct attribute_group **groups)
{
	struct managed_groups *m = devres_alloc(managed_release, sizeof(*m), GFP_KERNEL);
	int err;

	if (!m)
		return -ENOMEM;
	m->one[0] = one;
	m->groups = groups;
	err = device_add_groups(dev, groups ? groups : m->one);
	if (err)
		devres_free(m);
	else
		devres_add(dev, m);
	return err;
}

int devm_device_add_groups(struct device *dev, const struct attribute_group **groups)
{
	return managed_add(dev, NULL, groups);
}
EXPORT_SYMBOL_GPL(devm_device_add_groups);

int devm_device_add_group(struct device *dev, const struct attribute_group *grp)
{
	return managed_add(dev, grp, NULL);
}
EXPORT_SYMBOL_GPL(devm_device_add_group);

/* --- attributes that are a variable --- */

#define VARIABLE(type_name, type, fmt, parse)						\
ssize_t device_show_##type_name(struct device *dev, struct device_attribute *attr, char *buf)	\
{											\
	struct dev_ext_attribute *ea = container_of(attr, struct dev_ext_attribute, attr);	\
											\
	return sysfs_emit(buf, fmt "\n", *(type *)ea->var);				\
}											\
EXPORT_SYMBOL_GPL(device_show_##type_name);						\
ssize_t device_store_##type_name(struct device *dev, struct device_attribute *attr,	\
				 const char *buf, size_t count)				\
{											\
	struct dev_ext_attribute *ea = container_of(attr, struct dev_ext_attribute, attr);	\
	type value;									\
	int err = parse;								\
											\
	if (err)									\
		return err;								\
	*(type *)ea->var = value;							\
	return (ssize_t)count;								\
}											\
EXPORT_SYMBOL_GPL(device_store_##type_name)

VARIABLE(ulong, unsigned long, "%lx", kstrtoul(buf, 0, &value));
VARIABLE(int, int, "%d", kstrtoint(buf, 0, &value));
VARIABLE(bool, bool, "%d", kstrtobool(buf, &value) ? -EINVAL : 0);
