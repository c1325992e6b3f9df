/* SPDX-License-Identifier: MIT */
/*
 * Kernel objects: a name, a reference count, and a directory in sysfs. An object
 * that is added holds a reference of its parent.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "host/mem.h"
#include "kernel/driver/tree.h"
#include "kernel/fs/sysfs.h"

void kobject_init(struct kobject *kobj, const struct kobj_type *ktype)
{
	if (!kobj || !ktype) {
		pr_err("kobject (%p): must have a ktype to be initialized properly!\n",
		       kobj);
		dump_stack();
		return;
	}
	if (kobj->state_initialized) {
		pr_err("kobject (%p): tried to init an initialized object, something is "
		       "seriously wrong.\n",
		       kobj);
		dump_stack();
	}
	INIT_LIST_HEAD(&kobj->entry);
	kref_init(&kobj->kref);
	kobj->ktype = ktype;
	kobj->state_in_sysfs = 0;
	kobj->state_initialized = 1;
}
EXPORT_SYMBOL(kobject_init);

/* --- names --- */

static char *format_name(const char *fmt, va_list args)
{
	va_list again;
	int len;
	char *name;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	name = kmalloc((size_t)len + 1, GFP_KERNEL);
	if (name)
		vsnprintf(name, (size_t)len + 1, fmt, args);
	return name;
}

int kobject_set_name_vargs(struct kobject *kobj, const char *fmt, va_list args)
{
	char *name, *c;

	if (kobj->name && !fmt)
		return 0;
	name = format_name(fmt, args);
	if (!name)
		return -ENOMEM;
	for (c = name; *c; c++) /* no name of a directory has one */
		if (*c == '/')
			*c = '!';
	kfree(kobj->name);
	kobj->name = name;
	return 0;
}
EXPORT_SYMBOL(kobject_set_name_vargs);

int kobject_set_name(struct kobject *kobj, const char *fmt, ...)
{
	va_list args;
	int err;

	va_start(args, fmt);
	err = kobject_set_name_vargs(kobj, fmt, args);
	va_end(args);
	return err;
}
EXPORT_SYMBOL(kobject_set_name);

/* Its path below /sys, as drivers print it. */
char *kobject_get_path(const struct kobject *kobj, gfp_t flag)
{
	const struct kobject *k;
	size_t len = 1;
	char *path;

	for (k = kobj; k; k = k->parent)
		len += strlen(kobject_name(k)) + 1;
	path = kzalloc(len, flag);
	if (!path)
		return NULL;
	for (k = kobj, len--; k; k = k->parent) {
		size_t n = strlen(kobject_name(k));

		len -= n + 1;
		path[len] = '/';
		memcpy(path + len + 1, kobject_name(k), n);
	}
	return path;
}
EXPORT_SYMBOL(kobject_get_path);

/* --- in and out of the tree --- */

static void kset_join(struct kobject *kobj)
{
	if (!kobj->kset)
		return;
	kset_get(kobj->kset);
	spin_lock(&kobj->kset->list_lock);
	list_add_tail(&kobj->entry, &kobj->kset->list);
	spin_unlock(&kobj->kset->list_lock);
}

static void kset_leave(struct kobject *kobj)
{
	if (!kobj->kset)
		return;
	spin_lock(&kobj->kset->list_lock);
	list_del_init(&kobj->entry);
	spin_unlock(&kobj->kset->list_lock);
	kset_put(kobj->kset);
}

static int create_dir(struct kobject *kobj)
{
	int err = dock_sysfs_add_dir(kobj);

	if (err || !kobj->ktype)
		return err;
	err = sysfs_create_groups(kobj, kobj->ktype->default_groups);
	if (err)
		dock_sysfs_remove_dir(kobj);
	return err;
}

static int add(struct kobject *kobj)
{
	int err;

	if (WARN(!kobj->name || !kobj->name[0],
		 "kobject: (%p): attempted to be registered with empty name!\n", kobj))
		return -EINVAL;
	if (!kobj->parent && kobj->kset)
		kobj->parent = &kobj->kset->kobj;
	kobject_get(kobj->parent);
	kset_join(kobj);
	err = create_dir(kobj);
	if (!err) {
		kobj->state_in_sysfs = 1;
		return 0;
	}
	kset_leave(kobj);
	kobject_put(kobj->parent);
	kobj->parent = NULL;
	if (err == -EEXIST)
		pr_err("kobject_add_internal failed for %s with -EEXIST, don't try to "
		       "register "
		       "things with the same name in the same directory.\n",
		       kobject_name(kobj));
	else
		pr_err("kobject_add_internal failed for %s (error: %d)\n",
		       kobject_name(kobj), err);
	return err;
}

