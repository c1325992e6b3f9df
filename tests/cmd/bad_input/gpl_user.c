// SPDX-License-Identifier: MIT
/* Uses what only GPL modules may use, under another license. */
#include <linux/gcd.h>
#include <linux/lcm.h>
#include <linux/module.h>

static unsigned long a = 6, b = 4;

static int __init gpl_user_init(void)
{
	return gcd(a, b) == lcm(a, b);
}

module_init(gpl_user_init);
MODULE_LICENSE("Proprietary");
