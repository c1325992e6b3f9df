/* SPDX-License-Identifier: MIT */
/*
 * Sleeping locks: mutexes, semaphores, reader/writer semaphores.
 *
 * A waiter stands in the lock's list and sleeps; who lets go wakes the first.
 * A signal ends an interruptible wait with -EINTR.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/semaphore.h>
#include "check/report.h"
#include "check/stack.h"
#include "core/breaks.h"
#include "kernel/mm/kmap.h"
#include "kernel/sched/sched.h"

#define LOCK_NS 30

struct waiter {
	struct list_head entry;
	struct task_struct *task;
};

/* Sleep in @state until @ready(@lock). Returns 0, -EINTR or -ETIME. */
static int wait_in_line(struct list_head *line, bool (*ready)(void *), void *lock,
			int state, long timeout)
{
	struct waiter w = {.task = current};
	int ret = 0;

	list_add_tail(&w.entry, line);
	while (!ready(lock)) {
		if (((state & TASK_INTERRUPTIBLE) && signal_pending(current)) ||
		    ((state & TASK_WAKEKILL) && fatal_signal_pending(current))) {
			ret = -EINTR;
			break;
		}
		if (!timeout) {
			ret = -ETIME;
			break;
		}
		set_current_state(state);
		timeout = schedule_timeout(timeout);
	}
	__set_current_state(TASK_RUNNING);
	list_del(&w.entry);
	return ret;
}

static void wake_line(struct list_head *line)
{
	struct waiter *w;

	list_for_each_entry (w, line, entry)
		dock_try_to_wake(w->task, TASK_NORMAL);
}

/* --- mutex --- */

void __mutex_init(struct mutex *lock, const char *name, struct lock_class_key *key)
{
	lock->holder = NULL;
	lock->where = 0;
	lock->magic = DOCK_MUTEX_MAGIC;
	INIT_LIST_HEAD(&lock->wait_list);
}
EXPORT_SYMBOL(__mutex_init);

static void mutex_report(const char *rule, const char *what, struct mutex *lock)
{
	unsigned long pcs[DOCK_STACK_MAX];
	struct dock_report *r = dock_report_begin(rule, "%s", what);

	dock_report_fact(r, "mutex", "0x%lx", (unsigned long)lock);
	if (lock->holder && lock->magic == DOCK_MUTEX_MAGIC) {
		dock_report_fact(r, "held by", "%s", lock->holder->comm);
		dock_report_stack(r, "taken at", &lock->where, 1);
	}
	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	dock_report_end(r);
}

static bool mutex_free(void *lock)
{
	return !((struct mutex *)lock)->holder;
}

/* --- who has which --- */

static void now_held(struct mutex *lock, unsigned long where)
{
	struct dock_task *d = current->dock;

	lock->holder = current;
	lock->where = where;
	if (d->nr_held < DOCK_HELD_MAX) {
		d->held[d->nr_held].mutex = lock;
		d->held[d->nr_held].where = where;
	}
	d->nr_held++;
}

/* Whoever lets it go. */
static void not_held(struct mutex *lock)
{
	struct dock_task *d = lock->holder ? lock->holder->dock : NULL;
	int i = 0;

	lock->holder = NULL;
	while (d && i < min(d->nr_held, DOCK_HELD_MAX) && d->held[i].mutex != lock)
		i++;
	if (!d || i >= d->nr_held)
		return;
	d->nr_held--;
	for (; i < min(d->nr_held, DOCK_HELD_MAX - 1); i++)
		d->held[i] = d->held[i + 1];
}

/* The holder waits for a mutex whose holder ..., and that waits for us. */
static bool in_a_ring(const struct mutex *lock)
{
	for (int hops = 0; lock && lock->holder && hops < 100; hops++) {
		if (lock->holder == current)
			return true;
		lock = lock->holder->dock->waits_for;
	}
	return false;
}

static void report_ring(struct mutex *lock)
{
	unsigned long pcs[DOCK_STACK_MAX];
	struct dock_report *r = dock_report_begin(
		"deadlock", "tasks hold mutexes and wait for each other's");

	for (const struct mutex *m = lock; m; m = m->holder->dock->waits_for) {
		struct dock_task *d = m->holder->dock;

		dock_report_fact(r, "mutex", "0x%lx, held by %s", (unsigned long)m,
				 m->holder->comm);
		dock_report_stack(r, "taken at", &m->where, 1);
		if (m->holder == current)
			break;
		dock_report_stack(
			r, "its holder waits", pcs,
			dock_stack_walk(d->wait_pc, d->wait_bp, pcs, DOCK_STACK_MAX));
	}
	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	dock_report_end(r);
	dock_task_kill_current();
}

