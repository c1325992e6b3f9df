/* SPDX-License-Identifier: MIT */
/* Reader/writer semaphores. */
#ifndef _LINUX_RWSEM_H
#define _LINUX_RWSEM_H

#include <linux/list.h>
#include <linux/mutex.h>

struct rw_semaphore {
	long count;			/* readers; -1: a writer */
	struct task_struct *owner;	/* the writer */
	struct list_head wait_list;
};

#define __RWSEM_INITIALIZER(name) { .wait_list = LIST_HEAD_INIT((name).wait_list) }
#define DECLARE_RWSEM(name) struct rw_semaphore name = __RWSEM_INITIALIZER(name)

static inline void init_rwsem(struct rw_semaphore *sem)
{
	sem->count = 0;
	sem->owner = NULL;
	INIT_LIST_HEAD(&sem->wait_list);
}

extern void down_read(struct rw_semaphore *sem) __dock(down_read);
extern int down_read_trylock(struct rw_semaphore *sem) __dock(down_read_trylock);
extern int __must_check down_read_killable(struct rw_semaphore *sem) __dock(down_read_killable);
extern void up_read(struct rw_semaphore *sem) __dock(up_read);
extern void down_write(struct rw_semaphore *sem) __dock(down_write);
extern int down_write_trylock(struct rw_semaphore *sem) __dock(down_write_trylock);
extern int __must_check down_write_killable(struct rw_semaphore *sem) __dock(down_write_killable);
extern void up_write(struct rw_semaphore *sem) __dock(up_write);
extern void downgrade_write(struct rw_semaphore *sem) __dock(downgrade_write);

static inline int rwsem_is_locked(struct rw_semaphore *sem)
{
	return sem->count != 0;
}

#endif
