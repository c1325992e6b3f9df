/* SPDX-License-Identifier: MIT */
/* The ends of work queues: the shared one's when the machine goes down. */
#ifndef DOCK_KERNEL_SCHED_WORKQUEUE_H
#define DOCK_KERNEL_SCHED_WORKQUEUE_H

void dock_workqueue_end(void);

/* The module's image is going: its queues, and its work that is not done. */
void dock_workqueue_report_leaks(unsigned long base, unsigned long len, const char *module);

#endif
