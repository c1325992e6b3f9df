/* SPDX-License-Identifier: MIT */
/*
 * A traced thread, and what the parts of src/user ask of each other.
 *
 *   thread.c   the table of threads; stops, registers, calls made in a thread
 *   outside.c  news from the host: who has stopped, who runs
 *   traced.c   the fiber of a thread; start
 *   life.c     fork, exec, exit
 *   kill.c     deaths that a test plants
 *   job.c      the first program and the jobs of its terminal
 *   session.c  the end of those that outlive the first program
 *   calls.c    system calls on descriptors of the machine
 *   open.c     calls that change the descriptor table
 *   maps.c     /proc/PID/maps and its kin
 *   pass.c     descriptors in messages
 *   process_vm.c  copies between processes
 *   modules.c  loading and unloading of modules
 *   stat.c     calls that show a node's attributes
 *   mknod.c    device nodes that programs make
 *   chown.c    owners of nodes
 *   mounts.c   calls that change mounts
 *   names.c    calls that make, remove and rename files
 *   poll.c     poll and select
 *   uname.c    the machine's name of itself
 *   nodes.c    marker files of the machine's nodes
 *   memory.c   the host side of an mm; mmap and its kin
 *   access.c   buffers of host calls that lie in the machine's VMAs
 *   fault.c    SIGSEGV and other signals
 *   registers.c  accesses of device registers
 *
 * Everything runs on the fiber of a thread, unless said otherwise. A thread
 * that is stopped stays so until its fiber lets it run; only SIGKILL can take
 * it away: then has_event is set, and nothing done to it counts any more.
 */
#ifndef DOCK_USER_THREAD_H
#define DOCK_USER_THREAD_H

#include <linux/types.h>
#include "host/procfs.h"
#include "host/ptrace.h"

struct task_struct;
struct mm_struct;
struct file;
struct host_area;
struct dock_node;

/* What the threads of a process share: Linux's signal handlers, mostly. */
struct traced_process {
	int refs;
	bool strict;		     /* every call is stopped */
	unsigned long segv_action[4]; /* struct sigaction of the host's kernel */
};

/* An address space on the host: mm's priv. */
struct traced_space {
	struct mm_struct *mm;
	int threads;	      /* how many use it */
	bool gone;	      /* the host has taken it down */
	unsigned long filled; /* pages mapped since the last full flush, at most */
	int changing;	      /* calls that change mappings just now, */
	unsigned long changes; /* and how many have */
};

#define TRACED_MAX_DEFERRED 8

struct traced {
	struct traced *next;
	int tid, tgid; /* the host's */
	struct task_struct *task;
	struct traced_process *process;
	struct traced_space *space;

	bool stopped;	 /* in a stop that its fiber has not ended yet */
	bool has_event;	 /* event is news to its fiber */
	bool parked;	 /* its fiber waits for news */
	bool gone;
	bool adopted;	 /* on_fork() is at it */
	bool forking;	 /* in a call that may make a child, which on_fork() has not seen to */
	struct mm_struct *fork_mm; /* and locked meanwhile, as it copies that */
	bool signal_set; /* its task was told of a signal, */
	bool fatal_set;	 /* and of one that ends it */
	bool stepping;	 /* into a signal handler */
	bool vfork_wait; /* inside the host's vfork until the child lets go */
	bool listening;	 /* in a job control stop */
	bool group_stop; /* interrupted in one, to make calls for us */
	bool exec_wait;	 /* until the other threads of its process have ended */
	struct host_event event;
	int former_tid;	 /* of the thread that took its place by exec, until that is seen to */

	struct task_struct *heir;	 /* the task of a child that it may make, */
	struct traced_space *heir_space; /* and the space */
	unsigned long clone_flags;	 /* of the call that makes one */

	bool at_call;	   /* stopped at the entry of a call: it can go on into it */
	bool call_pending; /* that call has been neither made nor answered */
	bool can_run_stub; /* in a stop from which it can make calls for us */
	bool regs_known, regs_changed;
	struct host_regs regs;

#define TRACED_COPIES 8
	unsigned long copies[TRACED_COPIES]; /* pages of registers, copied for a call: access.c */
	int nr_copies;
	bool accessed; /* the buffers of the call at accessed_* were seen to */
	unsigned long accessed_rip, accessed_nr;
	unsigned long read_fault_rip, read_fault_addr; /* a page was filled for a load */
	unsigned long changes; /* its space's, when it last looked again */
	bool looks;	  /* in a poll that is to look at the host: poll.c */
	bool masked;	  /* in a call that brings a signal mask: */
	unsigned long mask;
	bool segv_blocked; /* as far as known; kept up to date in strict processes */

