// SPDX-License-Identifier: MIT
/* Two sources that are one name, with a parameter. */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include "builtin.h"

static int level = 1;
module_param(level, int, 0444);
MODULE_LICENSE("GPL");

static int __init part_a_init(void)
{
	pr_info("both: %s, level %d, %d\n", KBUILD_MODNAME, level, part_b_number());
	return 0;
}
module_init(part_a_init); /* of what is built in: device_initcall() */

static void __exit part_a_exit(void)
{
	pr_info("both: nobody calls this\n");
}
module_exit(part_a_exit);
