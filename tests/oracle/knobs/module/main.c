// SPDX-License-Identifier: MIT
/* knobs: everything that a module shows of itself, for the oracle to look at. */
#include <linux/init.h>
#include <linux/module.h>

#include "knobs.h"

MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("parameters, attributes, /proc files and nodes");
MODULE_AUTHOR("The Drydock authors");
MODULE_VERSION("1.2");

int knobs_value(void)
{
	return 42;
}
EXPORT_SYMBOL_GPL(knobs_value);

static int __init knobs_init(void)
{
	int err = knobs_attrs_init();

	if (err)
		return err;
	err = knobs_procs_init();
	if (err)
		goto no_procs;
	err = knobs_nodes_init();
	if (err)
		goto no_nodes;
	return 0;

no_nodes:
	knobs_procs_exit();
no_procs:
	knobs_attrs_exit();
	return err;
}

static void __exit knobs_exit(void)
{
	knobs_nodes_exit();
	knobs_procs_exit();
	knobs_attrs_exit();
}

module_init(knobs_init);
module_exit(knobs_exit);
