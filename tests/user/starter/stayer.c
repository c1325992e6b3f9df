// SPDX-License-Identifier: MIT
/* A module without an exit function. */
#include <linux/init.h>
#include <linux/module.h>

static int __init stayer_init(void)
{
	return 0;
}

module_init(stayer_init);
MODULE_LICENSE("GPL");
