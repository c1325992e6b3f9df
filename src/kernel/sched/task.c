/* SPDX-License-Identifier: MIT */
/* What the user side and the kernel ask of a task: see task.h. */
#include <linux/export.h>
#include <linux/sched.h>
#include <linux/sched/mm.h>
#include <linux/string.h>
#include "core/breaks.h"
#include "kernel/fs/file.h"
#include "kernel/fs/files.h"
#include "kernel/mm/kmap.h"
#include "kernel/sched/sched.h"

void dock_task_set_user(struct task_struct *t, struct mm_struct *mm,
			struct files_struct *files)
{
	t->mm = mm;
	t->active_mm = mm;
	t->files = files;
	t->flags &= ~PF_KTHREAD;
}

static void drop_mm(struct task_struct *t)
{
	struct mm_struct *mm = t->mm;

	if (!mm)
		return;
	t->mm = NULL;
	t->active_mm = NULL;
	mmput(mm);
}

static void drop_files(struct task_struct *t)
{
	if (t->files)
		dock_files_put(t->files); /* it stays for ->flush and ->release */
	t->files = NULL;
}

void dock_task_drop_user(struct task_struct *t)
{
	t->flags |= PF_EXITING;
	if (DOCK_BREAK("exit-unmaps-first") && t->mm && t->mm->map_count == 3)
		drop_files(t);
	drop_mm(t);
	if (DOCK_BREAK("exit-releases-what-was-mapped") && t == current)
		dock_file_release_put();
	drop_files(t);
	if (t == current) {
		dock_file_release_put();
		dock_kmap_task_ends();
	}
}

struct file **dock_task_put_files(void)
{
	return &current->dock->put_files;
}

struct mm_struct *dock_task_mm(struct task_struct *t)
{
	return t->mm;
}

struct files_struct *dock_task_files(struct task_struct *t)
{
	return t->files;
}

void dock_task_set_pid(struct task_struct *t, int pid, int tgid)
{
	t->pid = pid;
	t->tgid = tgid;
}

int dock_task_tgid(struct task_struct *t)
{
	return t->tgid;
}

void dock_task_set_comm(struct task_struct *t, const char *comm)
{
	strscpy(t->comm, comm, sizeof(t->comm));
}

const char *dock_task_comm(struct task_struct *t)
{
	return t->comm;
}

void dock_task_park(void)
{
	struct task_struct *t = current;

	while (!t->dock->unparked) {
		t->dock->parked = true;
		__set_current_state(TASK_UNINTERRUPTIBLE);
		schedule();
	}
	t->dock->parked = false;
	t->dock->unparked = false;
	__set_current_state(TASK_RUNNING);
}

void dock_task_unpark(struct task_struct *t)
{
	t->dock->unparked = true;
	if (t->dock->parked)
		dock_try_to_wake(t, TASK_UNINTERRUPTIBLE);
}

void dock_task_set_signal(struct task_struct *t, bool pending, bool fatal)
{
	t->dock->signal = pending;
	t->dock->fatal_signal = fatal;
	if (pending)
		dock_try_to_wake(t, TASK_INTERRUPTIBLE);
	if (fatal)
		dock_try_to_wake(t, TASK_WAKEKILL | TASK_INTERRUPTIBLE);
}

bool dock_task_interruptible(struct task_struct *t)
{
	return !t->dock->parked && (t->__state & (TASK_INTERRUPTIBLE | TASK_WAKEKILL));
}

bool (*dock_program_capable)(struct task_struct *t, int cap);

bool capable(int cap)
{
	return !dock_program_capable || dock_program_capable(current, cap);
}
EXPORT_SYMBOL(capable);

int dock_signal_pending(struct task_struct *t)
{
	return t->dock->signal;
}
EXPORT_SYMBOL(dock_signal_pending);

int dock_fatal_signal_pending(struct task_struct *t)
{
	return t->dock->fatal_signal;
}
EXPORT_SYMBOL(dock_fatal_signal_pending);

void dock_task_set_patient(bool patient)
{
	current->dock->patient = patient;
}

bool dock_task_patient(struct task_struct *t)
{
	return t->dock->patient;
}
