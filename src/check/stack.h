/* SPDX-License-Identifier: MIT */
/*
 * Stacks of return addresses, walked along the frame pointers (everything in
 * the machine is compiled with them), and kept once each.
 */
#ifndef DOCK_CHECK_STACK_H
#define DOCK_CHECK_STACK_H

#include <linux/types.h>

#define DOCK_STACK_MAX 16

/* The running task's stack: nearly always the one that is walked. */
extern unsigned long dock_stack_low, dock_stack_high;
void dock_stack_running(unsigned long low, unsigned long high);

/* Can a frame lie at @bp, in the part [low, high) of a stack? */
static inline bool dock_stack_frame_ok(unsigned long bp, unsigned long low, unsigned long high)
{
	return bp >= low && bp + 16 <= high && !(bp & 7);
}

/* The caller's stack, innermost first, into @pcs. Returns the number. */
int dock_stack_here(unsigned long *pcs, int max);
/* The stack of a frame pointer; @pc comes first if it is not 0. */
int dock_stack_walk(unsigned long pc, unsigned long bp, unsigned long *pcs, int max);

/* The stack of code that was interrupted at @pc, anywhere: a function that has no
 * frame yet, or none any more, or nothing at all, because a call led nowhere. */
int dock_stack_walk_trap(unsigned long pc, unsigned long sp, unsigned long bp,
			 unsigned long *pcs, int max);

/* A stack that is kept: a small number, the same for the same stack; 0: none. */
unsigned int dock_stack_keep(void);
int dock_stack_get(unsigned int id, const unsigned long **pcs);

/* The innermost address of a kept stack that lies in a module, or 0. */
unsigned long dock_stack_driver_pc(unsigned int id);

#endif