	/* Came during our own calls; from the first one on, those that can wait do so at
	 * the host, and this is what the program blocks itself. */
	struct host_siginfo deferred[TRACED_MAX_DEFERRED];
	int nr_deferred;
	unsigned long deferred_mask;
};

/* --- thread.c --- */
extern struct traced *dock_traced_threads;
struct traced *dock_traced_new(int tid);
struct traced *dock_traced_find(int tid);
void dock_traced_free(struct traced *t);
struct traced *dock_traced_current(void);
/* Record an event of @t; it makes the thread's fiber go on if that waits. */
void dock_traced_post(struct traced *t, const struct host_event *e);

/* The registers at the stop; change them through regs and regs_changed. */
struct host_regs *dock_traced_regs(struct traced *t);
/* The call that it is stopped at is not made; @result is what it returns. */
void dock_traced_return(struct traced *t, long result);
/* Let it go on. At a call that has not been made, the call is made. */
void dock_traced_run(struct traced *t, enum host_run how, int signal);
/* Let it make the call that it is stopped at, and come back at its exit, the
 * result in regs.rax; false: it has died, or the call can only be made again
 * from the start, and the caller has nothing left to do. */
bool dock_traced_run_call(struct traced *t, long *result);
/* Wait for its next stop. Only its own fiber does this. */
void dock_traced_wait(struct traced *t);
/* Make it do a system call for us (one that does not wait). -ESRCH: it died. */
long dock_traced_syscall(struct traced *t, long nr, unsigned long a, unsigned long b,
			 unsigned long c, unsigned long d, unsigned long e, unsigned long f);
/* The same, where `syscall; int3` lies at @stub. */
long dock_traced_syscall_at(struct traced *t, unsigned long stub, long nr,
			    const unsigned long args[6]);
/* Let it run one instruction with @r, and say what it left there. Returns the
 * signal that it is stopped at: SIGTRAP; or one of a fault, and nothing has been
 * done. -1: it died, and the fiber's loop finds the event. */
int dock_traced_step(struct traced *t, struct host_regs *r);
/* A thread of @space in a stop where it can make calls; it may be interrupted
 * for that. *resume: give it to dock_traced_put_stopped(). NULL: none lives. */
struct traced *dock_traced_get_stopped(struct traced_space *space, bool *resume);
void dock_traced_put_stopped(struct traced *t, bool resume);
/* Copy a string from the program; the length, or -EFAULT, -ENAMETOOLONG. */
long dock_traced_string(struct traced *t, unsigned long from, char *to, unsigned long size);

/* A descriptor, with O_PATH, of what a path in the program's memory names; or
 * -errno. It is to be closed again before the program goes on. */
long dock_traced_open_path(struct traced *t, int dir, unsigned long path,
			   unsigned int flags);
void dock_traced_close_path(struct traced *t, long fd);

/* What the program blocks: 0 or -errno. Both while signals are deferred, too. */
int dock_traced_get_mask(const struct traced *t, unsigned long *mask);
void dock_traced_set_mask(struct traced *t, unsigned long mask);
/* Is there a signal for it, deferred ones among them? */
enum host_pending dock_traced_pending(const struct traced *t);

/* --- outside.c --- */
void dock_traced_outside_init(void);

/* --- life.c --- */
/* The first program, stopped at exec. NULL: no memory. */
struct traced *dock_traced_adopt_first(int tid);
void dock_traced_fork_call(struct traced *t);
void dock_traced_fork_begins(struct traced *t); /* one that copies the memory */
void dock_traced_fork_ends(struct traced *t);	/* whatever has come of it */
void dock_traced_on_fork(struct traced *t, unsigned long child_tid);
void dock_traced_on_exec(struct traced *t);
/* The thread that took @t's place by exec goes on as @t: what is left of it ends. */
void dock_traced_take_over(struct traced *t);
void dock_traced_on_exit(struct traced *t);
void dock_traced_on_gone(struct traced *t);
void dock_traced_prctl_call(struct traced *t);
bool dock_traced_any(void);

/* --- kill.c --- */
#ifdef DOCK_TEST_BREAKS
void dock_traced_seen(const struct host_event *e); /* each stop, when it is news */
#else
static inline void dock_traced_seen(const struct host_event *e)
{
}
#endif

