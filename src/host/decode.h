/* SPDX-License-Identifier: MIT */
/* What an instruction does to memory. */
#ifndef DOCK_HOST_DECODE_H
#define DOCK_HOST_DECODE_H

struct host_regs;

/*
 * host_insn_writes - does the instruction at @code write to @addr?
 * @len: how many bytes of @code there are, at most 15 count
 * @regs: the registers before it; rip is its address
 *
 * Returns 1; 0: it only reads there; -1: what it does there is not known.
 */
int host_insn_writes(const unsigned char *code, unsigned long len,
		     const struct host_regs *regs, unsigned long addr);

/* One instruction, for the report of a crash. */
struct host_insn {
	char name[16];	   /* "mov", "cli", ... */
	int privileged;	   /* a program of the host may not execute it */
	int has_address;   /* it loads or stores: */
	int write;
	unsigned long addr, size;
};

/*
 * host_insn_tell - decode the instruction at @code
 * @regs: in the order of struct host_trap's
 * @pc: its address
 *
 * Returns 1, or 0: it cannot be decoded.
 */
int host_insn_tell(const unsigned char *code, unsigned long len, const unsigned long regs[16],
		   unsigned long pc, struct host_insn *insn);

#endif
