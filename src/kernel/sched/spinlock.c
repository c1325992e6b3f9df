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
#include "machine/clock.h"

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

/* --- taken in interrupts, and where one may come --- */

#define IN_HARDIRQ 1
#define IN_SOFTIRQ 2
#define IRQS_ON 4 /* a hard interrupt could come while it is held */
#define BH_ON 8	  /* a timer or tasklet could */
#define REPORTED 16

static unsigned int context_here(void)
{
	unsigned int c = 0;

	if (dock_cpu->preempt_count & HARDIRQ_MASK)
		return IN_HARDIRQ;
	if (dock_cpu->preempt_count & SOFTIRQ_OFFSET)
		c |= IN_SOFTIRQ;
	if (!dock_cpu->irqs_off)
		c |= dock_cpu->preempt_count & SOFTIRQ_MASK ? IRQS_ON : IRQS_ON | BH_ON;
	return c;
}

static void report_unsafe(raw_spinlock_t *lock)
{
	bool hard = lock->contexts & IN_HARDIRQ && lock->contexts & IRQS_ON;
	struct dock_report *r = dock_report_begin(
		"irq-unsafe-lock",
		"a spinlock that %s takes is also taken where one may come: "
		"if it comes then, both wait for ever",
		hard ? "an interrupt handler" : "a timer or tasklet");

	dock_report_fact(r, "lock", "0x%lx", (unsigned long)lock);
	dock_report_stack(r, "taken in the interrupt", &lock->in_irq, 1);
	dock_report_stack(r, "taken where it may come", &lock->open, 1);
	dock_report_end(r);
	lock->contexts |= REPORTED;
}

/* Whether or not an interrupt has ever come at the wrong time. */
static void note_context(raw_spinlock_t *lock, unsigned long where)
{
	unsigned int here = context_here(), new = here & ~lock->contexts, all;

	if (likely(!new))
		return;
	if (new &(IN_HARDIRQ | IN_SOFTIRQ) && !(lock->contexts & IN_HARDIRQ))
		lock->in_irq = where;
	if (new &(IRQS_ON | BH_ON) && !(here & IN_SOFTIRQ && lock->contexts & BH_ON))
		lock->open = where;
	all = lock->contexts |= here;
	if (((all & IN_HARDIRQ && all & IRQS_ON) || (all & IN_SOFTIRQ && all & BH_ON)) &&
	    !(all & REPORTED))
		report_unsafe(lock);
}

/* --- spinning --- */

#define SPIN_NS 100
#define PATIENT_TURNS 1000 /* then each turn takes twice the time */
#define LONGEST_TURN_NS 1000000UL
#define SOFT_LOCKUP_NS 20000000000UL /* when Linux begins to complain */

static void take(raw_spinlock_t *lock, unsigned long where)
{
	lock->locked = 1;
	lock->owner = current;
	lock->cpu = dock_cpu->id;
	lock->where = dock_cpu->locked_at = where;
	note_context(lock, where);
}

/* Who holds @lock spins on another, whose holder ..., and that waits for us. */
static bool in_a_ring(const raw_spinlock_t *lock)
{
	for (int hops = 0; lock && lock->locked && lock->cpu >= 0 && hops < DOCK_MAX_CPUS;
	     hops++) {
		if (lock->cpu == dock_cpu->id)
			return true;
		lock = dock_cpu_of((unsigned int)lock->cpu)->spins_on;
	}
	return false;
}

static void report_ring(const raw_spinlock_t *lock)
{
	unsigned long pcs[DOCK_STACK_MAX];
	struct dock_report *r = dock_report_begin(
		"deadlock", "processors hold spinlocks and wait for each other's");

	for (const raw_spinlock_t *l = lock; l;) {
		struct dock_cpu *holder = dock_cpu_of((unsigned int)l->cpu);
		struct dock_task *d = l->owner->dock;

		dock_report_fact(r, "lock", "0x%lx, taken by %s on processor %d",
				 (unsigned long)l, l->owner->comm, l->cpu);
		dock_report_stack(r, "taken at", &l->where, 1);
		if (holder == dock_cpu)
			break;
		dock_report_stack(
			r, "its holder waits", pcs,
			dock_stack_walk(d->wait_pc, d->wait_bp, pcs, DOCK_STACK_MAX));
		l = holder->spins_on;
	}
	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	dock_report_end(r);
	dock_task_kill_current();
}

bool dock_spin_turn(struct dock_spin *s)
{
	if (!s->turns++) {
		s->begin = dock_clock_now();
		s->pause_ns = SPIN_NS;
	}
	if (s->turns > PATIENT_TURNS && s->pause_ns < LONGEST_TURN_NS)
		s->pause_ns *= 2;
	dock_clock_pass(s->pause_ns);
	return dock_cpu_relax_other() && dock_clock_now() - s->begin <= SOFT_LOCKUP_NS;
}

static bool taken(const raw_spinlock_t *lock, const int *readers)
{
	return readers ? *readers : lock->locked;
}

/* Until nobody has @lock (for a reader's lock: @readers of it). */
static void spin(raw_spinlock_t *lock, const int *readers)
{
	struct dock_spin s = { 0 };

	dock_cpu->spins_on = lock;
	while (taken(lock, readers)) {
		if (!readers && lock->cpu != dock_cpu->id && in_a_ring(lock))
			report_ring(lock);
		if ((!readers && lock->cpu == dock_cpu->id) ||
		    (!dock_spin_turn(&s) && taken(lock, readers))) {
			lock_report(
				"deadlock",
				readers ? "a lock is taken that its readers never let go"
					: "a spinlock is taken that can never be let go",
				lock);
			dock_task_kill_current();
		}
	}
	dock_cpu->spins_on = NULL;
}

static void lock_slow(raw_spinlock_t *lock)
{
	spin(lock, NULL);
}

static void take_it(raw_spinlock_t *lock, unsigned long where)
{
	dock_switch_point(LOCK_NS);
	dock_preempt_add(PREEMPT_OFFSET);
	if (unlikely(lock->locked))
		lock_slow(lock);
	take(lock, where);
}

void _raw_spin_lock(raw_spinlock_t *lock)
{
	take_it(lock, (unsigned long)__builtin_return_address(0));
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
	if (!lock->locked) {
		lock_report("unlock-not-held", "a spinlock is let go that nobody holds",
			    lock);
		current->dock->count_cleaned = true;
	}
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

	take_it(lock, (unsigned long)__builtin_return_address(0));
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
	take_it(lock, (unsigned long)__builtin_return_address(0));
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
	take_it(lock, (unsigned long)__builtin_return_address(0));
}
EXPORT_SYMBOL(_raw_spin_lock_bh);

void _raw_spin_unlock_bh(raw_spinlock_t *lock)
{
	_raw_spin_unlock(lock);
	local_bh_enable();
}
EXPORT_SYMBOL(_raw_spin_unlock_bh);

void _raw_read_lock(rwlock_t *lock)
{
	dock_switch_point(LOCK_NS);
	dock_preempt_add(PREEMPT_OFFSET);
	if (lock->rlock.locked)
		lock_slow(&lock->rlock);
	note_context(&lock->rlock, (unsigned long)__builtin_return_address(0));
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
	take_it(&lock->rlock, (unsigned long)__builtin_return_address(0));
	if (unlikely(lock->readers))
		spin(&lock->rlock, &lock->readers);
}
EXPORT_SYMBOL(_raw_write_lock);

void _raw_write_unlock(rwlock_t *lock)
{
	_raw_spin_unlock(&lock->rlock);
}
EXPORT_SYMBOL(_raw_write_unlock);
