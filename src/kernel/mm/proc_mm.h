/* SPDX-License-Identifier: MIT */
#ifndef DOCK_KERNEL_MM_PROC_MM_H
#define DOCK_KERNEL_MM_PROC_MM_H

struct seq_file;

/* buddyinfo, meminfo, slabinfo, vmallocinfo and zoneinfo of /proc, in Linux's formats. */
void dock_proc_mm_init(void);

int dock_zoneinfo_show(struct seq_file *m, void *v); /* zoneinfo.c */
unsigned long dock_stack_pages(void); /* of all tasks */

#endif
