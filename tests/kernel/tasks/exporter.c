/* SPDX-License-Identifier: MIT */
/* A module that others need. */
#include <linux/module.h>

int exporter_counter = 5;
EXPORT_SYMBOL(exporter_counter);

int exporter_add(int n)
{
	exporter_counter += n;
	return exporter_counter;
}
EXPORT_SYMBOL_GPL(exporter_add);

static int __init exporter_init(void)
{
	exporter_counter *= 2; /* init comes before its users' */
	return 0;
}

static void __exit exporter_exit(void)
{
}

module_init(exporter_init);
module_exit(exporter_exit);
MODULE_LICENSE("GPL");
