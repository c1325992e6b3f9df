/* SPDX-License-Identifier: MIT */
/*
 * Claims: numbers of char devices, misc devices, proc files. Besides, it has
 * the files that task_files.ko reads: /proc/claims/lines, a seq_file of many
 * pages; /proc/claims/long, one record larger than a page; /dev/claimsN, of
 * which reading gives the minor and opening minor 3 fails with EPERM.
 */
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include "claims.h"

#define LINES	2000
#define DEVICES 4

static const struct file_operations no_fops = { .owner = THIS_MODULE };

static void dynamic_numbers_come_from_254_downward(void)
{
	dev_t a, b;

	EXPECT_EQ(alloc_chrdev_region(&a, 7, 2, "claims_a"), 0);
	EXPECT_EQ(alloc_chrdev_region(&b, 0, 1, "claims_b"), 0);
	EXPECT(MAJOR(a) <= 254 && MAJOR(a) >= 234);
	EXPECT_EQ(MINOR(a), 7);
	EXPECT(MAJOR(b) < MAJOR(a));
	unregister_chrdev_region(a, 2);
	unregister_chrdev_region(b, 1);
}

static void taken_numbers_are_refused(void)
{
	EXPECT_EQ(register_chrdev_region(MKDEV(200, 4), 4, "claims_a"), 0);
	EXPECT_EQ(register_chrdev_region(MKDEV(200, 7), 1, "claims_b"), -EBUSY);
	EXPECT_EQ(register_chrdev_region(MKDEV(200, 0), 5, "claims_b"), -EBUSY);
	EXPECT_EQ(register_chrdev_region(MKDEV(200, 0), 4, "claims_b"), 0);
	EXPECT_EQ(register_chrdev_region(MKDEV(200, 8), 1, "claims_c"), 0);
	EXPECT_EQ(register_chrdev_region(MKDEV(512, 0), 1, "claims_d"), -EINVAL);
	unregister_chrdev_region(MKDEV(200, 4), 4);
	EXPECT_EQ(register_chrdev_region(MKDEV(200, 5), 2, "claims_e"), 0);
	unregister_chrdev_region(MKDEV(200, 5), 2);
	unregister_chrdev_region(MKDEV(200, 0), 4);
	unregister_chrdev_region(MKDEV(200, 8), 1);
}

static void register_chrdev_takes_a_major_whole(void)
{
	int major = register_chrdev(0, "claims_a", &no_fops);

	EXPECT(major > 0);
	EXPECT_EQ(register_chrdev_region(MKDEV((unsigned int)major, 255), 1, "claims_b"), -EBUSY);
	EXPECT_EQ(register_chrdev((unsigned int)major, "claims_b", &no_fops), -EBUSY);
	unregister_chrdev((unsigned int)major, "claims_a");
	EXPECT_EQ(register_chrdev((unsigned int)major, "claims_c", &no_fops), 0);
	unregister_chrdev((unsigned int)major, "claims_c");
}

static void misc_minors_are_given_and_taken_back(void)
{
	struct miscdevice a = { .minor = MISC_DYNAMIC_MINOR, .name = "claims_a", .fops = &no_fops };
	struct miscdevice b = { .minor = MISC_DYNAMIC_MINOR, .name = "claims_b", .fops = &no_fops };
	struct miscdevice c = { .minor = 200, .name = "claims_c", .fops = &no_fops };
	struct miscdevice d = { .minor = 200, .name = "claims_d", .fops = &no_fops };

	EXPECT_EQ(misc_register(&a), 0);
	EXPECT_EQ(misc_register(&b), 0);
	EXPECT_EQ(misc_register(&c), 0);
	EXPECT(a.minor != b.minor && a.minor < 255 && b.minor < 255);
	EXPECT(a.this_device && !strcmp(dev_name(a.this_device), "claims_a"));
	EXPECT_EQ(misc_register(&d), -EBUSY);
	misc_deregister(&c);
	EXPECT_EQ(misc_register(&d), 0);
	misc_deregister(&d);
	misc_deregister(&b);
	misc_deregister(&a);
}

/* --- what task_files.ko reads --- */

static void *lines_start(struct seq_file *m, loff_t *pos)
{
	return *pos < LINES ? (void *)(unsigned long)(*pos + 1) : NULL;
}

static void *lines_next(struct seq_file *m, void *v, loff_t *pos)
{
	++*pos;
	return lines_start(m, pos);
}

static void lines_stop(struct seq_file *m, void *v)
{
}

/* 10 bytes each; every hundredth is left out. */
static int lines_show(struct seq_file *m, void *v)
{
	unsigned long n = (unsigned long)v - 1;

	if (n % 100 == 99)
		return SEQ_SKIP;
	seq_printf(m, "line %04lu\n", n);
	return 0;
}

static const struct seq_operations lines_ops = {
	.start = lines_start, .next = lines_next, .stop = lines_stop, .show = lines_show,
};

static int lines_open(struct inode *inode, struct file *file)
{
	return seq_open(file, &lines_ops);
}

static const struct proc_ops lines_proc_ops = {
	.proc_open = lines_open, .proc_read = seq_read, .proc_lseek = seq_lseek,
	.proc_release = seq_release,
};

/* 3 pages in one record: the buffer must grow for it. */
static int long_show(struct seq_file *m, void *v)
{
	for (int i = 0; i < 3 * PAGE_SIZE / 16; i++)
		seq_printf(m, "%015d\n", i);
	return 0;
}

static ssize_t dev_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	char digit = (char)('0' + iminor(file_inode(file)));

	if (*pos || !count)
		return 0;
	if (copy_to_user(buf, &digit, 1))
		return -EFAULT;
	*pos = 1;
	return 1;
}

static int dev_open(struct inode *inode, struct file *file)
{
	return iminor(inode) == 3 ? -EPERM : 0;
}

static const struct file_operations dev_fops = {
	.owner = THIS_MODULE, .open = dev_open, .read = dev_read,
};

static const struct claim claims[] = {
	CLAIM(dynamic_numbers_come_from_254_downward),
	CLAIM(taken_numbers_are_refused),
	CLAIM(register_chrdev_takes_a_major_whole),
	CLAIM(misc_minors_are_given_and_taken_back),
};
CLAIMS_DEVICE(claims);

static struct proc_dir_entry *dir;
static struct class *class;
static struct cdev cdev;
static dev_t devices;

static int __init devices_init(void)
{
	int err = misc_register(&claims_misc);

	if (err)
		return err;
	dir = proc_mkdir("claims", NULL);
	proc_create("lines", 0444, dir, &lines_proc_ops);
	proc_create_single("long", 0444, dir, long_show);
	class = class_create(THIS_MODULE, "claims");
	err = alloc_chrdev_region(&devices, 0, DEVICES, "claims");
	WARN_ON(err);
	cdev_init(&cdev, &dev_fops);
	cdev.owner = THIS_MODULE;
	WARN_ON(cdev_add(&cdev, devices, DEVICES));
	for (unsigned int i = 0; i < DEVICES; i++)
		WARN_ON(IS_ERR(device_create(class, NULL, devices + i, NULL, "claims%u", i)));
	return 0;
}

static void __exit devices_exit(void)
{
	for (unsigned int i = 0; i < DEVICES; i++)
		device_destroy(class, devices + i);
	cdev_del(&cdev);
	unregister_chrdev_region(devices, DEVICES);
	class_destroy(class);
	remove_proc_entry("lines", dir);
	remove_proc_entry("long", dir);
	proc_remove(dir);
	misc_deregister(&claims_misc);
}

module_init(devices_init);
module_exit(devices_exit);
MODULE_LICENSE("GPL");
