/* SPDX-License-Identifier: MIT */
/* Devices of major number 10. */
#ifndef _LINUX_MISCDEVICE_H
#define _LINUX_MISCDEVICE_H

#include <linux/device.h>
#include <linux/fs.h>
#include <linux/list.h>
#include <linux/module.h>

#define MISC_MAJOR		10
#define MISC_DYNAMIC_MINOR	255

struct miscdevice {
	int minor;
	const char *name;
	const struct file_operations *fops;
	struct list_head list;
	struct device *parent;
	struct device *this_device;
	const struct attribute_group **groups;
	const char *nodename;
	umode_t mode;
};

extern int misc_register(struct miscdevice *misc) __dock(misc_register);
extern void misc_deregister(struct miscdevice *misc) __dock(misc_deregister);
#define module_misc_device(d) module_driver(d, misc_register, misc_deregister)

#endif
