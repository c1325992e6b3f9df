// SPDX-License-Identifier: MIT
/* A module without parameters. */
#include <linux/module.h>

MODULE_LICENSE("Dual MIT/GPL");
