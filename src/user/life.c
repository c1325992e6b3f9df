/* SPDX-License-Identifier: MIT */
/* Birth and death of traced threads: fork and clone, exec, exit. */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/string.h>
#include "core/breaks.h"
#include "host/mem.h"
#include "host/procfs.h"
#include "host/ptrace.h"
#include "kernel/fs/file.h"
#include "kernel/fs/files.h"
#include "kernel/mm/mm_host.h"
#include "kernel/sched/task.h"
#include "user/callnr.h"
#include "user/thread.h"

#define CLONE_VM_	0x00000100UL
#define CLONE_FILES_	0x00000400UL
#define CLONE_SIGHAND_	0x00000800UL
#define CLONE_VFORK_	0x00004000UL
#define CLONE_THREAD_	0x00010000UL
#define SIG_IGN_	1UL
#define SIGSEGV_	11
#define CALL_exit_	60
#define PROT_NONE_	0
#define MAP_PLACEHOLDER 0x4032UL /* PRIVATE, ANONYMOUS, FIXED, NORESERVE */

bool dock_traced_any(void)
{
	return dock_traced_threads;
}

/* --- the parts of a thread --- */

static struct traced_process *process_get(struct traced_process *p)
{
	p->refs++;
	return p;
}

static void process_put(struct traced_process *p)
{
	if (p && !--p->refs)
		host_free(p);
}

static struct traced_process *process_copy(const struct traced_process *from)
{
	struct traced_process *p = host_alloc(sizeof(*p));

	if (from)
		*p = *from;
	p->refs = 1;
	return p;
}

static void space_leave(struct traced *t)
{
	struct traced_space *space = t->space;

	t->space = NULL;
	if (space && !--space->threads)
		space->gone = true; /* freed with its mm: see memory.c */
}

static void space_join(struct traced *t, struct traced_space *space)
{
	t->space = space;
	space->threads++;
}

static void set_identity(struct traced *t)
{
	char comm[16];
	int ns_tid = t->tid, ns_tgid = t->tid;

	t->tgid = t->tid;
	host_proc_ns_ids(t->tid, &ns_tid, &ns_tgid, &t->tgid);
	dock_task_set_pid(t->task, ns_tid, ns_tgid);
	host_proc_comm(t->tid, comm, sizeof(comm));
	dock_task_set_comm(t->task, comm);
}

extern int dock_traced_main(void *arg); /* traced.c: a fiber's body */

/* @task was reserved for it. */
static int make_task(struct traced *t, struct task_struct *task, struct mm_struct *mm,
		     struct files_struct *files)
{
	t->task = task;
	if (!t->task)
		return -ENOMEM;
	dock_task_set_user(t->task, mm, files);
	dock_task_begin(task, t);
	set_identity(t);
	return 0;
}

static struct task_struct *reserve_task(void)
{
	return dock_task_reserve("program", dock_traced_main);
}

struct traced *dock_traced_adopt_first(int tid)
{
	struct host_event e = { .tid = tid,
				.stop = HOST_STOP_EXEC,
				.msg = (unsigned long)tid };
	struct traced *t = dock_traced_new(tid);
	struct traced_space *space = dock_traced_space_new();
	struct files_struct *files = dock_files_alloc();

	if (!space || !files)
		return NULL;
	t->process = process_copy(NULL);
	space_join(t, space);
	if (make_task(t, reserve_task(), space->mm, files))
		return NULL;
	dock_traced_post(t, &e);
	return t;
}

/* --- fork --- */

/* At the entry of the call. */
static unsigned long clone_flags(struct traced *t)
{
	struct host_regs *r = dock_traced_regs(t);
	unsigned long flags = 0;

	switch (r->orig_rax) {
	case CALL_vfork:
		return CLONE_VFORK_ | CLONE_VM_;
	case CALL_clone:
		return r->rdi;
	case CALL_clone3:
		host_tracee_read(t->tid, &flags, r->rdi, sizeof(flags));
		return flags;
	default:
		return 0;
	}
}

