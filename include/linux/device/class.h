/* SPDX-License-Identifier: MIT */
/* Classes of devices. */
#ifndef _LINUX_DEVICE_CLASS_H
#define _LINUX_DEVICE_CLASS_H

#include <linux/list.h>
#include <linux/kobject.h>
#include <linux/lockdep.h>
#include <linux/types.h>

struct class;
struct device;
struct module;

struct class {
	const char *name;
	struct module *DOCK_FIELD(DOCK_BEFORE_6_4, owner);
	const struct attribute_group **class_groups;
	const struct attribute_group **dev_groups;
	struct kobject *dev_kobj; /* of links by number; NULL: /sys/dev/char */
#if DOCK_SINCE_6_2
	int (*dev_uevent)(const struct device *dev, struct kobj_uevent_env *env);
	char *(*devnode)(const struct device *dev, umode_t *mode);
#else
	int (*dev_uevent)(struct device *dev, struct kobj_uevent_env *env);
	char *(*devnode)(struct device *dev, umode_t *mode);
#endif
	void (*class_release)(struct class *class);
	void (*dev_release)(struct device *dev);
	int (*shutdown_pre)(struct device *dev);
	const struct dev_pm_ops *pm;
	/* What follows is Drydock's own. */
	struct list_head dock_devices;
	struct dock_class_dir *dock_dir; /* NULL: not registered */
};

struct class_attribute {
	struct attribute attr;
#if DOCK_SINCE_6_4
	ssize_t (*show)(const struct class *class, const struct class_attribute *attr, char *buf);
	ssize_t (*store)(const struct class *class, const struct class_attribute *attr,
			 const char *buf, size_t count);
#else
	ssize_t (*show)(struct class *class, struct class_attribute *attr, char *buf);
	ssize_t (*store)(struct class *class, struct class_attribute *attr, const char *buf,
			 size_t count);
#endif
};
#define CLASS_ATTR_RW(_name) struct class_attribute class_attr_##_name = __ATTR_RW(_name)
#define CLASS_ATTR_RO(_name) struct class_attribute class_attr_##_name = __ATTR_RO(_name)
#define CLASS_ATTR_WO(_name) struct class_attribute class_attr_##_name = __ATTR_WO(_name)

extern int __must_check class_create_file_ns(struct class *class,
					     const struct class_attribute *attr, const void *ns)
	__dock(class_create_file_ns);
extern void class_remove_file_ns(struct class *class, const struct class_attribute *attr,
				 const void *ns) __dock(class_remove_file_ns);

static inline int __must_check class_create_file(struct class *class,
						 const struct class_attribute *attr)
{
	return class_create_file_ns(class, attr, NULL);
}

static inline void class_remove_file(struct class *class, const struct class_attribute *attr)
{
	class_remove_file_ns(class, attr, NULL);
}

extern struct class *__class_create(struct module *owner, const char *name, struct lock_class_key *key)
	__dock(__class_create);
extern void class_destroy(struct class *cls) __dock(class_destroy);
extern int class_register(struct class *cls) __dock(class_register);
extern void class_unregister(struct class *cls) __dock(class_unregister);

#if DOCK_SINCE_6_4
#define class_create(name)					\
({								\
	static struct lock_class_key __key;			\
	__class_create(NULL, name, &__key);			\
})
#elif DOCK_SINCE_2_6_13
#define class_create(owner, name)				\
({								\
	static struct lock_class_key __key;			\
	__class_create(owner, name, &__key);			\
})
#endif

#endif
