/* SPDX-License-Identifier: MIT */
/* RCU, as the end of a module sees it. */
#ifndef DOCK_KERNEL_SCHED_RCU_H
#define DOCK_KERNEL_SCHED_RCU_H

/* The module's image is going: callbacks in it that wait are reported and dropped. */
void dock_rcu_report_leaks(unsigned long base, unsigned long len, const char *module);

/* Wait until all other callbacks have run: what they free is no leak. */
void dock_rcu_flush(void);

#endif
