/* SPDX-License-Identifier: MIT */
/* The core file of a run that crashed: see core_file.h. */
#include "kernel/core_file.h"

#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/string.h>
#include "host/core.h"
#include "host/fault.h"
#include "host/fiber.h"
#include "kernel/sched/sched.h"

#define MAX_THREADS 1024
#define SIG_USR1 10	 /* time was up; nothing of the machine's own */
#define FIRST_ID 0x10000 /* of tasks that have no pid, or one that is taken */

static const char *path;
static struct host_core_thread threads[MAX_THREADS];
static struct host_context contexts[MAX_THREADS];
static int nr_threads;

void dock_core_file_init(const char *p)
{
	path = p;
	if (path)
		host_core_prepare(path);
}

static bool id_taken(int id)
{
	for (int i = 0; i < nr_threads; i++)
		if (threads[i].tid == id)
			return true;
	return false;
}

static struct host_context *add(const struct task_struct *t)
{
	int i = nr_threads, id = t && t->pid && !id_taken(t->pid) ? t->pid : FIRST_ID + i;

	threads[i] = (struct host_core_thread){id, &contexts[i]};
	nr_threads++;
	return &contexts[i];
}

static void add_sleepers(const struct dock_task *but)
{
	struct dock_task *d;

	list_for_each_entry(d, &dock_all_tasks, all)
		if (d != but && d->fiber.sp && nr_threads < MAX_THREADS)
			host_fiber_context(&d->fiber, add(d->t));
}

void dock_core_file_write(const struct host_trap *t)
{
	unsigned long sp = t ? t->sp : (unsigned long)__builtin_frame_address(0);
	struct dock_task *d = dock_task_of_stack(sp);
	struct host_context *c;
	const char *to = path;
	int err, signo;

	path = NULL; /* once, also if this crashes */
	if (!to)
		return;
	d = d ? d : dock_task_of_stack(sp + PAGE_SIZE); /* a stack that is full */
	c = add(d ? d->t : NULL);
	if (t) {
		memcpy(c->regs, t->regs, sizeof(c->regs));
		c->pc = t->pc;
	} else {
		host_context_here(c);
	}
	add_sleepers(d);
	signo = t && t->signo != SIG_USR1 ? t->signo : 0;
	err = host_core_write(threads, nr_threads, signo);
	if (err)
		pr_warn("core file %s: cannot be written: %pe\n", to, ERR_PTR(err));
	else
		pr_warn("core file %s: read it with: drydock gdb %s\n", to, to);
}
