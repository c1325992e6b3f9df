/* SPDX-License-Identifier: MIT */
/* Process identities that outlive their tasks. */
#ifndef _LINUX_PID_H
#define _LINUX_PID_H

#include <linux/compiler_types.h>
#include <linux/types.h>

struct pid;
struct task_struct;

enum pid_type {
	PIDTYPE_PID,
	PIDTYPE_TGID,
	PIDTYPE_PGID,
	PIDTYPE_SID,
	PIDTYPE_MAX,
};

extern struct pid *dock_task_pid_of(struct task_struct *task);
#define task_pid(task) dock_task_pid_of(task)

extern struct pid *get_pid(struct pid *pid) __dock(get_pid);
extern void put_pid(struct pid *pid) __dock(put_pid);
/* NULL once the task has ended. get_pid_task() takes a reference of the task. */
extern struct task_struct *pid_task(struct pid *pid, enum pid_type type) __dock(pid_task);
extern struct task_struct *get_pid_task(struct pid *pid, enum pid_type type) __dock(get_pid_task);
extern struct pid *find_get_pid(int nr) __dock(find_get_pid);
extern pid_t dock_pid_nr(struct pid *pid);
#define pid_nr(pid) dock_pid_nr(pid)
#define pid_vnr(pid) dock_pid_nr(pid)

#endif
