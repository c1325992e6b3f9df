/* SPDX-License-Identifier: MIT */
/* Classes of devices. */
#ifndef _LINUX_DEVICE_CLASS_H
#define _LINUX_DEVICE_CLASS_H

#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/types.h>

struct device;
struct module;

struct class {
	const char *name;
	struct module *owner;
	char *(*devnode)(struct device *dev, umode_t *mode);
	void (*dev_release)(struct device *dev);
	void (*class_release)(struct class *class);
	/* What follows is Drydock's own. */
	struct list_head dock_devices;
	bool dock_allocated;
};

extern struct class *__class_create(struct module *owner, const char *name, struct lock_class_key *key)
	__dock(__class_create);
extern void class_destroy(struct class *cls) __dock(class_destroy);
extern int class_register(struct class *cls) __dock(class_register);
extern void class_unregister(struct class *cls) __dock(class_unregister);

/* With the owner, as until 6.3. */
#define class_create(owner, name)				\
({								\
	static struct lock_class_key __key;			\
	__class_create(owner, name, &__key);			\
})

#endif
