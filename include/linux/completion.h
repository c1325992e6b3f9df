/* SPDX-License-Identifier: MIT */
/* Completions. */
#ifndef _LINUX_COMPLETION_H
#define _LINUX_COMPLETION_H

#include <linux/wait.h>

struct completion {
	unsigned int done;
	wait_queue_head_t wait;
};

#define COMPLETION_INITIALIZER(work) { 0, __WAIT_QUEUE_HEAD_INITIALIZER((work).wait) }
#define DECLARE_COMPLETION(work) struct completion work = COMPLETION_INITIALIZER(work)
#define DECLARE_COMPLETION_ONSTACK(work) DECLARE_COMPLETION(work)

static inline void init_completion(struct completion *x)
{
	x->done = 0;
	init_waitqueue_head(&x->wait);
}

static inline void reinit_completion(struct completion *x)
{
	x->done = 0;
}

extern void wait_for_completion(struct completion *x) __dock(wait_for_completion);
extern int wait_for_completion_interruptible(struct completion *x) __dock(wait_for_completion_interruptible);
extern int wait_for_completion_killable(struct completion *x) __dock(wait_for_completion_killable);
extern unsigned long wait_for_completion_timeout(struct completion *x, unsigned long timeout)
	__dock(wait_for_completion_timeout);
extern long wait_for_completion_interruptible_timeout(struct completion *x, unsigned long timeout)
	__dock(wait_for_completion_interruptible_timeout);
extern bool try_wait_for_completion(struct completion *x) __dock(try_wait_for_completion);
extern bool completion_done(struct completion *x) __dock(completion_done);
extern void complete(struct completion *x) __dock(complete);
extern void complete_all(struct completion *x) __dock(complete_all);

#endif
