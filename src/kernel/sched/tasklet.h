/* SPDX-License-Identifier: MIT */
/* Tasklets, as the scheduler runs them. */
#ifndef DOCK_KERNEL_SCHED_TASKLET_H
#define DOCK_KERNEL_SCHED_TASKLET_H

#include <linux/types.h>

extern unsigned int dock_tasklets_waiting; /* scheduled, not run yet */
bool dock_tasklets_ready(void);		    /* one of them is not disabled */

/* Run those that wait now, in the context of a softirq. */
void dock_tasklets_run(void);

/* The module's image is going: tasklets of it that wait still are reported. */
void dock_tasklet_report_leaks(unsigned long base, unsigned long len, const char *module);

#endif
