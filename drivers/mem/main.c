// SPDX-License-Identifier: MIT
/*
 * The mem module: number 1 of major 1, which is /dev/mem's. A kernel that has one of
 * its own owns that number; then another one is wanted, and another name.
 */
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kdev_t.h>
#include <linux/module.h>
#include <linux/moduleparam.h>

#include "mem.h"

static int mem_major = 1;
static char *mem_name = "mem";
module_param(mem_major, int, 0444);
module_param(mem_name, charp, 0444);
MODULE_PARM_DESC(mem_major, "major number (1; 0: let the kernel choose)");
MODULE_PARM_DESC(mem_name, "name of the node (mem)");
MODULE_DESCRIPTION("Physical memory as a file");
MODULE_LICENSE("Dual MIT/GPL");

#define MEM_MINOR 1

static dev_t mem_number;
static struct cdev mem_cdev;

struct file_operations mem_fops = {
	.owner = THIS_MODULE,
	.open = mem_open,
	.llseek = mem_llseek,
	.read = mem_read,
	.write = mem_write,
	.mmap = mem_mmap,
};

/* --- the node: root's alone --- */

#if LINUX_VERSION_CODE < KERNEL_VERSION(2, 6, 13)

static struct class_simple *mem_class;

static int mem_node_add(void)
{
	struct class_device *device;

	mem_class = class_simple_create(THIS_MODULE, mem_name);
	if (IS_ERR(mem_class))
		return PTR_ERR(mem_class);
	device = class_simple_device_add(mem_class, mem_number, NULL, "%s", mem_name);
	if (IS_ERR(device)) {
		class_simple_destroy(mem_class);
		return PTR_ERR(device);
	}
	return 0;
}

static void mem_node_del(void)
{
	class_simple_device_remove(mem_number);
	class_simple_destroy(mem_class);
}

#else

static struct class *mem_class;

static int mem_node_add(void)
{
	struct device *device;

	mem_class = class_create(THIS_MODULE, mem_name);
	if (IS_ERR(mem_class))
		return PTR_ERR(mem_class);
	device = device_create(mem_class, NULL, mem_number, NULL, "%s", mem_name);
	if (IS_ERR(device)) {
		class_destroy(mem_class);
		return PTR_ERR(device);
	}
	return 0;
}

static void mem_node_del(void)
{
	device_destroy(mem_class, mem_number);
	class_destroy(mem_class);
}

#endif

/* --- the number --- */

static int mem_number_get(void)
{
	if (!mem_major)
		return alloc_chrdev_region(&mem_number, MEM_MINOR, 1, mem_name);
	mem_number = MKDEV(mem_major, MEM_MINOR);
	return register_chrdev_region(mem_number, 1, mem_name);
}

static int __init mem_module_init(void)
{
	int err = mem_number_get();

	if (err)
		return err;
	cdev_init(&mem_cdev, &mem_fops);
	mem_cdev.owner = THIS_MODULE;
	err = cdev_add(&mem_cdev, mem_number, 1);
	if (err)
		goto put_number;
	err = mem_node_add();
	if (err)
		goto del_cdev;
	return 0;

del_cdev:
	cdev_del(&mem_cdev);
put_number:
	unregister_chrdev_region(mem_number, 1);
	return err;
}

static void __exit mem_module_exit(void)
{
	mem_node_del();
	cdev_del(&mem_cdev);
	unregister_chrdev_region(mem_number, 1);
}

module_init(mem_module_init);
module_exit(mem_module_exit);
