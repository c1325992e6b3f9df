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

/* Prepare @f to run @fn(@arg) on the stack [base, base+size) at its first
 * switch. @fn must never return. */
void host_fiber_init(struct host_fiber *f, void *base, unsigned long size,
		     void (*fn)(void *), void *arg);

/* Leave @from, go on in @to; returns when somebody switches back to @from. */
void host_fiber_switch(struct host_fiber *from, struct host_fiber *to);

#endif
