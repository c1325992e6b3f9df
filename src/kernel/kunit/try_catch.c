/* SPDX-License-Identifier: MIT */
/*
 * A try has a thread of its own, so that it can be left from anywhere. One that
 * does not end in time (virtual time) is left alone: nobody may trust what it
 * holds.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include "check/report.h"
#include "check/stack.h"
#include "host/mem.h"
#include "kernel/sched/sched.h"

#define TIMEOUT_S 300 /* Linux's, where nothing else is configured */

static int try_main(void *arg)
{
	struct kunit_try_catch *t = arg;

	t->try_result = 0;
	t->try(t->context);
	kthread_complete_and_exit(t->try_completion, 0);
}

void kunit_try_catch_throw(struct kunit_try_catch *try_catch)
{
	try_catch->try_result = -EFAULT;
	kthread_complete_and_exit(try_catch->try_completion, -EFAULT);
}
EXPORT_SYMBOL(kunit_try_catch_throw);

static void report_stuck(const struct kunit_try_catch *t, struct task_struct *task)
{
	struct dock_task *d = task->dock;
	unsigned long pcs[DOCK_STACK_MAX];
	struct dock_report *r;

	r = dock_report_begin("hang",
			      "the test case %s did not end in %d s of virtual time",
			      t->test->name, TIMEOUT_S);
	dock_report_stack(r, "it waits", pcs,
			  dock_stack_walk(d->wait_pc, d->wait_bp, pcs, DOCK_STACK_MAX));
	dock_report_end(r);
}

static void run_try(struct kunit_try_catch *t)
{
	struct task_struct *task = kthread_create(try_main, t, "kunit_try_catch_thread");

	if (IS_ERR(task)) {
		t->try_result = (int)PTR_ERR(task);
		return;
	}
	get_task_struct(task);
	wake_up_process(task);
	if (!wait_for_completion_timeout(t->try_completion, TIMEOUT_S * HZ)) {
		t->try_result = -ETIMEDOUT;
		report_stuck(t, task);
	}
	put_task_struct(task);
}

void kunit_try_catch_run(struct kunit_try_catch *try_catch, void *context)
{
	struct completion *done = host_alloc(sizeof(*done));

	init_completion(done);
	try_catch->context = context;
	try_catch->try_completion = done;
	try_catch->try_result = -EINTR; /* should the thread never start */
	run_try(try_catch);
	if (try_catch->try_result != -ETIMEDOUT) /* or the thread may still use it */
		host_free(done);
	if (!try_catch->try_result)
		return;
	if (try_catch->try_result == -EFAULT)
		try_catch->try_result = 0; /* thrown on purpose */
	try_catch->catch (context);
}
EXPORT_SYMBOL(kunit_try_catch_run);
