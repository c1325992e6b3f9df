/* SPDX-License-Identifier: MIT */
/*
 * The memory of an address space as others reach it: debuggers, /proc/PID/mem,
 * process_vm_readv(2). Its threads may run meanwhile.
 */
#ifndef DOCK_KERNEL_MM_ACCESS_H
#define DOCK_KERNEL_MM_ACCESS_H

#include <linux/types.h>

struct mm_struct;

enum dock_access {
	DOCK_ACCESS_PLAIN, /* what the owner may do; frames of drivers are refused */
	DOCK_ACCESS_DEBUG, /* what a debugger may: protections do not count, a store
			    * to private memory makes a copy; frames of drivers are
			    * asked of vm_ops->access */
};

/*
 * dock_mm_access - copy between @buf and [@addr, @addr+@len) of @mm
 * @mm: with a user of the caller's, its lock not held
 *
 * Returns how many bytes were copied: what lies behind the first one that cannot
 * be reached is left out. May sleep.
 */
unsigned long dock_mm_access(struct mm_struct *mm, unsigned long addr, void *buf,
			     unsigned long len, bool write, enum dock_access how);

#endif
