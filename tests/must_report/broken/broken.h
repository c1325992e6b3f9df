/* SPDX-License-Identifier: MIT */
/*
 * A small driver with one mistake, and its corrected twin: loaded with fixed=1
 * it does the same thing rightly. Beside NAME.c lies NAME.expect, which says
 * what must be reported (../match.py explains it); the line that the report
 * must name carries the comment that the expectation names.
 *
 * BROKEN_DRIVER(act, map, leave): /dev/broken, whose ioctl calls act(arg) and
 * whose mmap is map; leave() comes at unload. NULL: none. The task poke.ko
 * calls it.
 */
#ifndef TESTS_BROKEN_H
#define TESTS_BROKEN_H

#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/slab.h>
#include <linux/string.h>

static bool fixed;
module_param(fixed, bool, 0);

#define BROKEN_DRIVER(act, map, leave)						\
static long broken_ioctl(struct file *file, unsigned int cmd, unsigned long arg)	\
{										\
	/* volatile: no copy of act() under another name */			\
	int (*volatile fn)(unsigned long) = (act);				\
										\
	return fn ? fn(arg) : -ENOTTY;						\
}										\
static const struct file_operations broken_fops = {				\
	.owner = THIS_MODULE, .unlocked_ioctl = broken_ioctl, .mmap = (map),	\
};										\
static struct miscdevice broken_misc = {					\
	.minor = MISC_DYNAMIC_MINOR, .name = "broken", .fops = &broken_fops,	\
};										\
static int __init broken_init(void)						\
{										\
	return misc_register(&broken_misc);					\
}										\
static void __exit broken_exit(void)						\
{										\
	void (*fn)(void) = (leave);						\
										\
	misc_deregister(&broken_misc);						\
	if (fn)									\
		fn();								\
}										\
module_init(broken_init);							\
module_exit(broken_exit);							\
MODULE_LICENSE("GPL")

#endif