static int add_va(struct kobject *kobj, struct kobject *parent, const char *fmt,
		  va_list args)
{
	int err = kobject_set_name_vargs(kobj, fmt, args);

	if (err) {
		pr_err("kobject: can not set name properly!\n");
		return err;
	}
	kobj->parent = parent;
	return add(kobj);
}

int kobject_add(struct kobject *kobj, struct kobject *parent, const char *fmt, ...)
{
	va_list args;
	int err;

	if (!kobj)
		return -EINVAL;
	if (!kobj->state_initialized) {
		pr_err("kobject '%s' (%p): tried to add an uninitialized object, "
		       "something is "
		       "seriously wrong.\n",
		       kobject_name(kobj), kobj);
		dump_stack();
		return -EINVAL;
	}
	va_start(args, fmt);
	err = add_va(kobj, parent, fmt, args);
	va_end(args);
	return err;
}
EXPORT_SYMBOL(kobject_add);

int kobject_init_and_add(struct kobject *kobj, const struct kobj_type *ktype,
			 struct kobject *parent, const char *fmt, ...)
{
	va_list args;
	int err;

	kobject_init(kobj, ktype);
	va_start(args, fmt);
	err = add_va(kobj, parent, fmt, args);
	va_end(args);
	return err;
}
EXPORT_SYMBOL_GPL(kobject_init_and_add);

int dock_kobject_add_own(struct kobject *kobj, const struct kobj_type *ktype,
			 struct kobject *parent, const char *name)
{
	size_t len = strlen(name) + 1;
	char *copy = host_alloc(len);

	memcpy(copy, name, len);
	kobject_init(kobj, ktype);
	kobj->name = copy;
	kobj->dock_host_name = 1;
	kobj->parent = parent;
	return add(kobj);
}

void kobject_del(struct kobject *kobj)
{
	struct kobject *parent;

	if (!kobj || !kobj->state_in_sysfs)
		return;
	parent = kobj->parent;
	if (kobj->sd && kobj->ktype)
		sysfs_remove_groups(kobj, kobj->ktype->default_groups);
	dock_sysfs_remove_dir(kobj);
	kobj->state_in_sysfs = 0;
	kset_leave(kobj);
	kobj->parent = NULL;
	kobject_put(parent);
}
EXPORT_SYMBOL(kobject_del);

/* --- references --- */

struct kobject *kobject_get(struct kobject *kobj)
{
	if (!kobj)
		return NULL;
	WARN(!kobj->state_initialized,
	     "kobject: '%s' (%p): is not initialized, yet kobject_get() is being "
	     "called.\n",
	     kobject_name(kobj), kobj);
	kref_get(&kobj->kref);
	return kobj;
}
EXPORT_SYMBOL(kobject_get);

struct kobject *kobject_get_unless_zero(struct kobject *kobj)
{
	return kobj && kref_get_unless_zero(&kobj->kref) ? kobj : NULL;
}
EXPORT_SYMBOL(kobject_get_unless_zero);

static void kobject_release(struct kref *kref)
{
	struct kobject *kobj = container_of(kref, struct kobject, kref);
	const char *name = kobj->name;

	kobject_del(kobj); /* if its owner has not done it */
	if (kobj->dock_host_name) {
		host_free((void *)name);
		name = NULL;
	}
	if (kobj->ktype && kobj->ktype->release)
		kobj->ktype->release(kobj);
	kfree(name);
}

void kobject_put(struct kobject *kobj)
{
	if (!kobj)
		return;
	WARN(!kobj->state_initialized,
	     "kobject: '%s' (%p): is not initialized, yet kobject_put() is being "
	     "called.\n",
	     kobject_name(kobj), kobj);
	kref_put(&kobj->kref, kobject_release);
}
EXPORT_SYMBOL(kobject_put);
