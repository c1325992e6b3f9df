// SPDX-License-Identifier: MIT
/* Initcalls out of order, and one that fails: the others are called all the same. */
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include "../builtin.h"

static int __init late_fails(void)
{
	pr_info("late: fails\n");
	return -ENODEV;
}
late_initcall(late_fails);

static int __init late_core(void)
{
	pr_info("late: core, %d\n", part_b_number());
	return 0;
}
core_initcall(late_core);

static int __init late_device(void)
{
	pr_info("late: device\n");
	return 0;
}
device_initcall(late_device);
