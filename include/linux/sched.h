/* SPDX-License-Identifier: MIT */
/* Tasks, as drivers see them. */
#ifndef _LINUX_SCHED_H
#define _LINUX_SCHED_H

#include <linux/compiler.h>
#include <linux/capability.h>
#include <linux/errno.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/preempt.h>
#include <linux/types.h>
#include <asm/current.h>
#include <asm/processor.h>

#define TASK_RUNNING		0x0000
#define TASK_INTERRUPTIBLE	0x0001
#define TASK_UNINTERRUPTIBLE	0x0002
#define __TASK_STOPPED		0x0004
#define __TASK_TRACED		0x0008
#define TASK_PARKED		0x0040
#define TASK_DEAD		0x0080
#define TASK_WAKEKILL		0x0100
#define TASK_NOLOAD		0x0400
#define TASK_KILLABLE		(TASK_WAKEKILL | TASK_UNINTERRUPTIBLE)
#define TASK_IDLE		(TASK_UNINTERRUPTIBLE | TASK_NOLOAD)
#define TASK_NORMAL		(TASK_INTERRUPTIBLE | TASK_UNINTERRUPTIBLE)

#define TASK_COMM_LEN		16
#define MAX_SCHEDULE_TIMEOUT	LONG_MAX

#define PF_EXITING		0x00000004
#define PF_KTHREAD		0x00200000
#define PF_NO_SETAFFINITY	0x04000000

struct mm_struct;
struct files_struct;
struct dock_fiber;
struct kunit;

struct task_struct {
	unsigned int __state;
	unsigned int flags;		/* PF_... */
	int on_cpu;
	unsigned int cpu;
	int nr_cpus_allowed;
	int prio, static_prio, normal_prio;
	pid_t pid, tgid;
	int exit_code;
	struct task_struct *real_parent, *parent, *group_leader;
	struct mm_struct *mm, *active_mm;
	struct files_struct *files;
	void *journal_info;
	char comm[TASK_COMM_LEN];
	void *stack;
	int pagefault_disabled;
	struct kunit *kunit_test;	/* the test case that it runs */
	/* What follows is Drydock's own. */
	struct dock_task *dock;
};

extern void schedule(void) __dock(schedule);
extern long schedule_timeout(long timeout) __dock(schedule_timeout);
extern long schedule_timeout_interruptible(long timeout) __dock(schedule_timeout_interruptible);
extern long schedule_timeout_uninterruptible(long timeout) __dock(schedule_timeout_uninterruptible);
extern int wake_up_process(struct task_struct *t) __dock(wake_up_process);
extern void yield(void) __dock(yield);
extern int _cond_resched(void) __dock(_cond_resched);
#define cond_resched() _cond_resched()
extern int dock_signal_pending(struct task_struct *t);
extern int dock_fatal_signal_pending(struct task_struct *t);
#define need_resched() 0

/* Set the state, then test the condition, then schedule(): a wake-up between
 * the two puts it back to running. */
#define __set_current_state(s) do { WRITE_ONCE(current->__state, (s)); } while (0)
#define set_current_state(s) do { WRITE_ONCE(current->__state, (s)); barrier(); } while (0)
#define set_task_state(t, s) do { WRITE_ONCE((t)->__state, (s)); } while (0)
#define get_current_state() READ_ONCE(current->__state)

static inline pid_t task_pid_nr(struct task_struct *t)
{
	return t->pid;
}

static inline pid_t task_tgid_nr(struct task_struct *t)
{
	return t->tgid;
}

#define task_pid_vnr(t) task_pid_nr(t)
#define task_cpu(t) ((t)->cpu)
#define get_task_comm(buf, t) ({ strscpy((buf), (t)->comm, sizeof(buf)); (buf); })

#include <linux/pid.h>
#if DOCK_BEFORE_4_11
#include <linux/sched/mm.h>
#endif
#include <linux/sched/signal.h>
#include <linux/sched/task.h>

#endif
