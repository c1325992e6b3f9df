/* SPDX-License-Identifier: MIT */
/* Groups of attributes, in their object's directory or in one of their own. */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/sysfs.h>
#include "core/breaks.h"
#include "kernel/fs/sysfs.h"

#define MODES (SYSFS_PREALLOC | 0664)

static void remove_files(struct kernfs_node *parent, const struct attribute_group *grp)
{
	for (struct attribute *const *a = grp->attrs; a && *a; a++)
		dock_sysfs_remove_name(parent, (*a)->name);
	for (struct bin_attribute *const *b = grp->bin_attrs; b && *b; b++)
		dock_sysfs_remove_name(parent, (*b)->attr.name);
}

/* The mode that an attribute has today; 0: it is not to be seen. */
static umode_t mode_of(const char *name, umode_t mode)
{
	WARN(mode & ~MODES, "Attribute %s: Invalid permissions 0%o\n", name, mode);
	return mode & MODES;
}

static int add_text(struct kernfs_node *parent, struct kobject *kobj,
		    const struct attribute_group *grp, bool update)
{
	int err = 0;

	for (int i = 0; grp->attrs && grp->attrs[i] && !err; i++) {
		struct attribute *a = grp->attrs[i];
		umode_t mode = a->mode;

		if (update)
			dock_sysfs_remove_name(parent, a->name);
		if (grp->is_visible && !DOCK_BREAK("attr-group"))
			mode = grp->is_visible(kobj, a, i);
		if (mode)
			err = dock_sysfs_add_file(parent, kobj, a,
						  mode_of(a->name, mode));
	}
	return err;
}

static int add_binary(struct kernfs_node *parent, struct kobject *kobj,
		      const struct attribute_group *grp, bool update)
{
	int err = 0;

	for (int i = 0; grp->bin_attrs && grp->bin_attrs[i] && !err; i++) {
		struct bin_attribute *b = grp->bin_attrs[i];
		umode_t mode = b->attr.mode;

		if (update)
			dock_sysfs_remove_name(parent, b->attr.name);
		if (grp->is_bin_visible)
			mode = grp->is_bin_visible(kobj, b, i);
		if (mode)
			err = dock_sysfs_add_bin_file(parent, kobj, b,
						      mode_of(b->attr.name, mode));
	}
	return err;
}

static int add_files(struct kernfs_node *parent, struct kobject *kobj,
		     const struct attribute_group *grp, bool update)
{
	int err = add_text(parent, kobj, grp, update);

	if (!err)
		err = add_binary(parent, kobj, grp, update);
	if (err)
		remove_files(parent, grp);
	return err;
}

static int add_group(struct kobject *kobj, const struct attribute_group *grp, bool update)
{
	struct kernfs_node *dir;
	int err = 0;

	if (WARN_ON(!kobj || (!update && !kobj->sd)))
		return -EINVAL;
	if (update && !kobj->sd)
		return -EINVAL;
	if (WARN(!grp->attrs && !grp->bin_attrs,
		 "sysfs: (bin_)attrs not set by subsystem for group: %s/%s\n",
		 kobject_name(kobj), grp->name ? grp->name : ""))
		return -EINVAL;
	dir = kobj->sd;
	if (grp->name && update) {
		dir = dock_sysfs_find(kobj->sd, grp->name);
		if (!dir)
			return -EINVAL;
	} else if (grp->name) {
		err = dock_sysfs_add_group_dir(kobj, grp->name, &dir);
	}
	if (err)
		return err;
	err = add_files(dir, kobj, grp, update);
	if (err && grp->name)
		dock_sysfs_remove(dir);
	return err;
}

int sysfs_create_group(struct kobject *kobj, const struct attribute_group *grp)
{
	return add_group(kobj, grp, false);
}
EXPORT_SYMBOL_GPL(sysfs_create_group);

