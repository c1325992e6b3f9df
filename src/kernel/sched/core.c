/* SPDX-License-Identifier: MIT */
/*
 * The scheduler: tasks as fibers, processors in turn, one seed.
 *
 * The host's main stack is the dispatcher (dock_run_until): it gives idle
 * processors runnable tasks, chooses which processor goes on, runs what is
 * due, waits for the programs outside, and moves virtual time when nothing
 * else can happen. A task comes back to it when it sleeps, ends, or the seed
 * says so at a switch point.
 */
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/mm_types.h>
#include <linux/sched.h>
#include <linux/sched/mm.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/string.h>
#include "check/report.h"
#include "check/shadow.h"
#include "check/stack.h"
#include "core/rng.h"
#include "host/channel.h"
#include "host/mem.h"
#include "kernel/driver/irq.h"
#include "kernel/fs/files.h"
#include "kernel/mm/slab.h"
#include "kernel/mm/vmalloc.h"
#include "kernel/oops.h"
#include "kernel/sched/sched.h"
#include "kernel/sched/tasklet.h"
#include "machine/clock.h"
#include "machine/intc.h"

/* One in this many switch points switches; and an access of a driver's code,
 * after at most so many others, where there are several processors. */
#define SWITCH_ONE_IN	 16
#define ACCESSES_AT_MOST 128
/* What idling costs while something is to do. */
#define IDLE_TURN_NS 1000

static struct dock_cpu cpus[DOCK_MAX_CPUS];
struct dock_cpu *dock_cpu = &cpus[0];
unsigned int nr_cpu_ids = 1;
EXPORT_SYMBOL(nr_cpu_ids);

LIST_HEAD(dock_all_tasks);
static LIST_HEAD(ended_tasks); /* that somebody holds a reference of */
struct cpumask __cpu_possible_mask;
EXPORT_SYMBOL(__cpu_possible_mask);
struct cpumask dock_cpu_masks[NR_CPUS]; /* of one processor each */
EXPORT_SYMBOL(dock_cpu_masks);

static struct host_fiber dispatcher;
static struct task_struct boot_task = { .comm = "swapper", .flags = PF_KTHREAD };
static struct dock_task boot_half = { .t = &boot_task };
unsigned int dock_tasks_ending;
static struct task_struct *dead; /* its stack can go once we have left it */
void (*dock_sched_switch_hook)(struct task_struct *t);

/* The dispatcher itself is "swapper", pid 0, on the host's main stack. */
struct task_struct *dock_running = &boot_task;

struct task_struct *dock_current(void)
{
	return dock_running;
}
EXPORT_SYMBOL(dock_current);

static void set_curr(struct dock_cpu *cpu, struct task_struct *t)
{
	cpu->curr = t;
	dock_running = dock_cpu->curr ? dock_cpu->curr : &boot_task;
}

int dock_cpu_id(void)
{
	return dock_cpu->id;
}
EXPORT_SYMBOL(dock_cpu_id);

struct dock_cpu *dock_cpu_of(unsigned int id)
{
	return &cpus[id];
}

bool dock_cpu_is_idle(unsigned int id)
{
	return !cpus[id].curr;
}

static void to_dispatcher(struct task_struct *from)
{
	host_fiber_switch(&from->dock->fiber, &dispatcher);
}

/* --- waking --- */

int dock_try_to_wake(struct task_struct *t, unsigned int mode)
{
	if (!(t->__state & mode) || t->__state == TASK_DEAD)
		return 0;
	t->__state = TASK_RUNNING;
	if (t->on_cpu < 0)
		dock_rq_add(t);
	return 1;
}

int wake_up_process(struct task_struct *t)
{
	return dock_try_to_wake(t, TASK_NORMAL);
}
EXPORT_SYMBOL(wake_up_process);

/* --- leaving the processor --- */

static void leave_cpu(bool stay_runnable)
{
	struct task_struct *t = dock_cpu->curr;

	t->dock->wait_pc = (unsigned long)__builtin_return_address(0);
	t->dock->wait_bp = (unsigned long)__builtin_frame_address(0);
	t->on_cpu = -1;
	set_curr(dock_cpu, NULL);
	if (stay_runnable)
		dock_rq_add(t);
	else
		t->dock->printed = 0;
	to_dispatcher(t);
}

static int idle_main(void *unused);
static struct task_struct *task_new(const char *comm, int (*fn)(void *), void *arg);

