/* SPDX-License-Identifier: MIT */
/*
 * The scheduler's own: tasks' hidden halves and processors. Only src/kernel,
 * src/user and src/check look in here.
 *
 * A processor (vCPU) runs one task at a time; all processors take turns on the
 * host thread. `dock_cpu` is the processor whose turn it is.
 */
#ifndef DOCK_KERNEL_SCHED_SCHED_H
#define DOCK_KERNEL_SCHED_SCHED_H

#include <linux/list.h>
#include <linux/sched.h>
#include "check/context.h"
#include "host/fiber.h"
#include "kernel/sched/task.h"

#define DOCK_MAX_CPUS	 64
#define DOCK_STACK_BYTES (32 * 1024)
#define DOCK_HELD_MAX	 16

/* The half of a task that drivers do not see; in drydock's own memory. */
struct dock_task {
	struct task_struct *t;
	struct host_fiber fiber;
	unsigned long stack;		/* lowest usable address */
	int (*fn)(void *);
	void *arg;
	struct list_head all, rq;	/* rq: empty when not queued */
	int users;			/* get_task_struct() */
	struct pid *pid;		/* made when somebody asks */
	bool parked, unparked;		/* waiting in dock_task_park(); woken before */
	bool signal, fatal_signal;
	bool ending;			/* in dock_task_exit() */
	struct file *put_files;		/* dock_task_put_files() */
	unsigned long cpus;		/* where it may run: a bit a processor */
	unsigned long cpus_before;	/* while it must not be moved: where else it may */
	int migrate_disabled;
	unsigned int rcu_nesting;	/* rcu_read_lock() (rcu.c) */
	unsigned long rcu_began;	/* the grace period that it began in or after */
	bool rcu_slept;			/* slept in there: reported once */
	bool count_cleaned;		/* it must not be reported that less is in the
					 * preempt count than it takes off: that was */
	struct mutex *waits_for;	/* a mutex (mutex.c) */
	struct {
		struct mutex *mutex;
		unsigned long where;	/* code address of the lock call */
	} held[DOCK_HELD_MAX];		/* mutexes, in the order of taking */
	int nr_held;			/* may be more than there is room for */
	struct dock_kthread *kthread;	/* kthread.c's; NULL: it is none */
	unsigned int made_at;		/* a kept stack: who made a kernel thread */
	struct dock_kmap_local *kmaps;	/* mm/kmap.c's; NULL: it never mapped one */
	bool patient;			/* dock_task_set_patient() */
	unsigned long printed;		/* messages since it slept: log/flood.c */
	unsigned long wait_pc, wait_bp;	/* where it sleeps, for reports */
	struct dock_fault_track track;
	unsigned long given, given_bytes; /* dock_user_given(): what the call's own
					   * arguments point to */
};

struct dock_cpu {
	int id;
	int preempt_count;
	bool irqs_off;
	struct task_struct *curr;	/* NULL: idle */
	struct task_struct *idle;	/* lends its stack to events when nothing runs */
	bool idle_over;			/* it has done what was due */
	struct dock_call *calls;	/* from other processors (smp.c) */
	unsigned long locked_at;	/* where it took a spinlock last: a code address */
	struct raw_spinlock *spins_on;	/* a lock that it waits for (spinlock.c) */
};

extern struct dock_cpu *dock_cpu;
struct dock_cpu *dock_cpu_of(unsigned int id);
void dock_calls_run(void);
/* The end of an interrupt's function, or a softirq's. If that slept, it was
 * reported, and the count was cleaned then. */
void dock_preempt_leave(int val);
bool dock_cpu_is_idle(unsigned int id); /* no task runs on it */
extern struct list_head dock_all_tasks;

void dock_sched_init(unsigned int cpus);
void dock_sched_context_init(void); /* context.c */

/* Called before a task with an address space runs (the user side's window). */
extern void (*dock_sched_switch_hook)(struct task_struct *t);

