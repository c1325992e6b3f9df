/* SPDX-License-Identifier: MIT */
/* Per-processor memory, for the loader and the checks at the end. */
#ifndef DOCK_KERNEL_MM_PERCPU_H
#define DOCK_KERNEL_MM_PERCPU_H

#include <linux/types.h>

/* Each processor's copy of a module's section at [@addr, @addr + @len), filled
 * with what lies there. 0, or -ENOMEM with nothing mapped. */
int dock_percpu_map(unsigned long addr, unsigned long len);
void dock_percpu_unmap(unsigned long addr, unsigned long len);

unsigned long dock_percpu_live(void); /* allocations */
void dock_percpu_report_leaks(unsigned long base, unsigned long len, const char *module);

#endif
