/* SPDX-License-Identifier: MIT */
/*
 * sysfs: directories of kernel objects, and files for their attributes.
 *
 * A file of an attribute is text of at most a page, made anew at each read from
 * its start, and taken whole by each write.
 */
#ifndef _SYSFS_H_
#define _SYSFS_H_

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/stat.h>
#include <linux/types.h>

struct address_space;
struct bin_attribute;
struct file;
struct kernfs_node;
struct kobject;
struct vm_area_struct;

struct attribute {
	const char *name;
	umode_t mode;
};
#define sysfs_attr_init(attr)	  do { } while (0)
#define sysfs_bin_attr_init(attr) sysfs_attr_init(&(attr)->attr)

struct attribute_group {
	const char *name; /* of a directory for them; NULL: the object's own */
	umode_t (*is_visible)(struct kobject *kobj, struct attribute *attr, int n);
	umode_t (*is_bin_visible)(struct kobject *kobj, struct bin_attribute *attr, int n);
	struct attribute **attrs;
	struct bin_attribute **bin_attrs;
};

struct bin_attribute {
	struct attribute attr;
	size_t size; /* 0: not known */
	void *private;
	struct address_space *(*f_mapping)(void);
	ssize_t (*read)(struct file *file, struct kobject *kobj, struct bin_attribute *attr,
			char *buf, loff_t pos, size_t count);
	ssize_t (*write)(struct file *file, struct kobject *kobj, struct bin_attribute *attr,
			 char *buf, loff_t pos, size_t count);
	int (*mmap)(struct file *file, struct kobject *kobj, struct bin_attribute *attr,
		    struct vm_area_struct *vma);
};

struct sysfs_ops {
	ssize_t (*show)(struct kobject *kobj, struct attribute *attr, char *buf);
	ssize_t (*store)(struct kobject *kobj, struct attribute *attr, const char *buf,
			 size_t count);
};

#define SYSFS_PREALLOC 010000

#define __ATTR(_name, _mode, _show, _store)					\
{										\
	.attr = { .name = __stringify(_name), .mode = (_mode) },		\
	.show = (_show),							\
	.store = (_store),							\
}
#define __ATTR_PREALLOC(_name, _mode, _show, _store) \
	__ATTR(_name, SYSFS_PREALLOC | (_mode), _show, _store)
#define __ATTR_RO(_name)	       __ATTR(_name, 0444, _name##_show, NULL)
#define __ATTR_RO_MODE(_name, _mode)   __ATTR(_name, _mode, _name##_show, NULL)
#define __ATTR_WO(_name)	       __ATTR(_name, 0200, NULL, _name##_store)
#define __ATTR_RW(_name)	       __ATTR(_name, 0644, _name##_show, _name##_store)
#define __ATTR_RW_MODE(_name, _mode)   __ATTR(_name, _mode, _name##_show, _name##_store)
#define __ATTR_IGNORE_LOCKDEP(n, m, s, t) __ATTR(n, m, s, t)
#define __ATTR_NULL		       { .attr = { .name = NULL } }

#define __ATTRIBUTE_GROUPS(_name)					\
static const struct attribute_group *_name##_groups[] = { &_name##_group, NULL }
#define ATTRIBUTE_GROUPS(_name)						\
static const struct attribute_group _name##_group = { .attrs = _name##_attrs };	\
__ATTRIBUTE_GROUPS(_name)
#define BIN_ATTRIBUTE_GROUPS(_name)					\
static const struct attribute_group _name##_group = { .bin_attrs = _name##_attrs };	\
__ATTRIBUTE_GROUPS(_name)

#define __BIN_ATTR(_name, _mode, _read, _write, _size)				\
{										\
	.attr = { .name = __stringify(_name), .mode = (_mode) },		\
	.read = (_read),							\
	.write = (_write),							\
	.size = (_size),							\
}
#define __BIN_ATTR_RO(_name, _size) __BIN_ATTR(_name, 0444, _name##_read, NULL, _size)
#define __BIN_ATTR_WO(_name, _size) __BIN_ATTR(_name, 0200, NULL, _name##_write, _size)
#define __BIN_ATTR_RW(_name, _size) __BIN_ATTR(_name, 0644, _name##_read, _name##_write, _size)
#define BIN_ATTR(_name, _mode, _read, _write, _size) \
	struct bin_attribute bin_attr_##_name = __BIN_ATTR(_name, _mode, _read, _write, _size)