/* The run queue (runqueue.c): put a task in, unless it is; how many of them may run
 * on a processor; take one of those, the seed says which (NULL: there is none). */
#define DOCK_ALL_CPUS (~0UL)
extern unsigned int dock_rq_length;
void dock_rq_add(struct task_struct *t);
void dock_rq_remove(struct task_struct *t); /* if it is in */
unsigned int dock_rq_runnable_on(int cpu);
struct task_struct *dock_rq_take(int cpu);

/* Is something due that this processor could do? Do what it may now (due.c). */
bool dock_something_due(void);
void dock_run_due(void);

/* Report a caller that must not sleep; its counts are clean afterwards. */
void dock_check_may_schedule(void);

/* A place where Linux could switch or interrupt: the seed decides whether it
 * happens here. Costs @ns of virtual time. */
void dock_switch_point(unsigned long ns);

/* Let another processor go on; false: there is none that could. */
bool dock_cpu_relax_other(void);

/* The same again and again, slower with time: a turn of @s, which begins as zeros.
 * False: nobody could, or it took so long that nobody ever will; look again what
 * was waited for before that is believed (spinlock.c). */
struct dock_spin {
	unsigned long begin, pause_ns;
	long turns;
};
bool dock_spin_turn(struct dock_spin *s);

/* current is broken (it oopsed): it never runs again. */
void dock_task_kill_current(void) __attribute__((noreturn));

/* current ends here, wherever that is. Others hear of it before it is gone: so many
 * are on their way. */
void dock_task_exit(int code) __attribute__((noreturn));
extern unsigned int dock_tasks_ending;

/* Is there (still) such a task? Compares addresses only. */
bool dock_task_exists(const struct task_struct *t);

/* A kernel thread ends; its task_struct goes (kthread.c). */
void dock_kthread_ends(struct task_struct *t);
void dock_kthread_free(struct task_struct *t);

/* The module's image is going: threads with a function in it are reported. */
void dock_kthread_report_leaks(unsigned long base, unsigned long len, const char *module);

/* @t, which is not current, never runs again, wherever it is now. */
void dock_task_abandon(struct task_struct *t);

/* The last reference of an ended task is gone; a task ends (pid.c). */
void dock_task_free(struct task_struct *t);
void dock_pid_task_ends(struct task_struct *t);

/* May a program do that? Set by the user side. */
extern bool (*dock_program_capable)(struct task_struct *t, int cap);
/* Send a signal to a program; set by the user side. 0 or -errno. */
extern int (*dock_send_signal)(struct task_struct *t, int sig, int code, long value);

/* Which task's stack holds @sp; NULL: none. */
struct dock_task *dock_task_of_stack(unsigned long sp);

/* A new task that sleeps, uninterruptibly, until it is woken the first time. */
struct task_struct *dock_task_create(const char *comm, int (*fn)(void *), void *arg);

/* wake_up() of all (@nr 0) or @nr exclusive ones that no other task can run in
 * the middle of: whom it tells may free the queue. */
struct wait_queue_head;
int dock_wake_up_now(struct wait_queue_head *wq, unsigned int mode, int nr, void *key);

/* @what_ends, such as a system call, of current: it must hold no spinlock and no
 * mutex now. */
void dock_check_locks_at_return(const char *what_ends);

/* Wake @t if it sleeps in one of the states of @mode. Returns 1 if it did. */
int dock_try_to_wake(struct task_struct *t, unsigned int mode);

/* --- outside.c --- */
extern const struct dock_outside *dock_outside;
void dock_outside_turn(void);	     /* a task had its turn */
void dock_outside_point(void);	     /* a switch point was passed */
void dock_outside_program_ran(void); /* a program had a turn in the machine */
/* Is it too early for the event at @next_ns? Then it has waited, at most a moment. */
bool dock_outside_paces(unsigned long next_ns);

#endif
