/* SPDX-License-Identifier: MIT */
/* /sys/module: a directory for each module, and files for its parameters. */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include "core/breaks.h"
#include "host/mem.h"
#include "kernel/driver/driver.h"
#include "kernel/module/image.h"
#include "kernel/module/loader.h"

static struct kset *module_kset;

/* --- what every module shows --- */

static ssize_t coresize_show(struct module_attribute *attr, struct module_kobject *mk,
			     char *buf)
{
	return sysfs_emit(buf, "%lu\n", mk->mod->dock->span);
}

/* What init alone needs is not kept apart. */
static ssize_t initsize_show(struct module_attribute *attr, struct module_kobject *mk,
			     char *buf)
{
	return sysfs_emit(buf, "0\n");
}

static ssize_t initstate_show(struct module_attribute *attr, struct module_kobject *mk,
			      char *buf)
{
	const char *state = mk->mod->state == MODULE_STATE_LIVE	    ? "live"
			    : mk->mod->state == MODULE_STATE_COMING ? "coming"
								    : "going";

	return sysfs_emit(buf, "%s\n", state);
}

static ssize_t refcnt_show(struct module_attribute *attr, struct module_kobject *mk,
			   char *buf)
{
	return sysfs_emit(buf, "%i\n", module_refcount(mk->mod));
}

static ssize_t taint_show(struct module_attribute *attr, struct module_kobject *mk,
			  char *buf)
{
	char taints[16];

	return sysfs_emit(buf, "%s\n", dock_module_taints(mk->mod->dock, taints));
}

static ssize_t version_show(struct module_attribute *attr, struct module_kobject *mk,
			    char *buf)
{
	return sysfs_emit(buf, "%s\n", mk->mod->version);
}

static ssize_t srcversion_show(struct module_attribute *attr, struct module_kobject *mk,
			       char *buf)
{
	return sysfs_emit(buf, "%s\n", mk->mod->srcversion);
}

/* Nobody listens to events; what is no action is refused all the same. */
static ssize_t uevent_store(struct module_attribute *attr, struct module_kobject *mk,
			    const char *buf, size_t count)
{
	return dock_uevent_is_action(buf, count) ? (ssize_t)count : -EINVAL;
}

static struct module_attribute coresize = __ATTR_RO(coresize),
			       initsize = __ATTR_RO(initsize),
			       initstate = __ATTR_RO(initstate),
			       refcnt = __ATTR_RO(refcnt), taint = __ATTR_RO(taint),
			       uevent = __ATTR_WO(uevent), version = __ATTR_RO(version),
			       srcversion = __ATTR_RO(srcversion);

static struct attribute *module_attrs[] = {
	&coresize.attr, &initsize.attr, &initstate.attr,  &refcnt.attr, &taint.attr,
	&uevent.attr,	&version.attr,	&srcversion.attr, NULL,
};

static umode_t is_visible(struct kobject *kobj, struct attribute *attr, int n)
{
	const struct module *mod = container_of(kobj, struct module_kobject, kobj)->mod;

	if ((attr == &version.attr && (!mod->version || DOCK_BREAK("sysfs-of-a-module"))) ||
	    (attr == &srcversion.attr && !mod->srcversion))
		return 0;
	return attr->mode;
}

static const struct attribute_group module_group = {.attrs = module_attrs,
						    .is_visible = is_visible};
static const struct attribute_group *module_groups[] = {&module_group, NULL};

static ssize_t attr_show(struct kobject *kobj, struct attribute *attr, char *buf)
{
	struct module_attribute *a = container_of(attr, struct module_attribute, attr);

	return a->show ? a->show(a, container_of(kobj, struct module_kobject, kobj), buf)
		       : -EIO;
}

static ssize_t attr_store(struct kobject *kobj, struct attribute *attr, const char *buf,
			  size_t count)
{
	struct module_attribute *a = container_of(attr, struct module_attribute, attr);

	return a->store ? a->store(a, container_of(kobj, struct module_kobject, kobj),
				   buf, count)
			: -EIO;
}

static const struct sysfs_ops module_ops = {.show = attr_show, .store = attr_store};

static void module_release(struct kobject *kobj)
{
	/* It lies in the module's own data. */
}

