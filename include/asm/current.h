/* SPDX-License-Identifier: MIT */
/* The task that runs on this processor. */
#ifndef _ASM_CURRENT_H
#define _ASM_CURRENT_H

struct task_struct;
struct task_struct *dock_current(void) __attribute__((const));
#ifdef DRYDOCK_CORE
extern struct task_struct *dock_running; /* the same, at hand */
#define current dock_running
#else
#define current dock_current()
#endif
#define get_current() current

#endif
