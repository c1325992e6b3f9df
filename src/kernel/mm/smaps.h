/* SPDX-License-Identifier: MIT */
/* What of a VMA is in memory, as /proc/PID/smaps, smaps_rollup and pagemap tell it. */
#ifndef DOCK_KERNEL_MM_SMAPS_H
#define DOCK_KERNEL_MM_SMAPS_H

#include <linux/types.h>

struct mm_struct;

/* The lines of the VMA at @addr that follow its line of maps. Returns the length;
 * 0: there is none. @size: of @text, 1024 are enough. */
int dock_mm_smaps(struct mm_struct *mm, unsigned long addr, char *text, int size);

/* The sums of all VMAs: those lines of smaps_rollup that are not always 0. As above. */
int dock_mm_smaps_sum(struct mm_struct *mm, char *text, int size);

/* The entry of /proc/PID/pagemap for the page of @addr; 0 where no VMA is.
 * @show_pfn: with the frame, which is for root alone. */
unsigned long dock_mm_pagemap(struct mm_struct *mm, unsigned long addr, bool show_pfn);

#endif