static const struct kobj_type module_type = {.release = module_release,
					     .sysfs_ops = &module_ops,
					     .default_groups = module_groups};

/* --- parameters --- */

struct module_param_attr {
	struct module_attribute attr;
	const struct kernel_param *param;
};

static const struct kernel_param *param_of(struct module_attribute *attr)
{
	return container_of(attr, struct module_param_attr, attr)->param;
}

static ssize_t param_show(struct module_attribute *attr, struct module_kobject *mk,
			  char *buf)
{
	const struct kernel_param *kp = param_of(attr);
	int count;

	if (!kp->ops->get)
		return -EPERM;
	kernel_param_lock(mk->mod);
	count = kp->ops->get(buf, kp);
	kernel_param_unlock(mk->mod);
	return count;
}

static ssize_t param_store(struct module_attribute *attr, struct module_kobject *mk,
			   const char *buf, size_t len)
{
	const struct kernel_param *kp = param_of(attr);
	int err;

	if (!kp->ops->set)
		return -EPERM;
	kernel_param_lock(mk->mod);
	err = kp->ops->set(buf, kp);
	kernel_param_unlock(mk->mod);
	return err ? err : (ssize_t)len;
}

/* Those with a mode are shown. */
static int params_add(struct module_image *image)
{
	unsigned long nr = (unsigned long)image->nr_params, n = 0;
	struct attribute_group group = {.name = "parameters"};

	image->param_attrs = host_alloc(nr * sizeof(*image->param_attrs));
	image->param_list = host_alloc((nr + 1) * sizeof(*image->param_list));
	for (unsigned long i = 0; i < nr; i++) {
		const struct kernel_param *kp = &image->params[i];
		struct module_param_attr *a = &image->param_attrs[n];

		if (!kp->perm)
			continue;
		*a = (struct module_param_attr){
			.attr = {.attr = {.name = kp->name,
					  .mode = kp->perm |
						  (DOCK_BREAK("param-modes") ? 0444 : 0)},
				 .show = param_show,
				 .store = param_store},
			.param = kp,
		};
		image->param_list[n++] = &a->attr.attr;
	}
	group.attrs = image->param_list;
	return n ? sysfs_create_group(&image->mod->mkobj.kobj, &group) : 0;
}

/* --- whose exports it uses: it is one of their holders --- */

static int holders_add(struct module *mod)
{
	struct module_image *image = mod->dock;
	int err = 0;

	mod->holders_dir = kobject_create_and_add("holders", &mod->mkobj.kobj);
	if (!mod->holders_dir)
		return -ENOMEM;
	for (int i = 0; i < image->nr_uses && !err; i++)
		if (image->uses[i]->holders_dir && !DOCK_BREAK("load-what-is-needed"))
			err = sysfs_create_link(image->uses[i]->holders_dir,
						&mod->mkobj.kobj, mod->name);
	return err;
}

/* --- from loading to unloading --- */

int dock_module_sysfs_add(struct module_image *image)
{
	struct module *mod = image->mod;
	int err;

	memset(&mod->mkobj, 0, sizeof(mod->mkobj));
	mod->mkobj.mod = mod;
	mod->mkobj.kobj.kset = module_kset;
	err = kobject_init_and_add(&mod->mkobj.kobj, &module_type, NULL, "%s", mod->name);
	if (!err)
		err = params_add(image);
	if (!err)
		err = holders_add(mod);
	return err;
}

static void remove(struct kobject **kobj)
{
	kobject_del(*kobj);
	kobject_put(*kobj);
	*kobj = NULL;
}

void dock_module_sysfs_remove(struct module_image *image)
{
	struct module *mod = image->mod;

	for (int i = 0; i < image->nr_uses; i++)
		if (image->uses[i]->holders_dir)
			sysfs_remove_link(image->uses[i]->holders_dir, mod->name);
	remove(&mod->mkobj.drivers_dir);
	remove(&mod->holders_dir);
	if (mod->mkobj.kobj.state_initialized) {
		kobject_del(&mod->mkobj.kobj);
		kobject_put(&mod->mkobj.kobj);
	}
	host_free(image->param_attrs);
	host_free(image->param_list);
}

int dock_module_sysfs_init(void)
{
	module_kset = kset_create_and_add("module", NULL, NULL);
	return module_kset ? 0 : -ENOMEM;
}
