/* SPDX-License-Identifier: MIT */
/* Broken: an entry of /proc is not removed at unload. */
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include "broken.h"

static int show(struct seq_file *m, void *v)
{
	return 0;
}

static int act(unsigned long arg)
{
	struct proc_dir_entry *dir = proc_mkdir("leaky", NULL); /* HERE made */

	return dir && proc_create_single("file", 0444, dir, show) ? 0 : -ENOMEM;
}

static void leave(void)
{
	if (fixed)
		remove_proc_subtree("leaky", NULL);
}

BROKEN_DRIVER(act, NULL, leave);
