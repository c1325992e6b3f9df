/* SPDX-License-Identifier: MIT */
/*
 * Tasks and the loop that runs them, as the rest of Drydock sees them.
 *
 * One host thread runs everything. A task is a fiber with a kernel stack in
 * simulated RAM. A task runs until it sleeps or reaches a switch point; then
 * the seed decides who goes on.
 */
#ifndef DOCK_KERNEL_SCHED_TASK_H
#define DOCK_KERNEL_SCHED_TASK_H

#include <linux/types.h>

struct task_struct;
struct mm_struct;
struct files_struct;

/*
 * dock_task_spawn - a new task, runnable
 * @comm: its name (15 bytes count)
 * @fn: its body, on its own fiber; what it returns is its exit code
 *
 * Takes no mm and no files: set with dock_task_set_user() before it runs.
 * Returns NULL if memory is short. The task frees itself after @fn returned.
 */
struct task_struct *dock_task_spawn(const char *comm, int (*fn)(void *), void *arg);

/* The same in two steps, the first of which alone can fail: a task that never runs
 * before it is begun, with the argument of its body, and goes if it is not wanted. */
struct task_struct *dock_task_reserve(const char *comm, int (*fn)(void *));
void dock_task_begin(struct task_struct *t, void *arg);
void dock_task_discard(struct task_struct *t);

/* Give a task its address space and descriptors; takes over both references,
 * which dock_task_drop_user() (or the end of the task) drops: mm first, then
 * files, as Linux's exit does. */
void dock_task_set_user(struct task_struct *t, struct mm_struct *mm,
			struct files_struct *files);
void dock_task_drop_user(struct task_struct *t);
/* The list of files that the current task is to release: fs/node.c's. */
struct file;
struct file **dock_task_put_files(void);
struct mm_struct *dock_task_mm(struct task_struct *t);
struct files_struct *dock_task_files(struct task_struct *t);

/* pid: thread id and tgid as the machine's programs see them. */
void dock_task_set_pid(struct task_struct *t, int pid, int tgid);
int dock_task_tgid(struct task_struct *t);
void dock_task_set_comm(struct task_struct *t, const char *comm);
const char *dock_task_comm(struct task_struct *t);

/* Park current until somebody calls dock_task_unpark() on it. An unpark that
 * comes first is not lost. Not interruptible, not a sleep of the driver. */
void dock_task_park(void);
void dock_task_unpark(struct task_struct *t);

/* A signal is pending for @t: its interruptible sleeps end (signal_pending()
 * is true); cleared with pending = false. */
void dock_task_set_signal(struct task_struct *t, bool pending, bool fatal);
/* Is t in an interruptible (killable) sleep of a driver? */
bool dock_task_interruptible(struct task_struct *t);
/* current waits for what may never come, and nobody waits for it. */
void dock_task_set_patient(bool patient);
bool dock_task_patient(struct task_struct *t);

/* What lives outside the machine and can wake it: the traced programs. */
struct dock_outside {
	/* Wait for news at most @timeout_ms (-1: for ever, 0: only look), and
	 * unpark the tasks that it is for. Returns the number of news. */
	int (*wait)(int timeout_ms);
	/* How many programs are running on the host now, neither stopped in a
	 * call of the machine nor in a host call that waits. */
	int (*running)(void);
	/* How many programs exist at all. */
	int (*alive)(void);
	/* How many wait in calls of the machine, and not just for the log. */
	int (*served)(void);
};
void dock_outside_register(const struct dock_outside *outside);

/*
 * dock_run_until - run the machine until @done(@arg) is true
 *
 * The caller is the boot context on the host's main stack. Virtual time moves
 * when no task can run and no program runs. Returns 0; or -1 if nothing can
 * ever happen any more (every task sleeps, no timer, no program): the caller
 * reports it.
 */
int dock_run_until(bool (*done)(void *), void *arg);

#endif