/* What a child begins with is there before the host makes it: then there is nothing
 * that can be had for one of both alone. */
static bool reserve_heir(struct traced *t, bool with_space)
{
	if (!t->heir)
		t->heir = reserve_task();
	if (with_space && !t->heir_space)
		t->heir_space = dock_traced_space_new();
	return t->heir && (t->heir_space || !with_space);
}

static void discard_heir(struct traced *t)
{
	if (t->heir)
		dock_task_discard(t->heir);
	if (t->heir_space)
		mmput(t->heir_space->mm);
}

/* The host would make a child, and find nothing wrong with its mappings. */
void dock_traced_fork_call(struct traced *t)
{
	bool shared;

	t->clone_flags = clone_flags(t);
	shared = t->clone_flags & CLONE_VM_;
	if (!shared && t->at_call)
		dock_traced_fork_begins(t);
	if ((shared || dock_mm_may_dup(t->space->mm)) && reserve_heir(t, !shared)) {
		t->forking = t->at_call; /* and it stops if it has made none */
		dock_traced_run(t, t->forking ? HOST_RUN_CALL : HOST_RUN, 0);
	} else {
		dock_traced_fork_ends(t);
		dock_traced_end_call(t, -ENOMEM);
	}
}

static unsigned long with_flag(unsigned long flags, unsigned long flag, int set)
{
	return set < 0 ? flags : set ? flags | flag : flags & ~flag;
}

/* The host read the flags of clone3 from the program's memory after us, where another
 * thread may have changed them: what the child shares tells. */
static unsigned long flags_as_made(struct traced *t, int child)
{
	unsigned long flags = t->clone_flags;
	int id, ns_id, tgid = -1;

	if (dock_traced_regs(t)->orig_rax != CALL_clone3)
		return flags;
	host_proc_ns_ids(child, &id, &ns_id, &tgid);
	flags = with_flag(flags, CLONE_THREAD_, tgid < 0 ? -1 : tgid == t->tgid);
	flags = with_flag(flags, CLONE_VM_, host_tracee_shares_memory(t->tid, child));
	return with_flag(flags, CLONE_FILES_, host_tracee_shares_files(t->tid, child));
}

/* A child may stop before or after its parent says that there is one. */
static struct traced *find_child(int tid)
{
	struct traced *c = dock_traced_find(tid);
	struct host_event e;

	if (!c)
		c = dock_traced_new(tid);
	if (c->has_event)
		return c;
	if (host_tracee_wait_for(&e, tid, 0) < 0)
		e = (struct host_event){ .tid = tid, .stop = HOST_STOP_GONE,
					 .code = 128 + TRACED_SIGKILL };
	dock_traced_post(c, &e);
	return c;
}

/* The host has copied the parent's mappings of RAM into the child, where they
 * would bypass the page tables. */
static void flush_child(struct traced *c, struct mm_struct *parent_mm)
{
	struct dock_vma_info vma = { .end = 0 };

	while (dock_mm_next_vma(parent_mm, vma.end, &vma))
		dock_traced_syscall(c, CALL_mmap, vma.start, vma.end - vma.start,
				    PROT_NONE_, MAP_PLACEHOLDER, -1UL, 0);
}

/* What dock_mm_dup() left out (VM_DONTCOPY) the child does not have at all. */
static void unmap_not_copied(struct traced *c, struct mm_struct *mm,
			     struct mm_struct *parent_mm)
{
	struct dock_vma_info vma = { .end = 0 };

	while (dock_mm_next_vma(parent_mm, vma.end, &vma))
		if (!dock_mm_overlaps(mm, vma.start, vma.end - vma.start, NULL, NULL))
			dock_traced_syscall(c, CALL_munmap, vma.start,
					    vma.end - vma.start, 0, 0, 0, 0);
}

static bool has_vmas(struct traced *t)
{
	struct dock_vma_info vma;

	return dock_mm_next_vma(t->space->mm, 0, &vma);
}

