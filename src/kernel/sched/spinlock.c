/* SPDX-License-Identifier: MIT */
/*
 * Spinlocks. A processor that finds one taken lets the others go on; if no
 * other can ever let it go, that is a deadlock, and a report.
 */
#include <linux/export.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include "check/report.h"
#include "check/stack.h"
#include "kernel/sched/sched.h"

#define LOCK_NS 20

static void lock_report(const char *rule, const char *what, const raw_spinlock_t *lock)
{
	unsigned long pcs[DOCK_STACK_MAX];
	struct dock_report *r = dock_report_begin(rule, "%s", what);

	dock_report_fact(r, "lock", "0x%lx", (unsigned long)lock);
	if (lock->owner) {
		dock_report_fact(r, "taken by", "%s on processor %d", lock->owner->comm,
				 lock->cpu);
		dock_report_stack(r, "taken at", &lock->where, 1);
	}
	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	dock_report_end(r);
}

static void take(raw_spinlock_t *lock, unsigned long where)
{
	lock->locked = 1;
	lock->owner = current;
	lock->cpu = dock_cpu->id;
	lock->where = where;
}

static void lock_slow(raw_spinlock_t *lock)
{
	while (lock->locked) {
		if (lock->cpu == dock_cpu->id || !dock_cpu_relax_other()) {
			lock_report("deadlock", "a spinlock is taken that can never be let go",
				    lock);
			dock_task_kill_current();
		}
	}
}

void _raw_spin_lock(raw_spinlock_t *lock)
{
	dock_switch_point(LOCK_NS);
	dock_preempt_add(PREEMPT_OFFSET);
	if (unlikely(lock->locked))
		lock_slow(lock);
	take(lock, (unsigned long)__builtin_return_address(0));
}
EXPORT_SYMBOL(_raw_spin_lock);

int _raw_spin_trylock(raw_spinlock_t *lock)
{
	dock_switch_point(LOCK_NS);
	if (lock->locked)
		return 0;
	dock_preempt_add(PREEMPT_OFFSET);
	take(lock, (unsigned long)__builtin_return_address(0));
	return 1;
}
EXPORT_SYMBOL(_raw_spin_trylock);

static void let_go(raw_spinlock_t *lock)
{
	if (!lock->locked)
		lock_report("unlock-not-held", "a spinlock is let go that nobody holds", lock);
	lock->locked = 0;
	lock->owner = NULL;
	lock->cpu = -1;
}

void _raw_spin_unlock(raw_spinlock_t *lock)
{
	let_go(lock);
	dock_preempt_sub(PREEMPT_OFFSET);
}
EXPORT_SYMBOL(_raw_spin_unlock);

unsigned long _raw_spin_lock_irqsave(raw_spinlock_t *lock)
{
	unsigned long flags = dock_irq_save();

	_raw_spin_lock(lock);
	lock->where = (unsigned long)__builtin_return_address(0);
	return flags;
}
EXPORT_SYMBOL(_raw_spin_lock_irqsave);

void _raw_spin_unlock_irqrestore(raw_spinlock_t *lock, unsigned long flags)
{
	let_go(lock);
	dock_irq_restore(flags);
	dock_preempt_sub(PREEMPT_OFFSET);
}
EXPORT_SYMBOL(_raw_spin_unlock_irqrestore);

void _raw_spin_lock_irq(raw_spinlock_t *lock)
{
	dock_irq_save();
	_raw_spin_lock(lock);
	lock->where = (unsigned long)__builtin_return_address(0);
}
EXPORT_SYMBOL(_raw_spin_lock_irq);

void _raw_spin_unlock_irq(raw_spinlock_t *lock)
{
	_raw_spin_unlock_irqrestore(lock, 1);
}
EXPORT_SYMBOL(_raw_spin_unlock_irq);

void _raw_spin_lock_bh(raw_spinlock_t *lock)
{
	dock_preempt_add(SOFTIRQ_DISABLE_OFFSET);
	_raw_spin_lock(lock);
	lock->where = (unsigned long)__builtin_return_address(0);
}
EXPORT_SYMBOL(_raw_spin_lock_bh);

void _raw_spin_unlock_bh(raw_spinlock_t *lock)
{
	_raw_spin_unlock(lock);
	dock_preempt_sub(SOFTIRQ_DISABLE_OFFSET);
}
EXPORT_SYMBOL(_raw_spin_unlock_bh);

void _raw_read_lock(rwlock_t *lock)
{
	dock_switch_point(LOCK_NS);
	dock_preempt_add(PREEMPT_OFFSET);
	if (lock->rlock.locked)
		lock_slow(&lock->rlock);
	lock->readers++;
}
EXPORT_SYMBOL(_raw_read_lock);

void _raw_read_unlock(rwlock_t *lock)
{
	lock->readers--;
	dock_preempt_sub(PREEMPT_OFFSET);
}
EXPORT_SYMBOL(_raw_read_unlock);

void _raw_write_lock(rwlock_t *lock)
{
	_raw_spin_lock(&lock->rlock);
	lock->rlock.where = (unsigned long)__builtin_return_address(0);
	while (lock->readers) {
		if (!dock_cpu_relax_other()) {
			lock_report("deadlock", "a lock is taken that its readers never let go",
				    &lock->rlock);
			dock_task_kill_current();
		}
	}
}
EXPORT_SYMBOL(_raw_write_lock);

void _raw_write_unlock(rwlock_t *lock)
{
	_raw_spin_unlock(&lock->rlock);
}
EXPORT_SYMBOL(_raw_write_unlock);