/* --- job.c --- */
void dock_traced_job_begin(int tid);
void dock_traced_job_kill(void);
/* Job control has stopped @t, with @signal. */
void dock_traced_job_stopped(const struct traced *t, int signal);
/* Thread @tid has ended; if that was the first program's, so has its session. */
void dock_traced_job_gone(int tid, int status);
extern int dock_traced_first_status;
extern bool dock_traced_first_gone;
extern bool dock_traced_place_lost; /* planted: the next open fails */

/* --- session.c: not on a fiber --- */
bool dock_session_over(void); /* has everybody ended? Sees to it that they do. */
bool dock_session_ends(void); /* has the first one? Then time has to be watched. */

/* --- calls.c, open.c, stat.c --- */
void dock_traced_on_call(struct traced *t);
/* The call was served here; @result is what the program gets. */
void dock_traced_end_call(struct traced *t, long result);
void dock_traced_open_call(struct traced *t, unsigned long nr);
void dock_traced_truncate_call(struct traced *t);
void dock_traced_close_call(struct traced *t);
void dock_traced_close_range_call(struct traced *t);
void dock_traced_dup_call(struct traced *t, unsigned long nr);
void dock_traced_fcntl_call(struct traced *t);
void dock_traced_unshare_call(struct traced *t);
void dock_traced_stat_call(struct traced *t, unsigned long nr);
void dock_traced_getdents_call(struct traced *t);
struct file *dock_traced_file(struct traced *t, int fd); /* borrowed; NULL: the host's */
extern int dock_traced_ram_fd; /* RAM, in every program */

/* An empty file of no name, as descriptor of the program; -errno. */
long dock_traced_placeholder(struct traced *t, const char *name, unsigned long flags);

/* --- maps.c --- */
/* @fd is a file of the host's /proc, just opened: put the machine's in its place if
 * it is one that shows a process's memory. */
void dock_traced_proc_opened(struct traced *t, int fd, unsigned long flags);
/* Of struct dock_mm_host_ops. */
bool dock_traced_areas(struct mm_struct *mm,
		       void (*each)(void *arg, const struct host_area *area), void *arg);

/* --- pass.c --- */
void dock_traced_send_call(struct traced *t);
void dock_traced_receive_call(struct traced *t);
void dock_traced_getfd_call(struct traced *t);

/* --- process_vm.c --- */
void dock_traced_process_vm_call(struct traced *t, unsigned long nr);

/* --- modules.c --- */
long dock_traced_module_call(struct traced *t, unsigned long nr); /* its result */

/* --- chown.c --- */
void dock_traced_chown_call(struct traced *t, unsigned long nr);

/* --- mounts.c --- */
void dock_traced_mounts_call(struct traced *t, unsigned long nr);

/* --- names.c --- */
void dock_traced_names_call(struct traced *t, unsigned long nr);

/* --- nodes.c --- */
int dock_traced_nodes_init(char *err, unsigned long err_len);
struct dock_node *dock_traced_node_of(unsigned long dev, unsigned long ino);
/* The file is, from now on, a device node that a program has made. */
void dock_traced_node_made(const char *path, umode_t mode, dev_t rdev, unsigned long dev,
			   unsigned long ino);

/* --- mknod.c --- */
void dock_traced_mknod_call(struct traced *t, unsigned long nr);

/* --- poll.c --- */
void dock_traced_poll_call(struct traced *t, unsigned long nr);
void dock_traced_select_call(struct traced *t, unsigned long nr);

/* --- uname.c --- */
void dock_traced_uname_call(struct traced *t);

/* --- memory.c --- */
extern const struct dock_mm_host_ops dock_traced_mm_ops;
struct traced_space *dock_traced_space_new(void);
/* A thread of it, any: they share the memory. 0: none is left. */
int dock_traced_tid_of(struct mm_struct *mm);
/* The stub page and its code; after exec. Returns 0 or -errno. */
int dock_traced_map_stub(struct traced *t);
/* Serve the call if it concerns the machine; else it stays the host's to make. */
void dock_traced_mmap_call(struct traced *t);
void dock_traced_memory_call(struct traced *t, unsigned long nr);
void dock_traced_shmat_call(struct traced *t);

/* --- access.c --- */
/* Fault in the buffers of the call that lie in the machine's VMAs. Returns
 * false if the call was sent back to be made again. */
bool dock_traced_access(struct traced *t, unsigned long nr);

/* --- fault.c --- */
void dock_traced_on_signal(struct traced *t, int signal);
void dock_traced_sigaction_call(struct traced *t);
void dock_traced_sigmask_call(struct traced *t);
void dock_traced_note_mask(struct traced *t);

/* --- the host's numbers --- */
#define TRACED_SIGSEGV 11
#define TRACED_SIGKILL 9
#define TRACED_SIGSTOP 19

#endif
