/* SPDX-License-Identifier: MIT */
/*
 * Fibers: stacks that take turns on the one host thread.
 *
 * A switch saves what the calling convention says a call preserves, nothing
 * else; signal masks are not touched.
 */
#ifndef DOCK_HOST_FIBER_H
#define DOCK_HOST_FIBER_H

struct host_fiber {
	void *sp;
};

/* The registers of some code, for a debugger. */
struct host_context {
	unsigned long regs[16]; /* rax rbx rcx rdx rsi rdi rbp rsp r8..r15 */
	unsigned long pc;
};

/* Prepare @f to run @fn(@arg) on the stack [base, base+size) at its first
 * switch. @fn must never return. */
void host_fiber_init(struct host_fiber *f, void *base, unsigned long size,
		     void (*fn)(void *), void *arg);

/* Leave @from, go on in @to; returns when somebody switches back to @from. */
void host_fiber_switch(struct host_fiber *from, struct host_fiber *to);

/* Where a fiber that is not running will go on. */
void host_fiber_context(const struct host_fiber *f, struct host_context *c);

/* Where the caller is; only registers that a call preserves mean something. */
void host_context_here(struct host_context *c);

#endif