/* What an idle task runs sleeps, reported: a task like others that will end. */
static void idle_replace(void)
{
	struct task_struct *t = task_new("swapper", idle_main, NULL);

	if (t) {
		dock_slab_own(t);
		dock_cpu->idle = t;
	}
}

void schedule(void)
{
	struct task_struct *t = dock_cpu->curr;

	if (!t)
		host_die("the dispatcher must not sleep");
	dock_check_may_schedule();
	dock_clock_pass(200);
	if (unlikely(dock_something_due()))
		dock_run_due();
	if (((t->__state & TASK_INTERRUPTIBLE) && t->dock->signal) ||
	    ((t->__state & TASK_WAKEKILL) && t->dock->fatal_signal))
		t->__state = TASK_RUNNING;
	if (unlikely(t == dock_cpu->idle))
		idle_replace();
	leave_cpu(t->__state == TASK_RUNNING);
}
EXPORT_SYMBOL(schedule);

void yield(void)
{
	__set_current_state(TASK_RUNNING);
	schedule();
}
EXPORT_SYMBOL(yield);

int _cond_resched(void)
{
	dock_switch_point(20);
	return 0;
}
EXPORT_SYMBOL(_cond_resched);

static bool due_for_idle(void)
{
	return dock_event_next() <= dock_clock_now() || dock_intc_asking;
}

/* What is due may wait for one that is idle, if this one has interrupts off. */
static int other_cpus_with_work(void)
{
	bool due = due_for_idle();
	int n = 0;

	for (unsigned int i = 0; i < nr_cpu_ids; i++)
		n += &cpus[i] != dock_cpu && (cpus[i].curr || cpus[i].calls || due ||
					      dock_rq_runnable_on((int)i));
	return n;
}

/* The processor keeps its task; another one has the host thread. */
static void hand_over_host_thread(void)
{
	struct dock_task *d = dock_cpu->curr->dock;

	d->wait_pc = (unsigned long)__builtin_return_address(0);
	d->wait_bp = (unsigned long)__builtin_frame_address(0);
	to_dispatcher(dock_cpu->curr);
}

bool dock_cpu_relax_other(void)
{
	dock_clock_pass(100);
	if (!dock_cpu->curr)
		return false;
	/* Who waits with interrupts on still answers: the other may wait for that. */
	dock_calls_run();
	if (!other_cpus_with_work())
		return false;
	hand_over_host_thread();
	return true;
}

void dock_cpu_relax(void)
{
	dock_clock_pass(100);
	dock_switch_point(0);
}
EXPORT_SYMBOL(dock_cpu_relax);

/* An interrupt is for any processor that takes one, the seed says which: let the
 * others have their turn first, if it is not this one. */
static void offer_interrupt(void)
{
	if (nr_cpu_ids > 1 && dock_intc_asking && dock_cpu->curr != dock_cpu->idle &&
	    dock_rng_below(nr_cpu_ids))
		hand_over_host_thread();
}

/* What is due runs; returns true if somebody else could go on now. */
static bool may_switch(void)
{
	if (!dock_cpu->curr || dock_hw_busy)
		return false;
	if (unlikely(dock_something_due())) {
		offer_interrupt();
		dock_run_due();
	}
	dock_outside_point();
	return (dock_rq_length || nr_cpu_ids > 1) && dock_cpu->curr != dock_cpu->idle;
}

static void switch_away(void)
{
	if (other_cpus_with_work() && dock_rng_below(2))
		hand_over_host_thread();
	else if (dock_rq_length && !dock_cpu->preempt_count && !dock_cpu->irqs_off)
		leave_cpu(true);
}

void dock_switch_point(unsigned long ns)
{
	dock_clock_pass(ns);
	if (may_switch() && !dock_rng_below(SWITCH_ONE_IN))
		switch_away();
}

static void interleave(void)
{
	dock_hook_countdown = 1 + (long)dock_rng_below(ACCESSES_AT_MOST);
	if (may_switch())
		switch_away();
}

/* --- birth and death of tasks --- */

void dock_task_exit(int code)
{
	struct task_struct *t = current;

	t->exit_code = code;
	t->dock->ending = true;
	dock_tasks_ending++;
	dock_task_drop_user(t);
	dock_kthread_ends(t);
	if (dock_cpu->preempt_count)
		dock_check_may_schedule();
	t->__state = TASK_DEAD;
	dead = t;
	leave_cpu(false);
	host_die("a dead task ran");
}

static void task_main(void *arg)
{
	struct dock_task *d = ((struct task_struct *)arg)->dock;

	dock_task_exit(d->fn(d->arg));
}

