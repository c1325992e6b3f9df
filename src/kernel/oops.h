/* SPDX-License-Identifier: MIT */
/* Crashes of drivers: traps, BUG(), and time that runs out. Each is reported and
 * ends the run. */
#ifndef DOCK_KERNEL_OOPS_H
#define DOCK_KERNEL_OOPS_H

void dock_oops_init(void);

/* End the run now: what was sent is the report. */
void dock_run_abandon(void) __attribute__((noreturn));

void dock_printk_flush(void);

#endif
