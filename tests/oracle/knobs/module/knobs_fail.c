// SPDX-License-Identifier: MIT
/* A module whose init returns what it is told, and which may have no exit. */
#include <linux/module.h>

MODULE_LICENSE("GPL");

static int result;
module_param(result, int, 0);

static int __init knobs_fail_init(void)
{
	return result;
}

module_init(knobs_fail_init);