static int wait_for_mutex(struct mutex *lock, int state)
{
	int ret;

	current->dock->waits_for = lock;
	if (in_a_ring(lock))
		report_ring(lock);
	ret = wait_in_line(&lock->wait_list, mutex_free, lock, state,
			   MAX_SCHEDULE_TIMEOUT);
	current->dock->waits_for = NULL;
	return ret && DOCK_BREAK("killed-with-and-for-mutex") ? -ERESTARTSYS : ret;
}

static int mutex_take(struct mutex *lock, int state, unsigned long where)
{
	might_sleep();
	dock_switch_point(LOCK_NS);
	if (unlikely(lock->magic != DOCK_MUTEX_MAGIC)) {
		mutex_report("lock-not-initialized",
			     "a mutex is taken that nobody initialized", lock);
		__mutex_init(lock, NULL, NULL);
	}
	if (unlikely(lock->holder == current)) {
		mutex_report("deadlock", "a task takes a mutex that it holds already",
			     lock);
		dock_task_kill_current();
	}
	if (unlikely(lock->holder) && !DOCK_BREAK("two-programs")) {
		int ret = wait_for_mutex(lock, state);

		if (ret)
			return ret;
	}
	now_held(lock, where);
	return 0;
}

#define CALLER ((unsigned long)__builtin_return_address(0))

void mutex_lock(struct mutex *lock)
{
	mutex_take(lock, TASK_UNINTERRUPTIBLE, CALLER);
}
EXPORT_SYMBOL(mutex_lock);

int mutex_lock_interruptible(struct mutex *lock)
{
	return mutex_take(lock, TASK_INTERRUPTIBLE, CALLER);
}
EXPORT_SYMBOL(mutex_lock_interruptible);

int mutex_lock_killable(struct mutex *lock)
{
	return mutex_take(lock, TASK_KILLABLE, CALLER);
}
EXPORT_SYMBOL(mutex_lock_killable);

int mutex_trylock(struct mutex *lock)
{
	dock_switch_point(LOCK_NS);
	if (lock->holder)
		return 0;
	now_held(lock, CALLER);
	return 1;
}
EXPORT_SYMBOL(mutex_trylock);

void mutex_unlock(struct mutex *lock)
{
	if (unlikely(lock->holder != current))
		mutex_report("unlock-not-held",
			     "a mutex is let go by a task that does not hold it", lock);
	not_held(lock);
	wake_line(&lock->wait_list);
	dock_switch_point(LOCK_NS);
}
EXPORT_SYMBOL(mutex_unlock);

bool mutex_is_locked(struct mutex *lock)
{
	return lock->holder != NULL;
}
EXPORT_SYMBOL(mutex_is_locked);

void dock_check_locks_at_return(const char *what_ends)
{
	struct dock_task *d = current->dock;
	struct dock_report *r;

	dock_kmap_check_local(what_ends);
	if (likely(!d->nr_held && !dock_cpu->preempt_count && !dock_cpu->irqs_off))
		return;
	r = dock_report_begin("lock-held", "%s ends with %s", what_ends,
			      d->nr_held ? "a mutex held"
			      : dock_cpu->preempt_count
				      ? "preemption off: is a spinlock held?"
				      : "interrupts off");
	dock_report_fact(r, "task", "%s", current->comm);
	if (d->nr_held) {
		dock_report_fact(r, "mutex", "0x%lx", (unsigned long)d->held[0].mutex);
		dock_report_stack(r, "taken at", &d->held[0].where, 1);
	} else {
		dock_report_fact(r, "preempt count", "%d", dock_cpu->preempt_count);
		dock_report_stack(r, "spinlock taken last at", &dock_cpu->locked_at,
				  dock_cpu->locked_at != 0);
	}
	dock_report_end(r);
	/* Said once. A mutex stays what it is. */
	d->nr_held = 0;
	dock_cpu->preempt_count = 0;
	dock_cpu->irqs_off = false;
}

/* --- semaphore --- */

static bool semaphore_free(void *sem)
{
	return ((struct semaphore *)sem)->count > 0;
}