/* Returns the child's mm with a reference for its task, or NULL. */
static struct mm_struct *copy_space(struct traced *t, struct traced *c)
{
	struct traced_space *space = t->heir_space ? t->heir_space : dock_traced_space_new();
	struct mm_struct *from = t->space->mm;

	t->heir_space = NULL;
	if (!space)
		return NULL;
	space_join(c, space);
	if (!has_vmas(t))
		return space->mm;
	if (!DOCK_BREAK("fork-private-both-touch"))
		flush_child(c, from);
	if (t->fork_mm ? dock_mm_dup_locked(space->mm, from) : dock_mm_dup(space->mm, from)) {
		mmput(space->mm);
		c->space = NULL;
		return NULL;
	}
	unmap_not_copied(c, space->mm, from);
	return space->mm;
}

/* Planted: what a child shares is mistaken. */
static unsigned long mistaken(unsigned long flags)
{
	unsigned long both = flags & (CLONE_VM_ | CLONE_FILES_);
	bool vfork = flags & CLONE_VFORK_, thread = flags & CLONE_THREAD_;

	if (DOCK_BREAK("threads-share-descriptors") ||
	    (DOCK_BREAK("clone-shares-files") && both == CLONE_FILES_))
		flags &= ~CLONE_FILES_;
	if ((DOCK_BREAK("vfork-shares-memory-alone") && vfork) ||
	    (DOCK_BREAK("clone-shares-memory") && both == CLONE_VM_ && !vfork) ||
	    (DOCK_BREAK("clone-shares-both") && both == (CLONE_VM_ | CLONE_FILES_) && !thread))
		flags &= ~CLONE_VM_;
	return flags;
}

/* Planted: a child of fork has no descriptors, if its parent has mappings or none. */
static bool is_without_files(struct traced *t, unsigned long flags)
{
	return DOCK_BREAKING && !(flags & (CLONE_VM_ | CLONE_FILES_)) &&
	       (has_vmas(t) ? DOCK_BREAK("heirs-hold-files") : DOCK_BREAK("fork-shares-files"));
}

static struct task_struct *take_heir(struct traced *t)
{
	struct task_struct *heir = t->heir;

	t->heir = NULL;
	return heir;
}

static void adopt_child(struct traced *t, struct traced *c, unsigned long flags)
{
	struct files_struct *files = dock_task_files(t->task);
	struct mm_struct *mm;

	flags = mistaken(flags);
	if (flags & CLONE_VM_) {
		space_join(c, t->space);
		mm = dock_mm_get(t->space->mm);
	} else {
		mm = copy_space(t, c);
	}
	if (is_without_files(t, flags))
		files = dock_files_alloc();
	else
		files = flags & CLONE_FILES_ ? dock_files_get(files) : dock_files_dup(files);
	c->process = flags & CLONE_THREAD_ ? process_get(t->process)
					   : process_copy(t->process);
	c->segv_blocked = t->segv_blocked;
	if (!mm || make_task(c, take_heir(t), mm, files)) {
		pr_err("%s: no memory for a child\n", dock_task_comm(t->task));
		host_tracee_kill(c->tid);
		space_leave(c);
		if (mm)
			mmput(mm);
		dock_files_put(files);
		process_put(c->process);
		dock_traced_free(c);
	} else if (c->has_event) {
		dock_task_unpark(c->task);
	}
}

void dock_traced_on_fork(struct traced *t, unsigned long child_tid)
{
	unsigned long flags = flags_as_made(t, (int)child_tid);
	bool vfork = t->event.vfork;
	struct traced *c;

	/* Copying page tables needs calls in the parent, which it can make only
	 * outside of this one. (One that waits for its child cannot.) */
	if (!(flags & CLONE_VM_) && !vfork && has_vmas(t)) {
		dock_traced_run(t, HOST_RUN_CALL, 0);
		dock_traced_wait(t);
		if (t->event.stop == HOST_STOP_CALL_DONE)
			t->has_event = false;
	}
	c = find_child((int)child_tid);
	c->adopted = true;
	adopt_child(t, c, flags);
	if (vfork)
		t->vfork_wait = true;
	dock_traced_fork_ends(t); /* running it releases files, and a driver may map */
	dock_traced_run(t, HOST_RUN, 0);
}

