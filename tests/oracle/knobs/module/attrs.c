// SPDX-License-Identifier: MIT
/* knobs' attributes: /sys/kernel/knobs. */
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/string.h>
#include <linux/sysfs.h>

#include "knobs.h"

#define BLOB_SIZE 10000

static struct kobject *knobs, *inner;
static int value = 17;
static size_t stored;
static char first[16];
static char blob[BLOB_SIZE];

static ssize_t value_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%d\n", value);
}

static ssize_t value_store(struct kobject *kobj, struct kobj_attribute *attr,
			   const char *buf, size_t count)
{
	int err = kstrtoint(buf, 0, &value);

	return err ? err : (ssize_t)count;
}
static struct kobj_attribute value_attr = __ATTR_RW(value);

static ssize_t plain_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "a line of text\n");
}
static struct kobj_attribute plain_attr = __ATTR_RO(plain);

/* What the last store was given. */
static ssize_t sizes_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%zu bytes: %s\n", stored, first);
}

static ssize_t sizes_store(struct kobject *kobj, struct kobj_attribute *attr,
			   const char *buf, size_t count)
{
	stored = count;
	strscpy(first, buf, sizeof(first));
	return (ssize_t)count;
}
static struct kobj_attribute sizes_attr = __ATTR_RW(sizes);

static ssize_t half_store(struct kobject *kobj, struct kobj_attribute *attr,
			  const char *buf, size_t count)
{
	return (ssize_t)count / 2;
}
static struct kobj_attribute half_attr = __ATTR_WO(half);

static ssize_t full_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	memset(buf, 'x', PAGE_SIZE - 1);
	return PAGE_SIZE - 1;
}
static struct kobj_attribute full_attr = __ATTR_RO(full);

static ssize_t empty_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return 0;
}
static struct kobj_attribute empty_attr = __ATTR_RO(empty);

static ssize_t fails_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return -EBADMSG;
}
static struct kobj_attribute fails_attr = __ATTR_RO(fails);

static struct kobj_attribute methodless_attr = __ATTR(methodless, 0644, NULL, NULL);

/* A store takes the attribute "value" away, or brings it back. */
static ssize_t absent_store(struct kobject *kobj, struct kobj_attribute *attr,
			    const char *buf, size_t count)
{
	bool absent;
	int err = kstrtobool(buf, &absent);

	if (err)
		return err;
	if (absent)
		sysfs_remove_file(knobs, &value_attr.attr);
	else
		err = sysfs_create_file(knobs, &value_attr.attr);
	return err ? err : (ssize_t)count;
}
static struct kobj_attribute absent_attr = __ATTR_WO(absent);

static ssize_t blob_read(struct file *file, struct kobject *kobj,
			 struct bin_attribute *attr, char *buf, loff_t pos, size_t count)
{
	memcpy(buf, blob + pos, count);
	return (ssize_t)count;
}

static ssize_t blob_write(struct file *file, struct kobject *kobj,
			  struct bin_attribute *attr, char *buf, loff_t pos, size_t count)
{
	memcpy(blob + pos, buf, count);
	return (ssize_t)count;
}
static struct bin_attribute blob_attr =
	__BIN_ATTR(blob, 0644, blob_read, blob_write, BLOB_SIZE);

static struct attribute *attrs[] = {
	&value_attr.attr,  &plain_attr.attr,
	&sizes_attr.attr,  &half_attr.attr,
	&full_attr.attr,   &empty_attr.attr,
	&fails_attr.attr,  &methodless_attr.attr,
	&absent_attr.attr, NULL,
};
static struct bin_attribute *bin_attrs[] = {&blob_attr, NULL};
static const struct attribute_group plain_group = {.attrs = attrs,
						   .bin_attrs = bin_attrs};

static umode_t sub_is_visible(struct kobject *kobj, struct attribute *attr, int n)
{
	return n == 1 ? 0 : attr->mode;
}

static struct attribute *sub_attrs[] = {&plain_attr.attr, &empty_attr.attr,
					&value_attr.attr, NULL};
static const struct attribute_group sub_group = {
	.name = "sub",
	.attrs = sub_attrs,
	.is_visible = sub_is_visible,
};
static const struct attribute_group *groups[] = {&plain_group, &sub_group, NULL};

int knobs_attrs_init(void)
{
	int err = -ENOMEM;

	for (int i = 0; i < BLOB_SIZE; i++)
		blob[i] = (char)('a' + i % 26);
	knobs = kobject_create_and_add("knobs", kernel_kobj);
	if (!knobs)
		return err;
	inner = kobject_create_and_add("inner", knobs);
	if (!inner)
		goto no_inner;
	err = sysfs_create_groups(knobs, groups);
	if (err)
		goto no_groups;
	err = sysfs_create_link(inner, knobs, "up");
	if (err)
		goto no_link;
	return 0;

no_link:
	sysfs_remove_groups(knobs, groups);
no_groups:
	kobject_put(inner);
no_inner:
	kobject_put(knobs);
	return err;
}

void knobs_attrs_exit(void)
{
	sysfs_remove_link(inner, "up");
	sysfs_remove_groups(knobs, groups);
	kobject_put(inner);
	kobject_put(knobs);
}