#define BIN_ATTR_RO(_name, _size) \
	struct bin_attribute bin_attr_##_name = __BIN_ATTR_RO(_name, _size)
#define BIN_ATTR_WO(_name, _size) \
	struct bin_attribute bin_attr_##_name = __BIN_ATTR_WO(_name, _size)
#define BIN_ATTR_RW(_name, _size) \
	struct bin_attribute bin_attr_##_name = __BIN_ATTR_RW(_name, _size)

/* --- files --- */
extern int __must_check sysfs_create_file_ns(struct kobject *kobj, const struct attribute *attr,
					     const void *ns) __dock(sysfs_create_file_ns);
extern void sysfs_remove_file_ns(struct kobject *kobj, const struct attribute *attr,
				 const void *ns) __dock(sysfs_remove_file_ns);
extern int __must_check sysfs_create_files(struct kobject *kobj,
					   const struct attribute *const *attr)
	__dock(sysfs_create_files);
extern void sysfs_remove_files(struct kobject *kobj, const struct attribute *const *attr)
	__dock(sysfs_remove_files);
extern bool sysfs_remove_file_self(struct kobject *kobj, const struct attribute *attr)
	__dock(sysfs_remove_file_self);
extern int __must_check sysfs_create_bin_file(struct kobject *kobj,
					      const struct bin_attribute *attr)
	__dock(sysfs_create_bin_file);
extern void sysfs_remove_bin_file(struct kobject *kobj, const struct bin_attribute *attr)
	__dock(sysfs_remove_bin_file);
/* Nobody can wait for a change: poll() says at once that a file is ready. */
extern void sysfs_notify(struct kobject *kobj, const char *dir, const char *attr)
	__dock(sysfs_notify);

static inline int __must_check sysfs_create_file(struct kobject *kobj,
						 const struct attribute *attr)
{
	return sysfs_create_file_ns(kobj, attr, NULL);
}

static inline void sysfs_remove_file(struct kobject *kobj, const struct attribute *attr)
{
	sysfs_remove_file_ns(kobj, attr, NULL);
}

/* --- links --- */
extern int __must_check sysfs_create_link(struct kobject *kobj, struct kobject *target,
					  const char *name) __dock(sysfs_create_link);
extern int __must_check sysfs_create_link_nowarn(struct kobject *kobj, struct kobject *target,
						 const char *name)
	__dock(sysfs_create_link_nowarn);
extern void sysfs_remove_link(struct kobject *kobj, const char *name)
	__dock(sysfs_remove_link);

/* --- groups --- */
extern int __must_check sysfs_create_group(struct kobject *kobj,
					   const struct attribute_group *grp)
	__dock(sysfs_create_group);
extern int __must_check sysfs_create_groups(struct kobject *kobj,
					    const struct attribute_group **groups)
	__dock(sysfs_create_groups);
extern int sysfs_update_group(struct kobject *kobj, const struct attribute_group *grp)
	__dock(sysfs_update_group);
extern void sysfs_remove_group(struct kobject *kobj, const struct attribute_group *grp)
	__dock(sysfs_remove_group);
extern void sysfs_remove_groups(struct kobject *kobj, const struct attribute_group **groups)
	__dock(sysfs_remove_groups);
extern int sysfs_add_file_to_group(struct kobject *kobj, const struct attribute *attr,
				   const char *group) __dock(sysfs_add_file_to_group);
extern void sysfs_remove_file_from_group(struct kobject *kobj, const struct attribute *attr,
					 const char *group) __dock(sysfs_remove_file_from_group);
extern int sysfs_merge_group(struct kobject *kobj, const struct attribute_group *grp)
	__dock(sysfs_merge_group);
extern void sysfs_unmerge_group(struct kobject *kobj, const struct attribute_group *grp)
	__dock(sysfs_unmerge_group);
extern int sysfs_add_link_to_group(struct kobject *kobj, const char *group,
				   struct kobject *target, const char *name)
	__dock(sysfs_add_link_to_group);
extern void sysfs_remove_link_from_group(struct kobject *kobj, const char *group,
					 const char *name) __dock(sysfs_remove_link_from_group);

/* --- what a show function writes with; @buf is the page that it was given --- */
extern int sysfs_emit(char *buf, const char *fmt, ...) __dock(sysfs_emit)
	__attribute__((format(printf, 2, 3)));
extern int sysfs_emit_at(char *buf, int at, const char *fmt, ...) __dock(sysfs_emit_at)
	__attribute__((format(printf, 3, 4)));

#endif
