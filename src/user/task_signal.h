/* SPDX-License-Identifier: MIT */
/* Tasks in this process, as the trap handler sees them. */
#ifndef DOCK_USER_TASK_SIGNAL_H
#define DOCK_USER_TASK_SIGNAL_H

#include <linux/types.h>

struct task_struct;

/* Does current run as user code, outside any system call? */
bool dock_task_user_mode(void);

/* Deliver a signal to current, a task in user mode: ends its dock_task_try(),
 * or the task itself. */
void dock_task_signal(int signo, int si_code, unsigned long addr) __attribute__((noreturn));

/* @t is about to run: the user window must show its address space. */
void dock_task_window(struct task_struct *t);

/* Start the first task: @path is its module, loaded by now. Returns 0, or -1
 * with a line in @err. */
struct module;
int dock_task_first(struct module *mod, char *err, unsigned long err_len);
bool dock_task_all_exited(void);
int dock_task_status(void);

#endif
