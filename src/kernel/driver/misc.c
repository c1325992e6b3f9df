/* SPDX-License-Identifier: MIT */
/* Misc devices: minors of major 10, each with a driver of its own. */
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include "kernel/driver/driver.h"

#define DYNAMIC_MINORS 128

static LIST_HEAD(misc_list);
static DEFINE_MUTEX(misc_lock);
static struct class *misc_class;

static struct miscdevice *misc_find(int minor)
{
	struct miscdevice *m;

	list_for_each_entry(m, &misc_list, list)
		if (m->minor == minor)
			return m;
	return NULL;
}

static int misc_open(struct inode *inode, struct file *file)
{
	struct miscdevice *m;
	const struct file_operations *fops;

	mutex_lock(&misc_lock);
	m = misc_find((int)iminor(inode));
	fops = m && try_module_get(m->fops->owner) ? m->fops : NULL;
	mutex_unlock(&misc_lock);
	if (!fops)
		return -ENODEV;
	/* A misc driver finds its device in private_data, with open or without. */
	file->private_data = m;
	file->f_op = fops;
	return fops->open ? fops->open(inode, file) : 0;
}

static const struct file_operations misc_fops = { .open = misc_open, .llseek = noop_llseek };

static char *misc_devnode(const struct device *dev, umode_t *mode)
{
	const struct miscdevice *m = dev_get_drvdata(dev);

	if (mode && m->mode)
		*mode = m->mode;
	return m->nodename ? kstrdup(m->nodename, GFP_KERNEL) : NULL;
}

static int minor_choose(struct miscdevice *misc)
{
	if (misc->minor != MISC_DYNAMIC_MINOR)
		return misc_find(misc->minor) ? -EBUSY : 0;
	for (int minor = DYNAMIC_MINORS - 1; minor >= 0; minor--)
		if (!misc_find(minor)) {
			misc->minor = minor;
			return 0;
		}
	return -EBUSY;
}

int misc_register(struct miscdevice *misc)
{
	bool dynamic = misc->minor == MISC_DYNAMIC_MINOR;
	int err;

	INIT_LIST_HEAD(&misc->list);
	mutex_lock(&misc_lock);
	err = minor_choose(misc);
	if (err)
		goto out;
	misc->this_device = device_create_with_groups(
		misc_class, misc->parent, MKDEV(MISC_MAJOR, (unsigned int)misc->minor), misc,
		misc->groups, "%s", misc->name);
	if (IS_ERR(misc->this_device)) {
		err = (int)PTR_ERR(misc->this_device);
		if (dynamic)
			misc->minor = MISC_DYNAMIC_MINOR;
		goto out;
	}
	list_add(&misc->list, &misc_list);
out:
	mutex_unlock(&misc_lock);
	return err;
}
EXPORT_SYMBOL(misc_register);

void misc_deregister(struct miscdevice *misc)
{
	if (WARN_ON(list_empty(&misc->list)))
		return;
	mutex_lock(&misc_lock);
	list_del_init(&misc->list);
	device_destroy(misc_class, MKDEV(MISC_MAJOR, (unsigned int)misc->minor));
	mutex_unlock(&misc_lock);
}
EXPORT_SYMBOL(misc_deregister);

int dock_proc_misc(struct seq_file *m, void *v)
{
	const struct miscdevice *misc;

	mutex_lock(&misc_lock);
	list_for_each_entry(misc, &misc_list, list)
		seq_printf(m, "%3i %s\n", misc->minor, misc->name ? misc->name : "");
	mutex_unlock(&misc_lock);
	return 0;
}

int dock_misc_init(void)
{
	misc_class = class_create("misc");
	if (IS_ERR(misc_class))
		return (int)PTR_ERR(misc_class);
	misc_class->devnode = misc_devnode;
	return register_chrdev(MISC_MAJOR, "misc", &misc_fops);
}
