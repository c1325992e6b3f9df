/* SPDX-License-Identifier: MIT */
/* What an instruction does to memory, by Zydis: see decode.h. */
#include "host/decode.h"
#include "host/ptrace.h"

#include <Zydis/Zydis.h>
#include <string.h>

static void fill_context(ZydisRegisterContext *c, const struct host_regs *r)
{
	static const ZydisRegister names[] = {
		ZYDIS_REGISTER_RAX, ZYDIS_REGISTER_RBX, ZYDIS_REGISTER_RCX,
		ZYDIS_REGISTER_RDX, ZYDIS_REGISTER_RSI, ZYDIS_REGISTER_RDI,
		ZYDIS_REGISTER_RBP, ZYDIS_REGISTER_RSP, ZYDIS_REGISTER_R8,
		ZYDIS_REGISTER_R9, ZYDIS_REGISTER_R10, ZYDIS_REGISTER_R11,
		ZYDIS_REGISTER_R12, ZYDIS_REGISTER_R13, ZYDIS_REGISTER_R14,
		ZYDIS_REGISTER_R15, ZYDIS_REGISTER_RIP,
	};
	const unsigned long values[] = {
		r->rax, r->rbx, r->rcx, r->rdx, r->rsi, r->rdi, r->rbp, r->rsp, r->r8,
		r->r9, r->r10, r->r11, r->r12, r->r13, r->r14, r->r15, r->rip,
	};

	memset(c, 0, sizeof(*c));
	for (unsigned int i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		c->values[names[i]] = values[i];
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

static int operand_covers(const ZydisDecodedInstruction *insn,
			  const ZydisDecodedOperand *op,
			  const ZydisRegisterContext *context, const struct host_regs *r,
			  unsigned long addr)
{
	unsigned long size = op->size / 8;
	ZyanU64 ea;

	if (op->mem.type == ZYDIS_MEMOP_TYPE_VSIB)
		return 1; /* scatter: any of its addresses */
	if (!ZYAN_SUCCESS(ZydisCalcAbsoluteAddressEx(insn, op, r->rip, context, &ea)))
		return 0;
	ea += segment_base(op, r);
	if (op->visibility == ZYDIS_OPERAND_VISIBILITY_HIDDEN &&
	    op->mem.base == ZYDIS_REGISTER_RSP)
		return addr - (ea - 128) < 128 + size; /* push, call: below rsp */
	return addr - ea < size;
}

int host_insn_writes(const unsigned char *code, unsigned long len,
		     const struct host_regs *regs, unsigned long addr)
{
	ZydisDecodedOperand operands[ZYDIS_MAX_OPERAND_COUNT];
	ZydisDecodedInstruction insn;
	ZydisRegisterContext context;
	ZydisDecoder decoder;

	ZydisDecoderInit(&decoder, ZYDIS_MACHINE_MODE_LONG_64, ZYDIS_STACK_WIDTH_64);
	if (!ZYAN_SUCCESS(ZydisDecoderDecodeFull(&decoder, code, len, &insn, operands)))
		return 0;
	fill_context(&context, regs);
	for (int i = 0; i < insn.operand_count; i++) {
		const ZydisDecodedOperand *op = &operands[i];

		if (op->type == ZYDIS_OPERAND_TYPE_MEMORY &&
		    op->mem.type != ZYDIS_MEMOP_TYPE_AGEN &&
		    (op->actions & ZYDIS_OPERAND_ACTION_MASK_WRITE) &&
		    operand_covers(&insn, op, &context, regs, addr))
			return 1;
	}
	return 0;
}
