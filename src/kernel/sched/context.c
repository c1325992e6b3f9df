/* SPDX-License-Identifier: MIT */
/* What the checks ask about who runs: check/context.h. */
#include "check/context.h"

#include <linux/sched.h>
#include "kernel/log/log.h"
#include "kernel/oops.h"
#include "kernel/sched/sched.h"

static bool stack_bounds(unsigned long sp, unsigned long *low, unsigned long *high)
{
	struct dock_task *d = current->dock;

	/* Nearly always it is the running task's own. */
	if (sp < d->stack || sp > d->stack + DOCK_STACK_BYTES || !d->stack)
		d = dock_task_of_stack(sp);
	if (!d)
		return false;
	*low = d->stack;
	*high = d->stack + DOCK_STACK_BYTES;
	return true;
}

static struct dock_fault_track *current_track(void)
{
	return &current->dock->track;
}

static const char *current_comm(void)
{
	return current->comm;
}

static int current_pid(void)
{
	return current->pid;
}

static const struct dock_context_ops context = { stack_bounds, current_track, current_comm,
						 current_pid, dock_oops_user_mode,
						 dock_oops_wild, dock_log_broken };

void dock_sched_context_init(void)
{
	dock_context = &context;
}
