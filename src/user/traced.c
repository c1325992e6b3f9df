/* SPDX-License-Identifier: MIT */
/* Traced programs: their start, and the fiber of each of their threads. */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/string.h>
#include "core/breaks.h"
#include "core/run_options.h"
#include "host/mem.h"
#include "host/namespace.h"
#include "host/procfs.h"
#include "host/ptrace.h"
#include "kernel/fs/files.h"
#include "kernel/log/log.h"
#include "kernel/sched/sched.h"
#include "kernel/sched/task.h"
#include "kernel/uts.h"
#include "user/thread.h"
#include "user/traced.h"

int dock_traced_main(void *arg);

static const char *program; /* as the user named it */

/* Planted: a program that stops flushes. */
static void flush_first(struct files_struct *files)
{
	int fd = dock_fd_next(files, 0);

	if (fd >= 0 && dock_fd_dup(files, fd, fd + 1) >= 0)
		dock_fd_close(files, fd + 1);
}

/* The host copies the memory that it knows, and we what the machine has: nothing is
 * mapped or unmapped between them. */
void dock_traced_fork_begins(struct traced *t)
{
	mmap_write_lock(t->space->mm);
	t->fork_mm = t->space->mm;
}

void dock_traced_fork_ends(struct traced *t)
{
	t->forking = false;
	if (t->fork_mm)
		mmap_write_unlock(t->fork_mm);
	t->fork_mm = NULL;
}

/* The host did not tell the child's id if SIGKILL came before it was asked. */
static bool is_new_child(unsigned long tid)
{
	const struct traced *c = dock_traced_find((int)tid);

	return tid && (!c || (!c->task && !c->adopted));
}

static void handle(struct traced *t)
{
	switch (t->event.stop) {
	case HOST_STOP_CALL:
		dock_traced_on_call(t);
		break;
	case HOST_STOP_SIGNAL:
		dock_traced_on_signal(t, t->event.code);
		break;
	case HOST_STOP_FORK:
		if (is_new_child(t->event.msg))
			dock_traced_on_fork(t, t->event.msg);
		else
			dock_traced_run(t, HOST_RUN, 0);
		dock_traced_fork_ends(t);
		break;
	case HOST_STOP_EXEC:
		dock_traced_on_exec(t);
		break;
	case HOST_STOP_EXITING:
		dock_traced_on_exit(t);
		break;
	case HOST_STOP_GROUP:
		if (DOCK_BREAK("killed-while-stopped"))
			flush_first(dock_task_files(t->task));
		dock_traced_job_stopped(t, t->event.code);
		dock_traced_run(t, HOST_RUN_LISTEN, 0);
		break;
	default:
		dock_traced_run(t, HOST_RUN, 0);
		break;
	}
}

/* The body of a thread's fiber. */
int dock_traced_main(void *arg)
{
	struct traced *t = arg;

	for (;;) {
		dock_traced_wait(t);
		dock_log_call_begins();
		t->has_event = false;
		if (t->signal_set) {
			t->signal_set = t->fatal_set = false;
			dock_task_set_signal(t->task, false, false);
		}
		if (t->event.stop != HOST_STOP_FORK)
			dock_traced_fork_ends(t);
		if (t->event.stop != HOST_STOP_EXEC)
			dock_traced_take_over(t); /* it was killed meanwhile */
		if (t->gone)
			break;
		handle(t);
	}
	dock_traced_on_gone(t);
	return 0;
}

/* A driver sends a signal to one of the programs. */
static int send_to_program(struct task_struct *task, int sig, int code, long value)
{
	for (struct traced *t = dock_traced_threads; t; t = t->next)
		if (t->task == task && !t->gone)
			return host_tracee_queue(t->tgid, t->tid, sig, code, value);
	return -ESRCH;
}

/* What the host's kernel says of it; a task may do all. */
static bool is_program_capable(struct task_struct *task, int cap)
{
	for (struct traced *t = dock_traced_threads; t; t = t->next)
		if (t->task == task)
			return !t->gone && host_proc_capable(t->tid, cap);
	return true;
}

int dock_traced_prepare(const struct dock_run_options *o, const char *const *envp,
			char *err, unsigned long err_len)
{
	static struct host_world world;

	world = (struct host_world){
		.release = dock_uts_release(),
		.kdir = o->kdir,
		.sudo = o->sudo,
		.user = o->user,
	};
	program = o->argv[0];
	if (host_world_create(&world, err, err_len))
		return -1;
	if (world.hosts_proc)
		pr_notice("programs see the host's /proc, which leads to its /dev: another is refused here\n");
	if (*world.note)
		printk(KERN_DEBUG "%s\n", world.note);
	return host_program_prepare((const char *const *)o->argv, envp, host_ram_fd(),
				    o->user, err, err_len);
}

int dock_traced_start(char *err, unsigned long err_len)
{
	int tid;

	dock_send_signal = send_to_program;
	dock_program_capable = is_program_capable;
	if (dock_traced_nodes_init(err, err_len))
		return -1;
	tid = host_program_exec(&dock_traced_ram_fd, err, err_len);
	if (tid < 0)
		return -1;
	if (host_proc_exe_class(tid) == 32) {
		host_tracee_kill(tid);
		snprintf(err, err_len,
			 "%s: a 32-bit program: drydock runs 64-bit programs only",
			 program);
		return -1;
	}
	if (!dock_traced_adopt_first(tid)) {
		strscpy(err, "no memory for the program", err_len);
		return -1;
	}
	dock_traced_outside_init();
	dock_traced_job_begin(tid);
	return 0;
}

bool dock_traced_all_exited(void)
{
	return dock_session_over();
}

int dock_traced_status(void)
{
	return dock_traced_first_status;
}
