/* SPDX-License-Identifier: MIT */
/* References to tasks. */
#ifndef _LINUX_SCHED_TASK_H
#define _LINUX_SCHED_TASK_H

#include <linux/sched.h>

extern struct task_struct *get_task_struct(struct task_struct *t) __dock(get_task_struct);
extern void put_task_struct(struct task_struct *t) __dock(put_task_struct);

#endif
