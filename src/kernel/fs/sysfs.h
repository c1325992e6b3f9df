/* SPDX-License-Identifier: MIT */
/*
 * sysfs, inside the kernel side.
 *
 *   sysfs.c        the tree: directories, files and links, as nodes (node.h)
 *   sysfs_file.c   open files: show, store, and binary attributes
 *   sysfs_group.c  groups of attributes
 *
 * An entry keeps the object's and the attribute's addresses as they were given.
 * It is gone once its object's directory goes; a show or store that runs is
 * waited for, and open files of it say ENODEV from then on.
 */
#ifndef DOCK_KERNEL_FS_SYSFS_H
#define DOCK_KERNEL_FS_SYSFS_H

#include <linux/list.h>
#include <linux/types.h>

struct attribute;
struct bin_attribute;
struct dock_node;
struct file_operations;
struct kobject;
struct sysfs_ops;

struct kernfs_node {
	struct kernfs_node *parent;
	struct list_head sibling, children;
	struct dock_node *node; /* NULL: gone */
	struct kobject *kobj;	/* of a directory: its own; of a file: whose it is */
	const struct attribute *attr;	 /* of a file */
	const struct bin_attribute *bin; /* of a binary one, too */
	const struct sysfs_ops *ops;
	int refs;	    /* the tree's, and open files' */
	int active;	    /* shows and stores that run */
	unsigned int stack; /* where it was made */
};

extern const struct file_operations dock_sysfs_fops;

/* The object's directory, below its parent's or /sys; children go with it. */
int dock_sysfs_add_dir(struct kobject *kobj);
void dock_sysfs_remove_dir(struct kobject *kobj);

/* A directory that a group gives a name. NULL: there is none of that name. */
struct kernfs_node *dock_sysfs_find(struct kernfs_node *parent, const char *name);
int dock_sysfs_add_group_dir(struct kobject *kobj, const char *name,
			     struct kernfs_node **out);
int dock_sysfs_add_file(struct kernfs_node *parent, struct kobject *kobj,
			const struct attribute *attr, umode_t mode);
int dock_sysfs_add_bin_file(struct kernfs_node *parent, struct kobject *kobj,
			    const struct bin_attribute *attr, umode_t mode);
int dock_sysfs_add_link(struct kernfs_node *parent, struct kobject *target,
			const char *name, bool warn);
void dock_sysfs_remove(struct kernfs_node *kn); /* NULL: nothing */
void dock_sysfs_remove_name(struct kernfs_node *parent, const char *name);

/* Around a show or store. False: the entry is gone. */
bool dock_sysfs_begin(struct kernfs_node *kn);
void dock_sysfs_end(struct kernfs_node *kn);
void dock_sysfs_put(struct kernfs_node *kn);

/* The module's image is going: report what lies in /sys and points into it, and
 * take that out. */
void dock_sysfs_report_leaks(unsigned long base, unsigned long len, const char *module);

#endif
