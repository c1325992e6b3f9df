/* SPDX-License-Identifier: MIT */
/*
 * Instructions that load or store where nothing can be mapped (registers of a
 * device): the instruction itself is run, one step, with its address moved to a
 * place where bytes can lie. What it loads is put there before, what it stores
 * is taken from there after the step. So every form of access works, and no
 * other thread sees anything.
 */
#ifndef DOCK_HOST_REDIRECT_H
#define DOCK_HOST_REDIRECT_H

#define HOST_OPERANDS 2	       /* of memory, at most: movs, push, cmps */
#define HOST_OPERAND_MAX 64    /* bytes; a larger one cannot be moved */
#define HOST_OPERAND_PLACE 128 /* of room for one, aligned to HOST_OPERAND_MAX */

struct host_regs; /* host/ptrace.h */

struct host_operand {
	unsigned long addr, size;
	int read, write;
	int reg;		   /* moved through this one, ... */
	unsigned long scale;	   /* which counts so often in the address, ... */
	unsigned long overwritten; /* and of which the instruction sets these bits */
	unsigned long delta;	   /* by which it is moved now */
};

/* The general registers in the order of struct host_trap's. */
void host_regs_of(struct host_regs *r, const unsigned long regs[16], unsigned long pc);
void host_regs_to(const struct host_regs *r, unsigned long regs[16]);

/*
 * host_insn_operands - the memory that the instruction at @code accesses
 * @r: the registers before it; rip is its address
 *
 * Returns how many; -1 if it cannot be decoded, or one is too large or of a
 * kind that has no single address.
 */
int host_insn_operands(const unsigned char *code, unsigned long len,
		       const struct host_regs *r, struct host_operand ops[HOST_OPERANDS]);

/*
 * host_operand_move - let the instruction access a place instead
 * @place: HOST_OPERAND_PLACE bytes
 *
 * Returns the address of the operand's first byte in it; 0: it cannot be moved.
 */
unsigned long host_operand_move(struct host_operand *op, struct host_regs *r,
				unsigned long place);
/* The instruction has run: what it left in the register that was used. */
void host_operand_back(const struct host_operand *op, struct host_regs *after,
		       const struct host_regs *before);

#endif