static int semaphore_take(struct semaphore *sem, int state, long timeout)
{
	might_sleep();
	dock_switch_point(LOCK_NS);
	if (!sem->count) {
		int ret = wait_in_line(&sem->wait_list, semaphore_free, sem, state,
				       timeout);

		if (ret == -EINTR && (state == TASK_KILLABLE ? DOCK_BREAK("killed-in-down-killable")
							     : DOCK_BREAK("killed-in-down")))
			ret = -ERESTARTSYS;
		if (ret)
			return ret;
	}
	sem->count--;
	return 0;
}

void down(struct semaphore *sem)
{
	semaphore_take(sem, TASK_UNINTERRUPTIBLE, MAX_SCHEDULE_TIMEOUT);
}
EXPORT_SYMBOL(down);

int down_interruptible(struct semaphore *sem)
{
	return semaphore_take(sem, TASK_INTERRUPTIBLE, MAX_SCHEDULE_TIMEOUT);
}
EXPORT_SYMBOL(down_interruptible);

int down_killable(struct semaphore *sem)
{
	return semaphore_take(sem, TASK_KILLABLE, MAX_SCHEDULE_TIMEOUT);
}
EXPORT_SYMBOL(down_killable);

int down_timeout(struct semaphore *sem, long timeout)
{
	return semaphore_take(sem, TASK_UNINTERRUPTIBLE, timeout);
}
EXPORT_SYMBOL(down_timeout);

int down_trylock(struct semaphore *sem)
{
	dock_switch_point(LOCK_NS);
	if (!sem->count)
		return 1;
	sem->count--;
	return 0;
}
EXPORT_SYMBOL(down_trylock);

void up(struct semaphore *sem)
{
	sem->count++;
	wake_line(&sem->wait_list);
	dock_switch_point(LOCK_NS);
}
EXPORT_SYMBOL(up);

/* --- reader/writer semaphore --- */

static bool rwsem_readable(void *sem)
{
	return ((struct rw_semaphore *)sem)->count >= 0;
}

static bool rwsem_writable(void *sem)
{
	return ((struct rw_semaphore *)sem)->count == 0;
}

static int rwsem_take(struct rw_semaphore *sem, bool write, int state)
{
	bool (*ready)(void *) = write ? rwsem_writable : rwsem_readable;

	might_sleep();
	dock_switch_point(LOCK_NS);
	if (!ready(sem)) {
		int ret = wait_in_line(&sem->wait_list, ready, sem, state,
				       MAX_SCHEDULE_TIMEOUT);

		if (ret)
			return ret;
	}
	if (write) {
		sem->count = -1;
		sem->owner = current;
	} else {
		sem->count++;
	}
	return 0;
}

void down_read(struct rw_semaphore *sem)
{
	rwsem_take(sem, false, TASK_UNINTERRUPTIBLE);
}
EXPORT_SYMBOL(down_read);

int down_read_killable(struct rw_semaphore *sem)
{
	return rwsem_take(sem, false, TASK_KILLABLE);
}
EXPORT_SYMBOL(down_read_killable);

int down_read_trylock(struct rw_semaphore *sem)
{
	if (!rwsem_readable(sem))
		return 0;
	sem->count++;
	return 1;
}
EXPORT_SYMBOL(down_read_trylock);

void up_read(struct rw_semaphore *sem)
{
	sem->count--;
	wake_line(&sem->wait_list);
	dock_switch_point(LOCK_NS);
}
EXPORT_SYMBOL(up_read);

void down_write(struct rw_semaphore *sem)
{
	rwsem_take(sem, true, TASK_UNINTERRUPTIBLE);
}
EXPORT_SYMBOL(down_write);

int down_write_killable(struct rw_semaphore *sem)
{
	return rwsem_take(sem, true, TASK_KILLABLE);
}
EXPORT_SYMBOL(down_write_killable);

int down_write_trylock(struct rw_semaphore *sem)
{
	if (!rwsem_writable(sem))
		return 0;
	sem->count = -1;
	sem->owner = current;
	return 1;
}
EXPORT_SYMBOL(down_write_trylock);

void up_write(struct rw_semaphore *sem)
{
	sem->count = 0;
	sem->owner = NULL;
	wake_line(&sem->wait_list);
	dock_switch_point(LOCK_NS);
}
EXPORT_SYMBOL(up_write);

void downgrade_write(struct rw_semaphore *sem)
{
	sem->count = 1;
	sem->owner = NULL;
	wake_line(&sem->wait_list);
}
EXPORT_SYMBOL(downgrade_write);
