/* SPDX-License-Identifier: MIT */
/* Programs' and tasks' own loads and stores of device registers. */
#ifndef DOCK_USER_REGISTERS_H
#define DOCK_USER_REGISTERS_H

#include "host/ptrace.h"
#include "host/redirect.h"
#include "kernel/mm/mm_host.h"

/* An access that is made elsewhere: see host/redirect.h. */
struct registers_access {
	struct host_operand ops[HOST_OPERANDS];
	int nr;
	struct host_regs before, now;	 /* registers: as they were, and for the step */
	unsigned long at[HOST_OPERANDS]; /* in the place; 0: left where it is */
	/* What lies in the place. */
	unsigned char bytes[HOST_OPERANDS * HOST_OPERAND_PLACE];
};

/*
 * registers_begin - what is to be done for the instruction at @code
 * @r: the registers before it
 * @place: the address at which the instruction will find a->bytes
 *
 * Every operand that lies in the machine's VMAs is faulted in, moved, and what
 * it loads is loaded into a->bytes. Then the instruction is to be run with
 * a->now. The result's signo is 0; or the signal that the access gives, at
 * *fault_addr. Runs on the task that makes the access, and may sleep.
 */
struct dock_fault_result registers_begin(struct registers_access *a,
					 const unsigned char *code, unsigned long len,
					 const struct host_regs *r, unsigned long place,
					 unsigned long *fault_addr);

/* It has run, and left @after and a->bytes: store what it stored, and let @after
 * be as if nothing had been moved. */
void registers_end(struct registers_access *a, struct host_regs *after,
		   unsigned long place);

#endif
