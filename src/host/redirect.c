/* SPDX-License-Identifier: MIT */
/* Operands of instructions, and their moving elsewhere: see redirect.h. */
#include "host/redirect.h"

#include "host/ptrace.h"

#include <Zydis/Zydis.h>
#include <stddef.h>
#include <string.h>

static const struct {
	ZydisRegister name;
	size_t at;
} general[16] = {
	{ZYDIS_REGISTER_RAX, offsetof(struct host_regs, rax)},
	{ZYDIS_REGISTER_RBX, offsetof(struct host_regs, rbx)},
	{ZYDIS_REGISTER_RCX, offsetof(struct host_regs, rcx)},
	{ZYDIS_REGISTER_RDX, offsetof(struct host_regs, rdx)},
	{ZYDIS_REGISTER_RSI, offsetof(struct host_regs, rsi)},
	{ZYDIS_REGISTER_RDI, offsetof(struct host_regs, rdi)},
	{ZYDIS_REGISTER_RBP, offsetof(struct host_regs, rbp)},
	{ZYDIS_REGISTER_RSP, offsetof(struct host_regs, rsp)},
	{ZYDIS_REGISTER_R8, offsetof(struct host_regs, r8)},
	{ZYDIS_REGISTER_R9, offsetof(struct host_regs, r9)},
	{ZYDIS_REGISTER_R10, offsetof(struct host_regs, r10)},
	{ZYDIS_REGISTER_R11, offsetof(struct host_regs, r11)},
	{ZYDIS_REGISTER_R12, offsetof(struct host_regs, r12)},
	{ZYDIS_REGISTER_R13, offsetof(struct host_regs, r13)},
	{ZYDIS_REGISTER_R14, offsetof(struct host_regs, r14)},
	{ZYDIS_REGISTER_R15, offsetof(struct host_regs, r15)},
};

static unsigned long *slot(struct host_regs *r, int reg)
{
	return (unsigned long *)((char *)r + general[reg].at);
}

void host_regs_of(struct host_regs *r, const unsigned long regs[16], unsigned long pc)
{
	memset(r, 0, sizeof(*r));
	for (int i = 0; i < 16; i++)
		*slot(r, i) = regs[i];
	r->rip = pc;
}

void host_regs_to(const struct host_regs *r, unsigned long regs[16])
{
	struct host_regs copy = *r;

	for (int i = 0; i < 16; i++)
		regs[i] = *slot(&copy, i);
}

static int number_of(ZydisRegister name)
{
	for (int i = 0; i < 16; i++)
		if (general[i].name == name)
			return i;
	return -1;
}

static unsigned long bits_of(ZydisRegister name)
{
	switch (ZydisRegisterGetWidth(ZYDIS_MACHINE_MODE_LONG_64, name)) {
	case 8:
		return name >= ZYDIS_REGISTER_AH && name <= ZYDIS_REGISTER_BH ? 0xff00
									      : 0xff;
	case 16:
		return 0xffff;
	default:
		return ~0UL; /* one of 32 bits clears the others */
	}
}

/* Does the instruction go on to be the same if @reg has another value? Strings'
 * own registers count on from any. */
static int can_use(const ZydisDecodedInstruction *insn,
		   const ZydisDecodedOperand *operands, ZydisRegister name,
		   unsigned long *overwritten)
{
	*overwritten = 0;
	for (int i = 0; i < insn->operand_count; i++) {
		const ZydisDecodedOperand *op = &operands[i];

		if (op->type != ZYDIS_OPERAND_TYPE_REGISTER ||
		    ZydisRegisterGetLargestEnclosing(ZYDIS_MACHINE_MODE_LONG_64,
						     op->reg.value) != name)
			continue;
		if (insn->meta.category == ZYDIS_CATEGORY_STRINGOP &&
		    op->visibility == ZYDIS_OPERAND_VISIBILITY_HIDDEN)
			continue;
		if (op->actions != ZYDIS_OPERAND_ACTION_WRITE)
			return 0;
		*overwritten |= bits_of(op->reg.value);
	}
	return 1;
}

