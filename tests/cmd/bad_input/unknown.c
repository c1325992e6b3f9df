// SPDX-License-Identifier: MIT
/* Calls functions that nobody has. */
#include <linux/module.h>

int first_nobody_has(void);
int second_nobody_has(void);
int third_nobody_has(void);
int fourth_nobody_has(void);
int fifth_nobody_has(void);
int sixth_nobody_has(void);
int seventh_nobody_has(void);

static int __init unknown_init(void)
{
	return first_nobody_has() + second_nobody_has() + third_nobody_has() +
	       fourth_nobody_has() + fifth_nobody_has() + sixth_nobody_has() +
	       seventh_nobody_has();
}

module_init(unknown_init);
MODULE_LICENSE("Dual MIT/GPL");
