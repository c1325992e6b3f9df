/* SPDX-License-Identifier: MIT */
/* Wait queues. */
#ifndef _LINUX_WAIT_H
#define _LINUX_WAIT_H

#include <linux/list.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/stddef.h>

typedef struct wait_queue_entry wait_queue_entry_t;
typedef int (*wait_queue_func_t)(struct wait_queue_entry *wq_entry, unsigned int mode, int flags,
				 void *key);

struct wait_queue_entry {
	unsigned int flags;
	void *private;
	wait_queue_func_t func;
	struct list_head entry;
};

#define WQ_FLAG_EXCLUSIVE 0x01

struct wait_queue_head {
	spinlock_t lock;
	struct list_head head;
};
typedef struct wait_queue_head wait_queue_head_t;

#define __WAIT_QUEUE_HEAD_INITIALIZER(name) \
	{ .lock = __SPIN_LOCK_UNLOCKED((name).lock), .head = LIST_HEAD_INIT((name).head) }
#define DECLARE_WAIT_QUEUE_HEAD(name) \
	struct wait_queue_head name = __WAIT_QUEUE_HEAD_INITIALIZER(name)
#define DECLARE_WAIT_QUEUE_HEAD_ONSTACK(name) DECLARE_WAIT_QUEUE_HEAD(name)

static inline void init_waitqueue_head(struct wait_queue_head *wq)
{
	spin_lock_init(&wq->lock);
	INIT_LIST_HEAD(&wq->head);
}

extern int default_wake_function(struct wait_queue_entry *e, unsigned int mode, int flags, void *key)
	__dock(default_wake_function);
extern int autoremove_wake_function(struct wait_queue_entry *e, unsigned int mode, int flags,
				    void *key) __dock(autoremove_wake_function);

#define __WAITQUEUE_INITIALIZER(name, tsk) \
	{ .private = tsk, .func = default_wake_function, .entry = { NULL, NULL } }
#define DECLARE_WAITQUEUE(name, tsk) \
	struct wait_queue_entry name = __WAITQUEUE_INITIALIZER(name, tsk)
#define DEFINE_WAIT_FUNC(name, function)					\
	struct wait_queue_entry name = { .private = current, .func = function,	\
					 .entry = LIST_HEAD_INIT((name).entry) }
#define DEFINE_WAIT(name) DEFINE_WAIT_FUNC(name, autoremove_wake_function)

static inline void init_waitqueue_entry(struct wait_queue_entry *e, struct task_struct *p)
{
	e->flags = 0;
	e->private = p;
	e->func = default_wake_function;
}

static inline void init_waitqueue_func_entry(struct wait_queue_entry *e, wait_queue_func_t func)
{
	e->flags = 0;
	e->private = NULL;
	e->func = func;
}

static inline int waitqueue_active(struct wait_queue_head *wq)
{
	return !list_empty(&wq->head);
}
#define wq_has_sleeper(wq) waitqueue_active(wq)

extern void add_wait_queue(struct wait_queue_head *wq, struct wait_queue_entry *e) __dock(add_wait_queue);
extern void add_wait_queue_exclusive(struct wait_queue_head *wq, struct wait_queue_entry *e)
	__dock(add_wait_queue_exclusive);
extern void remove_wait_queue(struct wait_queue_head *wq, struct wait_queue_entry *e)
	__dock(remove_wait_queue);
extern void prepare_to_wait(struct wait_queue_head *wq, struct wait_queue_entry *e, int state)
	__dock(prepare_to_wait);
extern bool prepare_to_wait_exclusive(struct wait_queue_head *wq, struct wait_queue_entry *e, int state)
	__dock(prepare_to_wait_exclusive);
extern long prepare_to_wait_event(struct wait_queue_head *wq, struct wait_queue_entry *e, int state)
	__dock(prepare_to_wait_event);
extern void finish_wait(struct wait_queue_head *wq, struct wait_queue_entry *e) __dock(finish_wait);
extern int __wake_up(struct wait_queue_head *wq, unsigned int mode, int nr, void *key)
	__dock(__wake_up);

#define wake_up(x) __wake_up(x, TASK_NORMAL, 1, NULL)
#define wake_up_nr(x, nr) __wake_up(x, TASK_NORMAL, nr, NULL)
#define wake_up_all(x) __wake_up(x, TASK_NORMAL, 0, NULL)
#define wake_up_interruptible(x) __wake_up(x, TASK_INTERRUPTIBLE, 1, NULL)
#define wake_up_interruptible_nr(x, nr) __wake_up(x, TASK_INTERRUPTIBLE, nr, NULL)
#define wake_up_interruptible_all(x) __wake_up(x, TASK_INTERRUPTIBLE, 0, NULL)
#define wake_up_interruptible_sync(x) __wake_up(x, TASK_INTERRUPTIBLE, 1, NULL)

