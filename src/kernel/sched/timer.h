/* SPDX-License-Identifier: MIT */
/* What waits for its time: timers and hrtimers, and who armed them. */
#ifndef DOCK_KERNEL_SCHED_TIMER_H
#define DOCK_KERNEL_SCHED_TIMER_H

/* The machine boots at the start of 2001, whatever the host thinks. */
#define DOCK_BOOT_REAL_NS (978307200L * NSEC_PER_SEC)

/* The module's image is going: timers of it that are pending are reported. */
void dock_timer_report_leaks(unsigned long base, unsigned long len, const char *module);

#endif
