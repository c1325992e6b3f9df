/* SPDX-License-Identifier: MIT */
/* A run needs a task; this one has nothing to do. */
#include <linux/module.h>
#include <drydock/task.h>

int task_main(void)
{
	return 0;
}
MODULE_LICENSE("GPL");
