/* SPDX-License-Identifier: MIT */
/*
 * Traced threads of the host: waiting for them, their registers, signals and
 * memory. Thread ids are the host's (not those of the machine's pid
 * namespace). A call about a thread that was killed meanwhile fails; its death
 * then comes out of host_tracee_wait().
 */
#ifndef DOCK_HOST_PTRACE_H
#define DOCK_HOST_PTRACE_H

/* The layout of struct user_regs_struct. */
struct host_regs {
	unsigned long r15, r14, r13, r12, rbp, rbx, r11, r10, r9, r8;
	unsigned long rax, rcx, rdx, rsi, rdi, orig_rax, rip, cs, eflags, rsp, ss;
	unsigned long fs_base, gs_base, ds, es, fs, gs;
};

/* What has stopped or ended a thread. */
enum host_stop {
	HOST_STOP_GONE,	     /* it ended; code: exit status, or 128 + signal */
	HOST_STOP_CALL,	     /* at the entry of a system call that the filter stops */
	HOST_STOP_CALL_DONE, /* at the exit of one, after HOST_RUN_CALL */
	HOST_STOP_FORK,	     /* inside fork, vfork or clone; msg: the child's tid */
	HOST_STOP_VFORK_DONE,
	HOST_STOP_EXEC,	     /* msg: the tid that it had before */
	HOST_STOP_EXITING,   /* it still has its memory and descriptors */
	HOST_STOP_SIGNAL,    /* code: a signal about to be delivered */
	HOST_STOP_GROUP,     /* a job control stop; code: the signal */
	HOST_STOP_INTERRUPT, /* born, interrupted, or a job control stop ended */
};

struct host_event {
	int tid;
	enum host_stop stop;
	int code;
	unsigned long msg;
	int vfork; /* HOST_STOP_FORK: the parent waits in the kernel for the child */
};

/* Ways to let a stopped thread go on. */
enum host_run {
	HOST_RUN,	 /* until something happens */
	HOST_RUN_CALL,	 /* to the exit of the call that it is in */
	HOST_RUN_STEP,	 /* one instruction, or into a signal handler */
	HOST_RUN_LISTEN, /* stay stopped, as job control wants, and hear SIGCONT */
};

/*
 * host_tracee_wait - the next event of any traced thread
 * @timeout_ms: -1 for ever, 0 only look. A timeout other than those needs
 *	SIGCHLD blocked, which host_program_prepare() does.
 *
 * Returns 1; 0 if there was none in time; -1 if there are no children at all.
 */
int host_tracee_wait(struct host_event *e, int timeout_ms);
/*
 * host_tracee_wait_for - the next event of one thread, however long it takes
 * @leads: it is the first of several threads of its process. Such a one may end
 *	unseen: SIGKILL can take it out of a stop to HOST_STOP_EXITING while we make it
 *	go on, and the host says nothing more of it until the others have ended. It is
 *	told as HOST_STOP_EXITING then.
 *
 * Returns 1, or -1 if there is no such thread.
 */
int host_tracee_wait_for(struct host_event *e, int tid, int leads);

/* Each returns 0 or -errno. */
int host_tracee_run(int tid, enum host_run how, int signal);
int host_tracee_interrupt(int tid);
int host_tracee_get_regs(int tid, struct host_regs *regs);
int host_tracee_set_regs(int tid, const struct host_regs *regs);
int host_tracee_get_mask(int tid, unsigned long *mask);
int host_tracee_set_mask(int tid, unsigned long mask);
int host_tracee_kill(int tgid);
/* Let those run that are ready to: they share a processor with their tracer. */
void host_tracees_run(void);
/* Queue a signal to a thread, with si_code @code and a value. 0 or -errno. */
int host_tracee_queue(int tgid, int tid, int signal, int code, long value);
/* Send @signal to one thread. */
int host_tracee_signal(int tgid, int tid, int signal);

/* Do two threads share their address space, or their table of descriptors? 1, 0, or
 * -errno where the host does not tell. */
int host_tracee_shares_memory(int tid, int other);
int host_tracee_shares_files(int tid, int other);

/* The process group of a thread; -errno. */
int host_tracee_group(int tid);
/* Is it in this process's session? */
int host_tracee_in_session(int tid);

/* The signal that a thread is stopped at. */
struct host_siginfo {
	int signo, code; /* code > 0: raised by the host's kernel */
	unsigned long addr; /* of a SIGSEGV or SIGBUS */
	unsigned char raw[128];
};
int host_tracee_get_siginfo(int tid, struct host_siginfo *si);
/* What comes with its stop: of HOST_STOP_EXITING, the status as wait(2) has it. */
unsigned long host_tracee_message(int tid);
/* @si as host_tracee_get_siginfo() gave it. */
int host_tracee_put_siginfo(int tid, const struct host_siginfo *si);
/* Send a signal that was taken from a thread to it again, as it was if the host lets us. */
int host_tracee_send_again(int tgid, int tid, const struct host_siginfo *si);
/* It is to be a fault at @addr instead. */
int host_tracee_set_fault(int tid, int signo, int code, unsigned long addr);

/* Copy to or from the program's memory, as far as the host's protections
 * allow. Return the number of bytes copied. */
unsigned long host_tracee_read(int tid, void *to, unsigned long from, unsigned long n);
unsigned long host_tracee_write(int tid, unsigned long to, const void *from,
				unsigned long n);
/* One word of its text, whatever the protections. */
int host_tracee_peek(int tid, unsigned long addr, unsigned long *word);
int host_tracee_poke(int tid, unsigned long addr, unsigned long word);

#endif