/* By which register can it be moved? */
static void find_register(struct host_operand *out, const ZydisDecodedInstruction *insn,
			  const ZydisDecodedOperand *operands,
			  const ZydisDecodedOperand *op)
{
	out->reg = -1;
	if (op->mem.base == op->mem.index || op->mem.base == ZYDIS_REGISTER_RSP ||
	    insn->address_width != 64)
		return;
	out->scale = 1;
	if (number_of(op->mem.base) >= 0 &&
	    can_use(insn, operands, op->mem.base, &out->overwritten)) {
		out->reg = number_of(op->mem.base);
	} else if (number_of(op->mem.index) >= 0 &&
		   can_use(insn, operands, op->mem.index, &out->overwritten)) {
		out->reg = number_of(op->mem.index);
		out->scale = op->mem.scale;
	}
}

static unsigned long segment_base(const ZydisDecodedOperand *op,
				  const struct host_regs *r)
{
	if (op->mem.segment == ZYDIS_REGISTER_FS)
		return r->fs_base;
	if (op->mem.segment == ZYDIS_REGISTER_GS)
		return r->gs_base;
	return 0;
}

static int read_operand(struct host_operand *out, const ZydisDecodedInstruction *insn,
			const ZydisDecodedOperand *operands,
			const ZydisDecodedOperand *op, const struct host_regs *r)
{
	ZydisRegisterContext context;
	struct host_regs copy = *r;
	ZyanU64 ea;

	memset(&context, 0, sizeof(context));
	for (int i = 0; i < 16; i++)
		context.values[general[i].name] = *slot(&copy, i);
	context.values[ZYDIS_REGISTER_RIP] = r->rip;
	if (op->mem.type == ZYDIS_MEMOP_TYPE_VSIB || op->size / 8 > HOST_OPERAND_MAX ||
	    !ZYAN_SUCCESS(ZydisCalcAbsoluteAddressEx(insn, op, r->rip, &context, &ea)))
		return -1;
	memset(out, 0, sizeof(*out));
	out->addr = ea + segment_base(op, r);
	out->size = op->size / 8;
	if (op->visibility == ZYDIS_OPERAND_VISIBILITY_HIDDEN &&
	    op->mem.base == ZYDIS_REGISTER_RSP &&
	    (op->actions & ZYDIS_OPERAND_ACTION_MASK_WRITE))
		out->addr -= out->size; /* push, call: below rsp */
	out->read = (op->actions & ZYDIS_OPERAND_ACTION_MASK_READ) != 0;
	out->write = (op->actions & ZYDIS_OPERAND_ACTION_MASK_WRITE) != 0;
	find_register(out, insn, operands, op);
	return 0;
}

int host_insn_operands(const unsigned char *code, unsigned long len,
		       const struct host_regs *r, struct host_operand ops[HOST_OPERANDS])
{
	ZydisDecodedOperand operands[ZYDIS_MAX_OPERAND_COUNT];
	ZydisDecodedInstruction insn;
	ZydisDecoder decoder;
	int n = 0;

	ZydisDecoderInit(&decoder, ZYDIS_MACHINE_MODE_LONG_64, ZYDIS_STACK_WIDTH_64);
	if (!ZYAN_SUCCESS(ZydisDecoderDecodeFull(&decoder, code, len, &insn, operands)))
		return -1;
	for (int i = 0; i < insn.operand_count; i++) {
		const ZydisDecodedOperand *op = &operands[i];

		if (op->type != ZYDIS_OPERAND_TYPE_MEMORY ||
		    op->mem.type == ZYDIS_MEMOP_TYPE_AGEN)
			continue;
		if (n == HOST_OPERANDS || read_operand(&ops[n], &insn, operands, op, r))
			return -1;
		n++;
	}
	return n;
}

/* Aligned as it was, so that what wants alignment gets it; and so the distance
 * can be divided by any scale. */
unsigned long host_operand_move(struct host_operand *op, struct host_regs *r,
				unsigned long place)
{
	unsigned long to = place + op->addr % HOST_OPERAND_MAX;

	if (op->reg < 0)
		return 0;
	op->delta = (to - op->addr) / op->scale;
	if ((long)(to - op->addr) < 0)
		op->delta = -((op->addr - to) / op->scale);
	*slot(r, op->reg) += op->delta;
	return to;
}

void host_operand_back(const struct host_operand *op, struct host_regs *after,
		       const struct host_regs *before)
{
	struct host_regs was = *before;
	unsigned long left = *slot(after, op->reg);

	if (op->overwritten)
		*slot(after, op->reg) = (left & op->overwritten) |
					(*slot(&was, op->reg) & ~op->overwritten);
	else
		*slot(after, op->reg) = left - op->delta;
}
