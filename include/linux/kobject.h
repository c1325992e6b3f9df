/* SPDX-License-Identifier: MIT */
/* Kernel objects: names and reference counts. */
#ifndef _LINUX_KOBJECT_H
#define _LINUX_KOBJECT_H

#include <linux/kref.h>
#include <linux/list.h>
#include <linux/types.h>

struct kobject;

struct kobj_type {
	void (*release)(struct kobject *kobj);
};

struct kobject {
	const char *name;
	struct list_head entry;
	struct kobject *parent;
	const struct kobj_type *ktype;
	struct kref kref;
	unsigned int state_initialized : 1;
};

extern void kobject_init(struct kobject *kobj, const struct kobj_type *ktype) __dock(kobject_init);
extern int kobject_set_name(struct kobject *kobj, const char *fmt, ...) __dock(kobject_set_name)
	__attribute__((format(printf, 2, 3)));
extern struct kobject *kobject_get(struct kobject *kobj) __dock(kobject_get);
extern void kobject_put(struct kobject *kobj) __dock(kobject_put);

static inline const char *kobject_name(const struct kobject *kobj)
{
	return kobj->name;
}

#endif
