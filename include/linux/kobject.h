/* SPDX-License-Identifier: MIT */
/* Kernel objects: names, reference counts, and directories in sysfs. */
#ifndef _KOBJECT_H_
#define _KOBJECT_H_

#include <linux/compiler.h>
#include <linux/container_of.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/spinlock.h>
#include <linux/stdarg.h>
#include <linux/sysfs.h>
#include <linux/types.h>

#define UEVENT_NUM_ENVP	   64
#define UEVENT_BUFFER_SIZE 2048

enum kobject_action {
	KOBJ_ADD,
	KOBJ_REMOVE,
	KOBJ_CHANGE,
	KOBJ_MOVE,
	KOBJ_ONLINE,
	KOBJ_OFFLINE,
	KOBJ_BIND,
	KOBJ_UNBIND,
};

struct kobject;
struct kset;

struct kobj_type {
	void (*release)(struct kobject *kobj);
	const struct sysfs_ops *sysfs_ops;
	const struct attribute_group **default_groups;
};

struct kobject {
	const char *name;
	struct list_head entry;
	struct kobject *parent;
	struct kset *kset;
	const struct kobj_type *ktype;
	struct kernfs_node *sd; /* its directory */
	struct kref kref;
	unsigned int state_initialized : 1;
	unsigned int state_in_sysfs : 1;
	unsigned int state_add_uevent_sent : 1;
	unsigned int state_remove_uevent_sent : 1;
	unsigned int uevent_suppress : 1;
	unsigned int dock_host_name : 1; /* Drydock's own: no driver's allocation */
};

struct kobj_uevent_env {
	char *argv[3];
	char *envp[UEVENT_NUM_ENVP];
	int envp_idx;
	char buf[UEVENT_BUFFER_SIZE];
	int buflen;
};

struct kset_uevent_ops {
	int (*const filter)(struct kobject *kobj);
	const char *(*const name)(struct kobject *kobj);
	int (*const uevent)(struct kobject *kobj, struct kobj_uevent_env *env);
};

struct kset {
	struct list_head list;
	spinlock_t list_lock;
	struct kobject kobj;
	const struct kset_uevent_ops *uevent_ops;
};

struct kobj_attribute {
	struct attribute attr;
	ssize_t (*show)(struct kobject *kobj, struct kobj_attribute *attr, char *buf);
	ssize_t (*store)(struct kobject *kobj, struct kobj_attribute *attr, const char *buf,
			 size_t count);
};

extern const struct sysfs_ops kobj_sysfs_ops __dock(kobj_sysfs_ops);
extern struct kobject *kernel_kobj __dock(kernel_kobj); /* /sys/kernel */

extern void kobject_init(struct kobject *kobj, const struct kobj_type *ktype) __dock(kobject_init);
extern int __must_check kobject_add(struct kobject *kobj, struct kobject *parent,
				    const char *fmt, ...) __dock(kobject_add)
	__attribute__((format(printf, 3, 4)));
extern int __must_check kobject_init_and_add(struct kobject *kobj, const struct kobj_type *ktype,
					     struct kobject *parent, const char *fmt, ...)
	__dock(kobject_init_and_add) __attribute__((format(printf, 4, 5)));
extern void kobject_del(struct kobject *kobj) __dock(kobject_del);
extern struct kobject *__must_check kobject_create_and_add(const char *name,
							   struct kobject *parent)
	__dock(kobject_create_and_add);
extern int kobject_set_name(struct kobject *kobj, const char *fmt, ...) __dock(kobject_set_name)
	__attribute__((format(printf, 2, 3)));
extern int kobject_set_name_vargs(struct kobject *kobj, const char *fmt, va_list args)
	__dock(kobject_set_name_vargs);
extern struct kobject *kobject_get(struct kobject *kobj) __dock(kobject_get);
extern struct kobject *__must_check kobject_get_unless_zero(struct kobject *kobj)
	__dock(kobject_get_unless_zero);
extern void kobject_put(struct kobject *kobj) __dock(kobject_put);
extern char *kobject_get_path(const struct kobject *kobj, gfp_t flag) __dock(kobject_get_path);

/* Nobody listens to events here: as in Linux nothing happens, with success. */
extern int kobject_uevent(struct kobject *kobj, enum kobject_action action)
	__dock(kobject_uevent);
extern int kobject_uevent_env(struct kobject *kobj, enum kobject_action action, char *envp[])
	__dock(kobject_uevent_env);
extern int add_uevent_var(struct kobj_uevent_env *env, const char *fmt, ...)
	__dock(add_uevent_var) __attribute__((format(printf, 2, 3)));

extern void kset_init(struct kset *kset) __dock(kset_init);
extern int __must_check kset_register(struct kset *kset) __dock(kset_register);
extern void kset_unregister(struct kset *kset) __dock(kset_unregister);
extern struct kset *__must_check kset_create_and_add(const char *name,
						     const struct kset_uevent_ops *ops,
						     struct kobject *parent)
	__dock(kset_create_and_add);
extern struct kobject *kset_find_obj(struct kset *kset, const char *name) __dock(kset_find_obj);

static inline const char *kobject_name(const struct kobject *kobj)
{
	return kobj->name;
}

static inline struct kset *to_kset(struct kobject *kobj)
{
	return kobj ? container_of(kobj, struct kset, kobj) : NULL;
}

static inline struct kset *kset_get(struct kset *kset)
{
	return kset ? to_kset(kobject_get(&kset->kobj)) : NULL;
}

static inline void kset_put(struct kset *kset)
{
	kobject_put(&kset->kobj);
}

static inline const struct kobj_type *get_ktype(const struct kobject *kobj)
{
	return kobj->ktype;
}

#endif
