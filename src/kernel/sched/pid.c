/* SPDX-License-Identifier: MIT */
/* Process identities, references to tasks, and signals to programs. */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/pid.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/signal.h>
#include <linux/slab.h>
#include "host/mem.h"
#include "kernel/sched/sched.h"

/* In drydock's own memory: a driver keeps it longer than the task lives. */
struct pid {
	int users, nr;
	struct task_struct *task;
};

struct pid *dock_task_pid_of(struct task_struct *t)
{
	if (!t->dock->pid) {
		t->dock->pid = host_alloc(sizeof(*t->dock->pid));
		t->dock->pid->users = 1; /* the task's own */
		t->dock->pid->nr = t->pid;
		t->dock->pid->task = t;
	}
	return t->dock->pid;
}
EXPORT_SYMBOL(dock_task_pid_of);

struct pid *get_pid(struct pid *pid)
{
	if (pid)
		pid->users++;
	return pid;
}
EXPORT_SYMBOL(get_pid);

void put_pid(struct pid *pid)
{
	if (pid && !--pid->users)
		host_free(pid);
}
EXPORT_SYMBOL(put_pid);

void dock_pid_task_ends(struct task_struct *t)
{
	if (!t->dock->pid)
		return;
	t->dock->pid->task = NULL;
	put_pid(t->dock->pid);
	t->dock->pid = NULL;
}

struct task_struct *pid_task(struct pid *pid, enum pid_type type)
{
	return pid ? pid->task : NULL;
}
EXPORT_SYMBOL(pid_task);

struct task_struct *get_pid_task(struct pid *pid, enum pid_type type)
{
	struct task_struct *t = pid_task(pid, type);

	return t ? get_task_struct(t) : NULL;
}
EXPORT_SYMBOL(get_pid_task);

struct pid *find_get_pid(int nr)
{
	struct dock_task *d;

	list_for_each_entry(d, &dock_all_tasks, all)
		if (d->t->pid == nr && nr)
			return get_pid(dock_task_pid_of(d->t));
	return NULL;
}
EXPORT_SYMBOL(find_get_pid);

pid_t dock_pid_nr(struct pid *pid)
{
	return pid ? pid->nr : 0;
}
EXPORT_SYMBOL(dock_pid_nr);

struct task_struct *get_task_struct(struct task_struct *t)
{
	t->dock->users++;
	return t;
}
EXPORT_SYMBOL(get_task_struct);

void put_task_struct(struct task_struct *t)
{
	if (!--t->dock->users)
		dock_task_free(t);
}
EXPORT_SYMBOL(put_task_struct);

/* --- signals --- */

int (*dock_send_signal)(struct task_struct *t, int sig, int code, long value);

int send_sig_info(int sig, struct kernel_siginfo *info, struct task_struct *t)
{
	bool has_info = (unsigned long)info > 1;

	if (sig < 1 || sig > 64)
		return -EINVAL;
	dock_switch_point(100);
	if (!dock_send_signal || t->__state == TASK_DEAD)
		return -ESRCH;
	return dock_send_signal(t, sig, has_info ? info->si_code : SI_KERNEL,
				has_info ? (long)info->si_value.sival_ptr : 0);
}
EXPORT_SYMBOL(send_sig_info);

int send_sig(int sig, struct task_struct *t, int priv)
{
	return send_sig_info(sig, priv ? SEND_SIG_PRIV : SEND_SIG_NOINFO, t);
}
EXPORT_SYMBOL(send_sig);

int kill_pid(struct pid *pid, int sig, int priv)
{
	struct task_struct *t = pid_task(pid, PIDTYPE_PID);

	return t ? send_sig(sig, t, priv) : -ESRCH;
}
EXPORT_SYMBOL(kill_pid);