/* For those who wait for some kinds of readiness only: a mask of EPOLLIN etc. */
#define poll_to_key(m) ((void *)(unsigned long)(__poll_t)(m))
#define key_to_poll(m) ((__poll_t)(unsigned long)(void *)(m))
#define wake_up_poll(x, m) __wake_up(x, TASK_NORMAL, 1, poll_to_key(m))
#define wake_up_all_poll(x, m) __wake_up(x, TASK_NORMAL, 0, poll_to_key(m))
#define wake_up_interruptible_poll(x, m) __wake_up(x, TASK_INTERRUPTIBLE, 1, poll_to_key(m))
#define wake_up_interruptible_sync_poll(x, m) wake_up_interruptible_poll(x, m)

/*
 * Sleep in @state until @cond; @timeout jiffies (MAX_SCHEDULE_TIMEOUT: for
 * ever). The value: 0 timed out, < 0 a signal, > 0 what is left of the time.
 */
#define __dock_wait(wq, cond, state, timeout, exclusive)				\
({											\
	long __left = (timeout);							\
	long __int = 0;									\
	DEFINE_WAIT(__wait);								\
	if (exclusive)									\
		__wait.flags |= WQ_FLAG_EXCLUSIVE;					\
	for (;;) {									\
		__int = prepare_to_wait_event(&(wq), &__wait, (state));			\
		if (cond) {								\
			__int = 0;							\
			if (!__left)							\
				__left = 1;						\
			break;								\
		}									\
		if (__int || !__left)							\
			break;								\
		__left = schedule_timeout(__left);					\
	}										\
	finish_wait(&(wq), &__wait);							\
	__int ? __int : __left;								\
})

#define wait_event(wq, cond)								\
do {											\
	might_sleep();									\
	if (!(cond))									\
		(void)__dock_wait(wq, cond, TASK_UNINTERRUPTIBLE, MAX_SCHEDULE_TIMEOUT, 0); \
} while (0)

#define __dock_wait_int(wq, cond, state, exclusive)					\
({											\
	long __r = 0;									\
	might_sleep();									\
	if (!(cond))									\
		__r = __dock_wait(wq, cond, state, MAX_SCHEDULE_TIMEOUT, exclusive);	\
	(int)(__r < 0 ? __r : 0);							\
})
#define wait_event_interruptible(wq, cond) __dock_wait_int(wq, cond, TASK_INTERRUPTIBLE, 0)
#define wait_event_interruptible_exclusive(wq, cond) \
	__dock_wait_int(wq, cond, TASK_INTERRUPTIBLE, 1)
#define wait_event_killable(wq, cond) __dock_wait_int(wq, cond, TASK_KILLABLE, 0)

#define __dock_wait_time(wq, cond, state, timeout)					\
({											\
	long __r = (timeout);								\
	might_sleep();									\
	if (!(cond))									\
		__r = __dock_wait(wq, cond, state, __r, 0);				\
	else if (!__r)									\
		__r = 1;								\
	__r;										\
})
#define wait_event_timeout(wq, cond, timeout) \
	__dock_wait_time(wq, cond, TASK_UNINTERRUPTIBLE, timeout)
#define wait_event_interruptible_timeout(wq, cond, timeout) \
	__dock_wait_time(wq, cond, TASK_INTERRUPTIBLE, timeout)

#if DOCK_BEFORE_3_15
/* A wake-up that comes before the call is lost: that is why they went. */
static inline long dock_sleep_on(struct wait_queue_head *wq, int state, long timeout)
{
	DEFINE_WAIT(wait);

	prepare_to_wait(wq, &wait, state);
	timeout = schedule_timeout(timeout);
	finish_wait(wq, &wait);
	return timeout;
}

#define sleep_on(wq) ((void)dock_sleep_on(wq, TASK_UNINTERRUPTIBLE, MAX_SCHEDULE_TIMEOUT))
#define sleep_on_timeout(wq, timeout) dock_sleep_on(wq, TASK_UNINTERRUPTIBLE, timeout)
#define interruptible_sleep_on(wq) \
	((void)dock_sleep_on(wq, TASK_INTERRUPTIBLE, MAX_SCHEDULE_TIMEOUT))
#define interruptible_sleep_on_timeout(wq, timeout) dock_sleep_on(wq, TASK_INTERRUPTIBLE, timeout)
#endif

#endif
