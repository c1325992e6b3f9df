// SPDX-License-Identifier: MIT
/* knobs' nodes: a misc device, and a class of its own with two devices. */
#include <linux/device.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

#include "knobs.h"

#define DEVICES 2

static struct class *class;
static struct device *devices[DEVICES];
static int major;

static const struct file_operations knobs_fops = {.owner = THIS_MODULE};

static struct miscdevice misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "knobs_misc",
	.nodename = "knobs/misc",
	.mode = 0640,
	.fops = &knobs_fops,
};

static ssize_t index_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%s is %ld\n", dev_name(dev), (long)dev_get_drvdata(dev));
}
static DEVICE_ATTR_RO(index);

static struct attribute *device_attrs[] = {&dev_attr_index.attr, NULL};
ATTRIBUTE_GROUPS(device);

static void devices_destroy(int n)
{
	while (n--)
		device_destroy(class, MKDEV(major, n));
}

static int devices_create(void)
{
	for (int i = 0; i < DEVICES; i++) {
		devices[i] = device_create_with_groups(class, i ? devices[0] : NULL,
						       MKDEV(major, i), (void *)(long)i,
						       device_groups, "knobs%d", i);
		if (IS_ERR(devices[i])) {
			devices_destroy(i);
			return (int)PTR_ERR(devices[i]);
		}
	}
	return 0;
}

int knobs_nodes_init(void)
{
	int err;

	major = register_chrdev(0, "knobs", &knobs_fops);
	if (major < 0)
		return major;
	class = class_create(THIS_MODULE, "knobs");
	err = PTR_ERR_OR_ZERO(class);
	if (err)
		goto no_class;
	err = devices_create();
	if (err)
		goto no_devices;
	err = misc_register(&misc);
	if (err)
		goto no_misc;
	return 0;

no_misc:
	devices_destroy(DEVICES);
no_devices:
	class_destroy(class);
no_class:
	unregister_chrdev(major, "knobs");
	return err;
}

void knobs_nodes_exit(void)
{
	misc_deregister(&misc);
	devices_destroy(DEVICES);
	class_destroy(class);
	unregister_chrdev(major, "knobs");
}