void dock_task_kill_current(void)
{
	/* What it holds stays as it is, and nobody may trust it: the run ends. */
	dock_run_abandon();
}

/* Its stack and its task_struct stay: others may point at them. */
void dock_task_abandon(struct task_struct *t)
{
	if (t->on_cpu >= 0) {
		struct dock_cpu *cpu = &cpus[t->on_cpu];

		set_curr(cpu, NULL);
		cpu->preempt_count = 0;
		cpu->irqs_off = false;
		cpu->spins_on = NULL;
	}
	t->on_cpu = -1;
	t->__state = TASK_DEAD;
	dock_rq_remove(t);
	dock_slab_own(t);
	dock_kthread_ends(t);
}

void dock_task_free(struct task_struct *t)
{
	dock_kthread_free(t);
	list_del(&t->dock->all);
	host_free(t->dock);
	kfree(t);
}

static bool listed(const struct list_head *tasks, const struct task_struct *t)
{
	struct dock_task *d;

	list_for_each_entry(d, tasks, all)
		if (d->t == t)
			return true;
	return false;
}

bool dock_task_exists(const struct task_struct *t)
{
	return listed(&dock_all_tasks, t) || listed(&ended_tasks, t);
}

/* The task has ended: what others hold of it may stay. */
static void task_bury(struct task_struct *t)
{
	dock_tasks_ending--;
	list_move(&t->dock->all, &ended_tasks);
	dock_stack_free(t->dock->stack, DOCK_STACK_BYTES);
	t->dock->stack = 0;
	dock_pid_task_ends(t);
	put_task_struct(t);
}

static struct task_struct *task_new(const char *comm, int (*fn)(void *), void *arg)
{
	/* Interrupts queue work, and work may need its first worker. */
	struct task_struct *t = kzalloc(sizeof(*t), GFP_ATOMIC);
	struct dock_task *d;

	if (!t)
		return NULL;
	d = host_alloc(sizeof(*d));
	d->stack = dock_stack_alloc(DOCK_STACK_BYTES);
	if (!d->stack) {
		host_free(d);
		kfree(t);
		return NULL;
	}
	t->dock = d;
	t->stack = (void *)d->stack;
	t->on_cpu = -1;
	t->group_leader = t;
	t->flags = PF_KTHREAD;
	strscpy(t->comm, comm, sizeof(t->comm));
	d->t = t;
	d->users = 1;
	d->cpus = DOCK_ALL_CPUS;
	t->nr_cpus_allowed = (int)nr_cpu_ids;
	d->fn = fn;
	d->arg = arg;
	INIT_LIST_HEAD(&d->rq);
	list_add_tail(&d->all, &dock_all_tasks);
	host_fiber_init(&d->fiber, (void *)d->stack, DOCK_STACK_BYTES, task_main, t);
	return t;
}

struct task_struct *dock_task_spawn(const char *comm, int (*fn)(void *), void *arg)
{
	struct task_struct *t = task_new(comm, fn, arg);

	if (t)
		dock_rq_add(t);
	return t;
}

struct task_struct *dock_task_create(const char *comm, int (*fn)(void *), void *arg)
{
	struct task_struct *t = task_new(comm, fn, arg);

	if (t)
		t->__state = TASK_UNINTERRUPTIBLE;
	return t;
}

struct task_struct *dock_task_reserve(const char *comm, int (*fn)(void *))
{
	return dock_task_create(comm, fn, NULL);
}

void dock_task_begin(struct task_struct *t, void *arg)
{
	t->dock->arg = arg;
	t->__state = TASK_RUNNING;
	dock_rq_add(t);
}

void dock_task_discard(struct task_struct *t)
{
	dock_stack_free(t->dock->stack, DOCK_STACK_BYTES);
	put_task_struct(t);
}

struct dock_task *dock_task_of_stack(unsigned long sp)
{
	struct dock_task *d;

	list_for_each_entry(d, &dock_all_tasks, all)
		if (sp >= d->stack && sp <= d->stack + DOCK_STACK_BYTES)
			return d;
	return NULL;
}

/* --- the dispatcher --- */

/* The idle task of a processor: runs what is due, then goes back. */
static int idle_main(void *unused)
{
	for (;;) {
		dock_run_due();
		if (dock_cpu->idle != current)
			return 0;
		dock_cpu->idle_over = true;
		to_dispatcher(dock_cpu->curr);
	}
	return 0;
}

