/* SPDX-License-Identifier: MIT */
/* Whether a task has signals to take. */
#ifndef _LINUX_SCHED_SIGNAL_H
#define _LINUX_SCHED_SIGNAL_H

#include <linux/sched.h>
#include <linux/signal.h>

static inline int signal_pending(struct task_struct *t)
{
	return dock_signal_pending(t);
}

static inline int fatal_signal_pending(struct task_struct *t)
{
	return dock_fatal_signal_pending(t);
}

#endif
