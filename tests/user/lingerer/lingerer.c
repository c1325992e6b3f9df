// SPDX-License-Identifier: MIT
/* Stays for ever in its exit function; in=init: in its init function; in=none:
 * nowhere. */
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/string.h>

static char *in = "exit";
module_param(in, charp, 0444);

static void maybe_stay(const char *where)
{
	pr_info("lingerer: in %s\n", where);
	while (!strcmp(in, where))
		msleep(1);
}

static int __init lingerer_init(void)
{
	maybe_stay("init");
	return 0;
}

static void __exit lingerer_exit(void)
{
	maybe_stay("exit");
}

module_init(lingerer_init);
module_exit(lingerer_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("A module that stays");