static void run_on(struct dock_cpu *cpu, struct task_struct *t)
{
	dock_cpu = cpu;
	set_curr(cpu, t);
	dock_stack_running(t->dock->stack, t->dock->stack + DOCK_STACK_BYTES);
	t->on_cpu = cpu->id;
	t->cpu = cpu->id;
	if (t->mm && dock_sched_switch_hook)
		dock_sched_switch_hook(t);
	if (t->mm && !t->dock->patient)
		dock_outside_program_ran();
	host_fiber_switch(&dispatcher, &t->dock->fiber);
	/* An idle task that waits in the middle (for a lock) keeps its processor. */
	if (cpu->curr == cpu->idle && cpu->idle_over) {
		cpu->idle_over = false;
		cpu->idle->on_cpu = -1;
		set_curr(cpu, NULL);
	}
	if (dead) {
		struct task_struct *d = dead;

		dead = NULL;
		task_bury(d);
	}
}

/* Which processor has what is due is the seed's choice; a busy one does it at its
 * next switch point. Returns false if it is one of those. */
static bool idle_takes_it(void)
{
	struct dock_cpu *cpu = &cpus[nr_cpu_ids > 1 ? dock_rng_below(nr_cpu_ids) : 0];

	if (cpu->curr)
		return false;
	run_on(cpu, cpu->idle);
	return true;
}

/* Calls for processors that have nothing else to do. */
static bool idle_takes_calls(void)
{
	for (unsigned int i = 0; i < nr_cpu_ids; i++)
		if (cpus[i].calls && !cpus[i].curr) {
			run_on(&cpus[i], cpus[i].idle);
			return true;
		}
	return false;
}

static bool idle_helps(unsigned int busy)
{
	if (busy == nr_cpu_ids)
		return false;
	if (idle_takes_calls())
		return true;
	return due_for_idle() && idle_takes_it();
}

/* Give work to idle processors; returns how many have some. */
static unsigned int fill_cpus(struct dock_cpu **busy)
{
	unsigned int n = 0;

	for (unsigned int i = 0; i < nr_cpu_ids; i++) {
		if (!cpus[i].curr && dock_rq_length) {
			set_curr(&cpus[i], dock_rq_take((int)i));
			/* Now: whoever wakes it before its turn must not queue it again. */
			if (cpus[i].curr)
				cpus[i].curr->on_cpu = (int)i;
		}
		if (cpus[i].curr)
			busy[n++] = &cpus[i];
	}
	return n;
}

/* Nothing can run. Returns false if nothing will ever happen again. */
static bool wait_for_something(void)
{
	unsigned long next = dock_event_next();
	int alive = dock_outside ? dock_outside->alive() : 0;

	if (alive && dock_outside->wait(0) > 0)
		return true;
	if (dock_intc_asking || dock_tasklets_ready()) {
		if (!dock_intc_asking) /* an interrupt costs its own time */
			dock_clock_pass(IDLE_TURN_NS);
		idle_takes_it();
		return true;
	}
	if (next != DOCK_NEVER && (!alive || !dock_outside->running())) {
		if (dock_outside_paces(next))
			return true;
		dock_clock_reach(next);
		idle_takes_it();
		return true;
	}
	if (!alive)
		return false;
	dock_outside->wait(-1);
	return true;
}

int dock_run_until(bool (*done)(void *), void *arg)
{
	struct dock_cpu *busy[DOCK_MAX_CPUS];

	while (!done(arg)) {
		unsigned int n = fill_cpus(busy);

		if (idle_helps(n))
			continue;
		if (n) {
			struct dock_cpu *cpu = busy[n > 1 ? dock_rng_below(n) : 0];

			run_on(cpu, cpu->curr);
			dock_outside_turn();
		} else if (!wait_for_something()) {
			return -1;
		}
	}
	return 0;
}

void dock_sched_init(unsigned int n)
{
	dock_sched_context_init();
	nr_cpu_ids = n;
	dock_hook_interleave = interleave;
	if (n > 1)
		dock_hook_countdown = ACCESSES_AT_MOST;
	boot_task.dock = &boot_half;
	boot_task.group_leader = &boot_task;
	INIT_LIST_HEAD(&boot_half.rq);
	INIT_LIST_HEAD(&boot_half.all);
	for (unsigned int i = 0; i < n; i++) {
		cpus[i].id = (int)i;
		cpumask_set_cpu(i, &__cpu_possible_mask);
		cpumask_set_cpu(i, &dock_cpu_masks[i]);
		cpus[i].idle = task_new("swapper", idle_main, NULL);
		if (!cpus[i].idle)
			host_die("no memory for the idle tasks");
	}
}
