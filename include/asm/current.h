/* SPDX-License-Identifier: MIT */
/* The task that runs on this processor. */
#ifndef _ASM_CURRENT_H
#define _ASM_CURRENT_H

struct task_struct;
struct task_struct *dock_current(void) __attribute__((const));
#define current dock_current()
#define get_current() dock_current()

#endif
