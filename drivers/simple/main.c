// SPDX-License-Identifier: MIT
/*
 * The simple module: parameters, and a misc device for each way to map. The nodes
 * are root's alone, as whoever may map physical memory may do anything.
 */
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/moduleparam.h>

#include "simple.h"

unsigned long simple_region_start;
unsigned long simple_region_size;

module_param_named(region_start, simple_region_start, ulong, 0444);
module_param_named(region_size, simple_region_size, ulong, 0444);
MODULE_PARM_DESC(region_start, "physical address that /dev/simple_region begins at");
MODULE_PARM_DESC(region_size, "bytes of the region (0: there is none)");
MODULE_DESCRIPTION("Maps physical memory, with little enthusiasm");
MODULE_LICENSE("Dual MIT/GPL");

static struct file_operations simple_remap_fops = {
	.owner = THIS_MODULE,
	.mmap = simple_remap_mmap,
};

static struct file_operations simple_pages_fops = {
	.owner = THIS_MODULE,
	.mmap = simple_pages_mmap,
};

static struct file_operations simple_region_fops = {
	.owner = THIS_MODULE,
	.mmap = simple_region_mmap,
};

static struct miscdevice simple_devices[] = {
	{.minor = MISC_DYNAMIC_MINOR, .name = "simple_remap", .fops = &simple_remap_fops},
	{.minor = MISC_DYNAMIC_MINOR, .name = "simple_pages", .fops = &simple_pages_fops},
	{.minor = MISC_DYNAMIC_MINOR,
	 .name = "simple_region",
	 .fops = &simple_region_fops},
};

/* The page tables know whole pages, so the region begins with one. */
static int simple_region_valid(void)
{
	return !(simple_region_start & ~PAGE_MASK) &&
	       simple_region_start + simple_region_size >= simple_region_start;
}

static int simple_devices_nr(void)
{
	return simple_region_size ? 3 : 2;
}

static void simple_del(int nr)
{
	while (nr--)
		misc_deregister(&simple_devices[nr]);
}

static int __init simple_init(void)
{
	int i, err;

	if (!simple_region_valid())
		return -EINVAL;
	for (i = 0; i < simple_devices_nr(); i++) {
		err = misc_register(&simple_devices[i]);
		if (err) {
			simple_del(i);
			return err;
		}
	}
	return 0;
}

static void __exit simple_exit(void)
{
	simple_del(simple_devices_nr());
}

module_init(simple_init);
module_exit(simple_exit);
