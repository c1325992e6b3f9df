/* SPDX-License-Identifier: MIT */
/* Mutexes: owned, not recursive, sleeping. */
#ifndef _LINUX_MUTEX_H
#define _LINUX_MUTEX_H

#include <linux/compiler.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/spinlock_types.h>
#include <linux/types.h>

struct mutex {
	struct task_struct *holder;
	unsigned long where;	/* code address of the lock call */
	struct list_head wait_list;
	unsigned int magic;	/* set by mutex_init: a zeroed mutex is no mutex */
};

#define DOCK_MUTEX_MAGIC 0x6d757478U
#define __MUTEX_INITIALIZER(name) \
	{ .wait_list = LIST_HEAD_INIT((name).wait_list), .magic = DOCK_MUTEX_MAGIC }
#define DEFINE_MUTEX(name) struct mutex name = __MUTEX_INITIALIZER(name)

extern void __mutex_init(struct mutex *lock, const char *name, struct lock_class_key *key)
	__dock(__mutex_init);
#define mutex_init(m)						\
	do {							\
		static struct lock_class_key __key;		\
		__mutex_init((m), #m, &__key);			\
	} while (0)

extern void mutex_lock(struct mutex *lock) __dock(mutex_lock);
extern int __must_check mutex_lock_interruptible(struct mutex *lock) __dock(mutex_lock_interruptible);
extern int __must_check mutex_lock_killable(struct mutex *lock) __dock(mutex_lock_killable);
extern int mutex_trylock(struct mutex *lock) __dock(mutex_trylock);
extern void mutex_unlock(struct mutex *lock) __dock(mutex_unlock);
extern bool mutex_is_locked(struct mutex *lock) __dock(mutex_is_locked);
#define mutex_destroy(m) do { (void)(m); } while (0)
#define mutex_lock_nested(m, sub) mutex_lock(m)

#endif
