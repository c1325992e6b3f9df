/* SPDX-License-Identifier: MIT */
/* Works with an argument of their own (until 2.6.19): linux/dock_old_workqueue.h. */
#include <linux/export.h>
#include <linux/workqueue.h>

/* As the old header has it, with today's names of what is in it. */
struct old_work {
	struct delayed_work dock;
	void (*func)(void *data);
	void *data;
};

extern void dock_old_work_run(struct work_struct *work);

void dock_old_work_run(struct work_struct *work)
{
	struct old_work *old = container_of(work, struct old_work, dock.work);

	old->func(old->data);
}
EXPORT_SYMBOL(dock_old_work_run);
