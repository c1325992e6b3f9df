/* SPDX-License-Identifier: MIT */
/*
 * Traps of the machine's own process.
 *
 * A trap arrives as a signal on an alternate stack. Its frame is copied to the
 * stack that trapped, and the handler runs there, as an ordinary function
 * that may switch fibers and sleep; when it returns, the trapped instruction
 * runs again with every register as it was (rt_sigreturn on the copy).
 */
#ifndef DOCK_HOST_FAULT_H
#define DOCK_HOST_FAULT_H

struct host_trap {
	int signo;		/* SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS */
	int number;		/* the processor's exception; HOST_TRAP_* */
	unsigned int error;	/* and its error code */
	int code;		/* si_code */
	long call;		/* SIGSYS: the system call that was refused */
	unsigned long addr;	/* what was accessed; 0 for a non-canonical address */
	int write, exec, present; /* from the page fault's error code */
	int has_addr;		/* a page fault: addr means something */
	unsigned long pc, sp, bp, flags;
	unsigned long regs[16];	/* rax rbx rcx rdx rsi rdi rbp rsp r8..r15 */
	void *context;		/* host_trap_resume()'s; only on the trapped stack */
};

#define HOST_TRAP_DIVIDE     0
#define HOST_TRAP_DEBUG	     1
#define HOST_TRAP_INT3	     3
#define HOST_TRAP_INVALID    6
#define HOST_TRAP_STACK	     12
#define HOST_TRAP_PROTECTION 13
#define HOST_TRAP_PAGE	     14
#define HOST_TRAP_X87	     16
#define HOST_TRAP_ALIGNMENT  17
#define HOST_TRAP_SIMD	     19

/* Is it an address of the stack that the process began with? */
int host_on_main_stack(unsigned long sp);

/*
 * host_fault_init - take the process's traps
 * @quick: called on the alternate stack first; it must not sleep or switch
 *	fibers. Returns 1 if it repaired the trap, 0 to go on.
 * @usable_stack: is there room for a frame of @need bytes below @sp on the
 *	stack that trapped? If not, @lost is called on the alternate stack.
 * @slow: called on the trapped stack. When it returns the access is retried.
 * @lost: called on the alternate stack when nothing else can be done; does
 *	not return.
 */
void host_fault_init(int (*quick)(const struct host_trap *t),
		     int (*usable_stack)(unsigned long sp, unsigned long need),
		     void (*slow)(struct host_trap *t),
		     void (*lost)(const struct host_trap *t));

/* What was trapped goes on with regs (but rsp) and pc as they are in @t now,
 * for one instruction if @step: then there is a trap again, HOST_TRAP_DEBUG. */
void host_trap_resume(const struct host_trap *t, int step);

/* Call @fn on SIGUSR1 (the supervisor's time is up), on the alternate stack,
 * with where the machine is. The supervisor has it blocked until now. */
void host_timeout_init(void (*fn)(const struct host_trap *t));

#endif
