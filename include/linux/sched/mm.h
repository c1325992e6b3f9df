/* SPDX-License-Identifier: MIT */
/* References to address spaces. */
#ifndef _LINUX_SCHED_MM_H
#define _LINUX_SCHED_MM_H

#include <linux/mm_types.h>
#include <linux/sched.h>

extern void mmput(struct mm_struct *mm) __dock(mmput);
extern void mmdrop(struct mm_struct *mm) __dock(mmdrop);
#if DOCK_SINCE_4_11
extern void mmget(struct mm_struct *mm) __dock(mmget);
extern void mmgrab(struct mm_struct *mm) __dock(mmgrab);
#endif
extern struct mm_struct *get_task_mm(struct task_struct *t) __dock(get_task_mm);

#endif
