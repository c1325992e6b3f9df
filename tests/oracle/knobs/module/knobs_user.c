// SPDX-License-Identifier: MIT
/* A module that needs knobs. */
#include <linux/module.h>

#include "knobs.h"

MODULE_LICENSE("GPL");

static int seen;
module_param(seen, int, 0444);

static int __init knobs_user_init(void)
{
	seen = knobs_value();
	return 0;
}

static void __exit knobs_user_exit(void)
{
}

module_init(knobs_user_init);
module_exit(knobs_user_exit);
