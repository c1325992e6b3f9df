/* SPDX-License-Identifier: MIT */
/* /proc/PID/mem and pagemap. */
#ifndef DOCK_KERNEL_FS_PROC_MEM_H
#define DOCK_KERNEL_FS_PROC_MEM_H

#include <linux/types.h>

struct file;
struct mm_struct;

enum dock_proc_mem { DOCK_PROC_MEM, DOCK_PROC_PAGEMAP };

/*
 * dock_proc_mem_open - open one of these files
 * @mm: whose memory. The file keeps the structure, not what is mapped: when its
 *	last user has gone there is nothing to read
 * @flags: O_ flags of open(2)
 * @privileged: may the opener see page frames?
 *
 * Returns 0 with one reference in *@out, or -errno.
 */
long dock_proc_mem_open(struct mm_struct *mm, enum dock_proc_mem which,
			unsigned int flags, bool privileged, struct file **out);

#endif
