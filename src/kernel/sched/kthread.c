/* SPDX-License-Identifier: MIT */
/* Kernel threads. */
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/slab.h>
#include "host/mem.h"
#include "kernel/sched/sched.h"

struct kthread {
	int (*fn)(void *);
	void *data;
	int result;
	struct completion done;
};

static int kthread_main(void *arg)
{
	struct kthread *k = arg;

	k->result = -EINTR;
	if (!current->dock->kthread_stop)
		k->result = k->fn(k->data);
	/* Linux keeps an ended thread until kthread_stop() has its result. */
	return k->result;
}

struct task_struct *kthread_create(int (*fn)(void *), void *data, const char *fmt, ...)
{
	struct kthread *k = host_alloc(sizeof(*k));
	struct task_struct *t;
	char name[TASK_COMM_LEN];
	va_list args;

	va_start(args, fmt);
	vsnprintf(name, sizeof(name), fmt, args);
	va_end(args);
	k->fn = fn;
	k->data = data;
	init_completion(&k->done);
	/* Born asleep: kthread_run() or wake_up_process() starts it. */
	t = dock_task_create(name, kthread_main, k);
	if (!t) {
		host_free(k);
		return ERR_PTR(-ENOMEM);
	}
	t->dock->done = &k->done;
	return t;
}
EXPORT_SYMBOL(kthread_create);

bool kthread_should_stop(void)
{
	dock_switch_point(20);
	return current->dock->kthread_stop;
}
EXPORT_SYMBOL(kthread_should_stop);

int kthread_stop(struct task_struct *t)
{
	struct kthread *k = t->dock->arg;
	int result;

	t->dock->kthread_stop = true;
	wake_up_process(t);
	wait_for_completion(&k->done);
	result = k->result;
	host_free(k);
	return result;
}
EXPORT_SYMBOL(kthread_stop);
