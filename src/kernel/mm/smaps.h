/* SPDX-License-Identifier: MIT */
/* What of a VMA is in memory, as /proc/PID/smaps counts it. */
#ifndef DOCK_KERNEL_MM_SMAPS_H
#define DOCK_KERNEL_MM_SMAPS_H

struct mm_struct;

/* The lines of the VMA at @addr that follow its line of maps. Returns the length;
 * 0: there is none. @size: of @text, 1024 are enough. */
int dock_mm_smaps(struct mm_struct *mm, unsigned long addr, char *text, int size);

#endif
