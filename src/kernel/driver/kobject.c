/* SPDX-License-Identifier: MIT */
/* Kernel objects: a name and a reference count. */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/slab.h>

void kobject_init(struct kobject *kobj, const struct kobj_type *ktype)
{
	INIT_LIST_HEAD(&kobj->entry);
	kref_init(&kobj->kref);
	kobj->ktype = ktype;
	kobj->state_initialized = 1;
}
EXPORT_SYMBOL(kobject_init);

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

int dock_kobject_name_va(struct kobject *kobj, const char *fmt, va_list args)
{
	char *name = format_name(fmt, args);

	if (!name)
		return -ENOMEM;
	kfree(kobj->name);
	kobj->name = name;
	return 0;
}

int kobject_set_name(struct kobject *kobj, const char *fmt, ...)
{
	va_list args;
	int err;

	va_start(args, fmt);
	err = dock_kobject_name_va(kobj, fmt, args);
	va_end(args);
	return err;
}
EXPORT_SYMBOL(kobject_set_name);

struct kobject *kobject_get(struct kobject *kobj)
{
	if (kobj)
		kref_get(&kobj->kref);
	return kobj;
}
EXPORT_SYMBOL(kobject_get);

static void kobject_release(struct kref *kref)
{
	struct kobject *kobj = container_of(kref, struct kobject, kref);
	const char *name = kobj->name;

	kobj->name = NULL;
	if (kobj->ktype && kobj->ktype->release)
		kobj->ktype->release(kobj);
	kfree(name);
}

void kobject_put(struct kobject *kobj)
{
	if (kobj)
		kref_put(&kobj->kref, kobject_release);
}
EXPORT_SYMBOL(kobject_put);
