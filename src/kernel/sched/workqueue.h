/* SPDX-License-Identifier: MIT */
/* The end of the shared work queue, when the machine goes down. */
#ifndef DOCK_KERNEL_SCHED_WORKQUEUE_H
#define DOCK_KERNEL_SCHED_WORKQUEUE_H

void dock_workqueue_end(void);

#endif
