/* SPDX-License-Identifier: MIT */
#ifndef DOCK_KERNEL_MM_PROC_MM_H
#define DOCK_KERNEL_MM_PROC_MM_H

/* buddyinfo, meminfo, slabinfo and vmallocinfo of /proc, in Linux's formats. */
void dock_proc_mm_init(void);

#endif
