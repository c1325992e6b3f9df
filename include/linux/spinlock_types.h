/* SPDX-License-Identifier: MIT */
/* A spinlock knows who holds it, so that a deadlock can be named. */
#ifndef _LINUX_SPINLOCK_TYPES_H
#define _LINUX_SPINLOCK_TYPES_H

#include <linux/types.h>

struct task_struct;

typedef struct raw_spinlock {
	unsigned int locked;
	int cpu;			/* of the holder */
	struct task_struct *owner;	/* NULL when free */
	unsigned long where;		/* code address of the lock call */
	unsigned int contexts;		/* where it was ever taken: DOCK_LOCK_... */
	unsigned long in_irq, open;	/* code addresses: in an interrupt, and open to one */
} raw_spinlock_t;

typedef struct spinlock {
	struct raw_spinlock rlock;
} spinlock_t;

typedef struct {
	struct raw_spinlock rlock;
	int readers;
} rwlock_t;

#define __RAW_SPIN_LOCK_UNLOCKED(name) { .locked = 0, .cpu = -1 }
#define __SPIN_LOCK_UNLOCKED(name) { .rlock = __RAW_SPIN_LOCK_UNLOCKED(name) }
#define __RW_LOCK_UNLOCKED(name) { .rlock = __RAW_SPIN_LOCK_UNLOCKED(name), .readers = 0 }
#if DOCK_BEFORE_2_6_39
#define SPIN_LOCK_UNLOCKED (spinlock_t)__SPIN_LOCK_UNLOCKED(unnamed)
#define RW_LOCK_UNLOCKED   (rwlock_t)__RW_LOCK_UNLOCKED(unnamed)
#endif
#define DEFINE_SPINLOCK(x) spinlock_t x = __SPIN_LOCK_UNLOCKED(x)
#define DEFINE_RAW_SPINLOCK(x) raw_spinlock_t x = __RAW_SPIN_LOCK_UNLOCKED(x)
#define DEFINE_RWLOCK(x) rwlock_t x = __RW_LOCK_UNLOCKED(x)

#endif
