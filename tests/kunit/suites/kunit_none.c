// SPDX-License-Identifier: MIT
/* A module without any suite. */
#include <linux/module.h>

MODULE_DESCRIPTION("no test");
MODULE_LICENSE("GPL");
