// SPDX-License-Identifier: MIT
/* Wants to end the process that it is in. */
#include <linux/module.h>

void exit(int status);

static int __init leaver_init(void)
{
	exit(0);
	return 0;
}

module_init(leaver_init);
MODULE_LICENSE("Dual MIT/GPL");
