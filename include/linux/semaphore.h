/* SPDX-License-Identifier: MIT */
/* Counting semaphores. */
#ifndef _LINUX_SEMAPHORE_H
#define _LINUX_SEMAPHORE_H

#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

struct semaphore {
	raw_spinlock_t lock;
	unsigned int count;
	struct list_head wait_list;
};

#define __SEMAPHORE_INITIALIZER(name, n)				\
	{ .lock = __RAW_SPIN_LOCK_UNLOCKED((name).lock), .count = (n),	\
	  .wait_list = LIST_HEAD_INIT((name).wait_list) }
#if DOCK_SINCE_6_4
#define DEFINE_SEMAPHORE(name, n) struct semaphore name = __SEMAPHORE_INITIALIZER(name, n)
#elif DOCK_SINCE_2_6_36
#define DEFINE_SEMAPHORE(name) struct semaphore name = __SEMAPHORE_INITIALIZER(name, 1)
#endif

static inline void sema_init(struct semaphore *sem, int val)
{
	raw_spin_lock_init(&sem->lock);
	sem->count = val;
	INIT_LIST_HEAD(&sem->wait_list);
}

#if DOCK_BEFORE_2_6_37
#define DECLARE_MUTEX(name) struct semaphore name = __SEMAPHORE_INITIALIZER(name, 1)
#define init_MUTEX(sem) sema_init(sem, 1)
#define init_MUTEX_LOCKED(sem) sema_init(sem, 0)
#endif
#if DOCK_BEFORE_2_6_24
#define DECLARE_MUTEX_LOCKED(name) struct semaphore name = __SEMAPHORE_INITIALIZER(name, 0)
#endif

extern void down(struct semaphore *sem) __dock(down);
extern int __must_check down_interruptible(struct semaphore *sem) __dock(down_interruptible);
#if DOCK_SINCE_2_6_26
extern int __must_check down_killable(struct semaphore *sem) __dock(down_killable);
extern int __must_check down_timeout(struct semaphore *sem, long timeout) __dock(down_timeout);
#endif
extern int __must_check down_trylock(struct semaphore *sem) __dock(down_trylock);
extern void up(struct semaphore *sem) __dock(up);

#endif