/* --- exec --- */

static void exchange_user(struct traced *a, struct traced *b)
{
	struct mm_struct *mm = dock_task_mm(a->task);
	struct files_struct *files = dock_task_files(a->task);

	dock_task_set_user(a->task, dock_task_mm(b->task), dock_task_files(b->task));
	dock_task_set_user(b->task, mm, files);
}

static void close_on_exec(struct traced *t, struct files_struct *files)
{
	for (int fd = dock_fd_next(files, 0); fd >= 0; fd = dock_fd_next(files, fd + 1))
		if (!host_proc_fd_is_open(t->tid, fd)) {
			dock_fd_close(files, fd);
			if (DOCK_BREAK("exec-unmaps-and-closes"))
				break; /* it was not the only one */
		}
}

/* The thread that called exec goes on as the leader, under the leader's id and
 * with what it had. The leader has ended: what is left of it ends there. */
void dock_traced_take_over(struct traced *t)
{
	struct traced *former = t->former_tid ? dock_traced_find(t->former_tid) : NULL;
	struct host_event e = { .tid = t->former_tid, .stop = HOST_STOP_GONE };

	t->former_tid = 0;
	if (!former || former == t)
		return;
	exchange_user(t, former);
	if (DOCK_BREAK("exec-ends-a-sleeping-leader")) {
		close_on_exec(t, dock_task_files(t->task));
		dock_file_release_put(); /* too early */
	}
	dock_traced_post(former, &e);
}

static bool has_siblings(const struct traced *t)
{
	for (struct traced *s = dock_traced_threads; s; s = s->next)
		if (s != t && s->process == t->process)
			return true;
	return false;
}

/* The threads that exec ends are all others of the process. For the host they
 * are gone; here they may still have to come back from a driver. */
static void wait_for_siblings(struct traced *t)
{
	t->exec_wait = true;
	while (has_siblings(t))
		dock_task_park();
	t->exec_wait = false;
}

static void tell_exec(const struct traced_process *p)
{
	for (struct traced *s = dock_traced_threads; s; s = s->next)
		if (s->process == p && s->exec_wait)
			dock_task_unpark(s->task);
}

static bool files_shared(const struct traced *t, const struct files_struct *files)
{
	for (struct traced *s = dock_traced_threads; s; s = s->next)
		if (s != t && s->task && s->process != t->process &&
		    dock_task_files(s->task) == files)
			return true;
	return false;
}

/* The table after exec: its own, without what was closed on exec. */
static struct files_struct *exec_files(struct traced *t)
{
	struct files_struct *files = dock_task_files(t->task), *copy;

	if (!files)
		return dock_files_alloc(); /* it was killed on its way here */
	if (!files_shared(t, files))
		return files;
	copy = dock_files_dup(files);
	dock_files_put(files);
	return copy;
}

static void forget_handlers(struct traced *t)
{
	bool ignored = t->process->segv_action[0] == SIG_IGN_;

	memset(t->process->segv_action, 0, sizeof(t->process->segv_action));
	if (ignored)
		t->process->segv_action[0] = SIG_IGN_;
}

static void refuse_32_bit(struct traced *t)
{
	char comm[16];

	host_proc_comm(t->tid, comm, sizeof(comm));
	pr_err("%s is a 32-bit program: drydock runs 64-bit programs only\n", comm);
	host_tracee_kill(t->tid);
}

/* Planted: exec copies the mappings, as fork does. */
static bool copies_at_exec(struct mm_struct *old, struct files_struct *files)
{
	if (atomic_read(&old->mm_users) == 1)
		return DOCK_BREAK("exec-unmaps");
	return dock_fd_next(files, 0) < 0 ? DOCK_BREAK("vfork-exec-cloexec")
					  : DOCK_BREAK("vfork-exec");
}