int sysfs_update_group(struct kobject *kobj, const struct attribute_group *grp)
{
	return add_group(kobj, grp, true);
}
EXPORT_SYMBOL_GPL(sysfs_update_group);

int sysfs_create_groups(struct kobject *kobj, const struct attribute_group **groups)
{
	int err = 0, n;

	for (n = 0; groups && groups[n] && !err; n++)
		err = sysfs_create_group(kobj, groups[n]);
	for (n -= 2; err && n >= 0; n--)
		sysfs_remove_group(kobj, groups[n]);
	return err;
}
EXPORT_SYMBOL_GPL(sysfs_create_groups);

void sysfs_remove_group(struct kobject *kobj, const struct attribute_group *grp)
{
	struct kernfs_node *dir = kobj->sd;

	if (!dir)
		return;
	if (!grp->name) {
		remove_files(dir, grp);
		return;
	}
	dir = dock_sysfs_find(dir, grp->name);
	if (!WARN(!dir, "sysfs group '%s' not found for kobject '%s'\n", grp->name,
		  kobject_name(kobj)))
		dock_sysfs_remove(dir);
}
EXPORT_SYMBOL_GPL(sysfs_remove_group);

void sysfs_remove_groups(struct kobject *kobj, const struct attribute_group **groups)
{
	for (; groups && *groups; groups++)
		sysfs_remove_group(kobj, *groups);
}
EXPORT_SYMBOL_GPL(sysfs_remove_groups);

/* --- more for a group that is there --- */

static struct kernfs_node *group_dir(struct kobject *kobj, const char *group)
{
	return group && kobj->sd ? dock_sysfs_find(kobj->sd, group) : kobj->sd;
}

int sysfs_add_file_to_group(struct kobject *kobj, const struct attribute *attr,
			    const char *group)
{
	struct kernfs_node *dir = group_dir(kobj, group);

	return dir ? dock_sysfs_add_file(dir, kobj, attr, attr->mode) : -ENOENT;
}
EXPORT_SYMBOL_GPL(sysfs_add_file_to_group);

void sysfs_remove_file_from_group(struct kobject *kobj, const struct attribute *attr,
				  const char *group)
{
	struct kernfs_node *dir = group_dir(kobj, group);

	if (dir)
		dock_sysfs_remove_name(dir, attr->name);
}
EXPORT_SYMBOL_GPL(sysfs_remove_file_from_group);

int sysfs_merge_group(struct kobject *kobj, const struct attribute_group *grp)
{
	struct kernfs_node *dir = group_dir(kobj, grp->name);
	int err = 0, n;

	if (!dir)
		return -ENOENT;
	for (n = 0; grp->attrs[n] && !err; n++)
		err = dock_sysfs_add_file(dir, kobj, grp->attrs[n], grp->attrs[n]->mode);
	for (n -= 2; err && n >= 0; n--)
		dock_sysfs_remove_name(dir, grp->attrs[n]->name);
	return err;
}
EXPORT_SYMBOL_GPL(sysfs_merge_group);

void sysfs_unmerge_group(struct kobject *kobj, const struct attribute_group *grp)
{
	struct kernfs_node *dir = group_dir(kobj, grp->name);

	if (dir)
		remove_files(dir, grp);
}
EXPORT_SYMBOL_GPL(sysfs_unmerge_group);

int sysfs_add_link_to_group(struct kobject *kobj, const char *group,
			    struct kobject *target, const char *name)
{
	struct kernfs_node *dir = group_dir(kobj, group);

	return dir ? dock_sysfs_add_link(dir, target, name, true) : -ENOENT;
}
EXPORT_SYMBOL_GPL(sysfs_add_link_to_group);

void sysfs_remove_link_from_group(struct kobject *kobj, const char *group,
				  const char *name)
{
	struct kernfs_node *dir = group_dir(kobj, group);

	if (dir)
		dock_sysfs_remove_name(dir, name);
}
EXPORT_SYMBOL_GPL(sysfs_remove_link_from_group);
