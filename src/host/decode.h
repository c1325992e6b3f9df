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
 * Returns 1, or 0 also for what cannot be decoded.
 */
int host_insn_writes(const unsigned char *code, unsigned long len,
		     const struct host_regs *regs, unsigned long addr);

#endif