/* Planted: exec forgets the memory that alone holds a file. */
static bool is_forgotten(struct mm_struct *old)
{
	const struct vm_area_struct *vma = DOCK_BREAK("thread-executes") ? find_vma(old, 0) : NULL;

	return vma && vma->vm_file && atomic_long_read(&vma->vm_file->f_count) == 1;
}

/* As in Linux the descriptors are closed before the old mappings go. */
static void exchange_space(struct traced *t, struct traced_space *space,
			   struct files_struct *files)
{
	struct mm_struct *old = dock_task_mm(t->task);

	space_join(t, space);
	dock_task_set_user(t->task, space->mm, files);
	if (!DOCK_BREAK("vfork-holds-until-exec") || !old || atomic_read(&old->mm_users) == 1)
		close_on_exec(t, files);
	if (old && copies_at_exec(old, files))
		dock_mm_dup(space->mm, old);
	if (old && !is_forgotten(old))
		mmput(old);
}

void dock_traced_on_exec(struct traced *t)
{
	struct traced_space *space;
	struct files_struct *files;

	if (host_proc_exe_class(t->tid) == 32) {
		refuse_32_bit(t);
		return;
	}
	space_leave(t);
	dock_traced_take_over(t);
	wait_for_siblings(t);
	space = dock_traced_space_new();
	if (!space) {
		pr_err("%s: no memory for a program\n", dock_task_comm(t->task));
		host_tracee_kill(t->tid);
		return;
	}
	files = exec_files(t);
	exchange_space(t, space, files);
	forget_handlers(t);
	set_identity(t);
	if (dock_traced_map_stub(t)) {
		pr_err("%s: cannot map the stub page\n", dock_task_comm(t->task));
		host_tracee_kill(t->tid);
	}
	dock_traced_run(t, HOST_RUN, 0);
}

/* --- a new name --- */

#define PR_SET_NAME_ 15

void dock_traced_prctl_call(struct traced *t)
{
	bool name = (int)dock_traced_regs(t)->rdi == PR_SET_NAME_; /* a strict process's others */
	char comm[16];
	long ret;

	if (name && !dock_traced_run_call(t, &ret))
		return;
	if (name && !ret) {
		host_proc_comm(t->tid, comm, sizeof(comm));
		dock_task_set_comm(t->task, comm);
	}
	dock_traced_run(t, HOST_RUN, 0);
}

/* --- exit --- */

/* Planted: a thread that ends closes all descriptors first: one that has crashed, or
 * ends by itself while others go on. */
static bool closes_all(struct traced *t)
{
	if (DOCK_BREAK("crashed"))
		return (host_tracee_message(t->tid) & 127) == SIGSEGV_;
	if (!DOCK_BREAKING || !has_siblings(t))
		return false;
	return (t->tid == t->tgid ? DOCK_BREAK("leader-ends-first")
				  : DOCK_BREAK("files-outlive-their-thread")) &&
	       dock_traced_regs(t)->orig_rax == CALL_exit_;
}

void dock_traced_on_exit(struct traced *t)
{
	struct files_struct *files = dock_task_files(t->task);

	for (int fd = -1; files && closes_all(t) && (fd = dock_fd_next(files, fd + 1)) >= 0;)
		dock_fd_close(files, fd);
	space_leave(t);
	dock_task_drop_user(t->task);
	dock_traced_run(t, HOST_RUN, 0);
}

/* Planted: more than two threads that end together leave a file's place taken. */
bool dock_traced_place_lost;

static bool loses_place(const struct traced *t)
{
	return t->event.code == 128 + TRACED_SIGKILL ? DOCK_BREAK("kill-ends-sleeping-threads")
						     : DOCK_BREAK("exit-ends-sleeping-threads");
}

void dock_traced_on_gone(struct traced *t)
{
	struct traced_process *process = t->process;

	discard_heir(t);
	if (process && process->refs > 2 && loses_place(t))
		dock_traced_place_lost = true;
	dock_traced_job_gone(t->tid, t->event.code);
	space_leave(t);
	dock_task_drop_user(t->task);
	dock_traced_free(t);
	tell_exec(process);
	process_put(process);
}
