/* SPDX-License-Identifier: MIT */
/* Sets of kernel objects, objects that are only a directory, and events. */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "kernel/driver/driver.h"
#include "kernel/driver/tree.h"

struct kobject *kernel_kobj;
EXPORT_SYMBOL_GPL(kernel_kobj);

/* --- attributes of an object, as struct kobj_attribute --- */

static ssize_t attr_show(struct kobject *kobj, struct attribute *attr, char *buf)
{
	struct kobj_attribute *a = container_of(attr, struct kobj_attribute, attr);

	return a->show ? a->show(kobj, a, buf) : -EIO;
}

static ssize_t attr_store(struct kobject *kobj, struct attribute *attr, const char *buf,
			  size_t count)
{
	struct kobj_attribute *a = container_of(attr, struct kobj_attribute, attr);

	return a->store ? a->store(kobj, a, buf, count) : -EIO;
}

const struct sysfs_ops kobj_sysfs_ops = {.show = attr_show, .store = attr_store};
EXPORT_SYMBOL_GPL(kobj_sysfs_ops);

/* --- an object that is only a directory --- */

static void dynamic_release(struct kobject *kobj)
{
	kfree(kobj);
}

static const struct kobj_type dynamic_type = {.release = dynamic_release,
					      .sysfs_ops = &kobj_sysfs_ops};

struct kobject *kobject_create_and_add(const char *name, struct kobject *parent)
{
	struct kobject *kobj = kzalloc(sizeof(*kobj), GFP_KERNEL);
	int err;

	if (!kobj)
		return NULL;
	kobject_init(kobj, &dynamic_type);
	err = kobject_add(kobj, parent, "%s", name);
	if (!err)
		return kobj;
	pr_warn("kobject_create_and_add: kobject_add error: %d\n", err);
	kobject_put(kobj);
	return NULL;
}
EXPORT_SYMBOL_GPL(kobject_create_and_add);

/* --- sets --- */

void kset_init(struct kset *kset)
{
	/* Its type and name may be there already. */
	INIT_LIST_HEAD(&kset->kobj.entry);
	kref_init(&kset->kobj.kref);
	kset->kobj.state_initialized = 1;
	INIT_LIST_HEAD(&kset->list);
	spin_lock_init(&kset->list_lock);
}
EXPORT_SYMBOL_GPL(kset_init);

int kset_register(struct kset *kset)
{
	if (!kset)
		return -EINVAL;
	kset_init(kset);
	return kobject_add(&kset->kobj, kset->kobj.parent, "%s",
			   kobject_name(&kset->kobj));
}
EXPORT_SYMBOL_GPL(kset_register);

void kset_unregister(struct kset *kset)
{
	if (!kset)
		return;
	kobject_del(&kset->kobj);
	kobject_put(&kset->kobj);
}
EXPORT_SYMBOL_GPL(kset_unregister);

static void kset_release(struct kobject *kobj)
{
	kfree(container_of(kobj, struct kset, kobj));
}

static const struct kobj_type kset_type = {.release = kset_release,
					   .sysfs_ops = &kobj_sysfs_ops};

struct kset *kset_create_and_add(const char *name, const struct kset_uevent_ops *ops,
				 struct kobject *parent)
{
	struct kset *kset = kzalloc(sizeof(*kset), GFP_KERNEL);

	if (!kset)
		return NULL;
	kset->uevent_ops = ops;
	kset->kobj.ktype = &kset_type;
	kset_init(kset);
	if (!kobject_add(&kset->kobj, parent, "%s", name))
		return kset;
	kobject_put(&kset->kobj);
	return NULL;
}
EXPORT_SYMBOL_GPL(kset_create_and_add);

struct kobject *kset_find_obj(struct kset *kset, const char *name)
{
	struct kobject *k, *found = NULL;

	spin_lock(&kset->list_lock);
	list_for_each_entry(k, &kset->list, entry)
		if (kobject_name(k) && !strcmp(kobject_name(k), name)) {
			found = kobject_get_unless_zero(k);
			break;
		}
	spin_unlock(&kset->list_lock);
	return found;
}
EXPORT_SYMBOL_GPL(kset_find_obj);

/* --- events --- */

int kobject_uevent(struct kobject *kobj, enum kobject_action action)
{
	return 0;
}
EXPORT_SYMBOL_GPL(kobject_uevent);

int kobject_uevent_env(struct kobject *kobj, enum kobject_action action, char *envp[])
{
	return 0;
}
EXPORT_SYMBOL_GPL(kobject_uevent_env);

int add_uevent_var(struct kobj_uevent_env *env, const char *fmt, ...)
{
	size_t room = sizeof(env->buf) - (size_t)env->buflen;
	va_list args;
	int len;

	if (WARN(env->envp_idx >= UEVENT_NUM_ENVP - 1, "add_uevent_var: too many keys\n"))
		return -ENOMEM;
	va_start(args, fmt);
	len = vsnprintf(env->buf + env->buflen, room, fmt, args);
	va_end(args);
	if (WARN((size_t)len >= room, "add_uevent_var: buffer size too small\n"))
		return -ENOMEM;
	env->envp[env->envp_idx++] = env->buf + env->buflen;
	env->buflen += len + 1;
	return 0;
}
EXPORT_SYMBOL_GPL(add_uevent_var);

bool dock_uevent_is_action(const char *text, size_t len)
{
	static const char *const actions[] = {"add",	"remove",  "change", "move",
					      "online", "offline", "bind",   "unbind"};

	len = strcspn(text, " \n") < len ? strcspn(text, " \n") : len;
	for (unsigned int i = 0; i < ARRAY_SIZE(actions); i++)
		if (strlen(actions[i]) == len && !strncmp(text, actions[i], len))
			return true;
	return false;
}

int dock_driver_core_init(void)
{
	int err = 0;

	kernel_kobj = kobject_create_and_add("kernel", NULL);
	if (!kernel_kobj)
		err = -ENOMEM;
	err = err ? err : dock_device_tree_init();
	err = err ? err : dock_bus_tree_init();
	return err ? err : dock_class_init();
}
