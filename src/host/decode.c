/* SPDX-License-Identifier: MIT */
/* What an instruction does to memory, by Zydis: see decode.h. */
#include "host/decode.h"
#include "host/ptrace.h"

#include <Zydis/Zydis.h>
#include <stdio.h>
#include <string.h>

static void fill_context(ZydisRegisterContext *c, const struct host_regs *r)
{
	static const ZydisRegister names[] = {
		ZYDIS_REGISTER_RAX, ZYDIS_REGISTER_RBX, ZYDIS_REGISTER_RCX,
		ZYDIS_REGISTER_RDX, ZYDIS_REGISTER_RSI, ZYDIS_REGISTER_RDI,
		ZYDIS_REGISTER_RBP, ZYDIS_REGISTER_RSP, ZYDIS_REGISTER_R8,
		ZYDIS_REGISTER_R9,  ZYDIS_REGISTER_R10, ZYDIS_REGISTER_R11,
		ZYDIS_REGISTER_R12, ZYDIS_REGISTER_R13, ZYDIS_REGISTER_R14,
		ZYDIS_REGISTER_R15, ZYDIS_REGISTER_RIP,
	};
	const unsigned long values[] = {
		r->rax, r->rbx, r->rcx, r->rdx, r->rsi, r->rdi, r->rbp, r->rsp, r->r8,
		r->r9,	r->r10, r->r11, r->r12, r->r13, r->r14, r->r15, r->rip,
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
	int writes = -1;

	ZydisDecoderInit(&decoder, ZYDIS_MACHINE_MODE_LONG_64, ZYDIS_STACK_WIDTH_64);
	if (!ZYAN_SUCCESS(ZydisDecoderDecodeFull(&decoder, code, len, &insn, operands)))
		return -1;
	fill_context(&context, regs);
	for (int i = 0; i < insn.operand_count && writes < 1; i++) {
		const ZydisDecodedOperand *op = &operands[i];

		if (op->type == ZYDIS_OPERAND_TYPE_MEMORY &&
		    op->mem.type != ZYDIS_MEMOP_TYPE_AGEN &&
		    operand_covers(&insn, op, &context, regs, addr))
			writes = !!(op->actions & ZYDIS_OPERAND_ACTION_MASK_WRITE);
	}
	return writes;
}

/* Those that the processor's I/O privilege level forbids. */
static int wants_io_privilege(ZydisMnemonic m)
{
	static const ZydisMnemonic list[] = {
		ZYDIS_MNEMONIC_CLI,   ZYDIS_MNEMONIC_STI,   ZYDIS_MNEMONIC_IN,
		ZYDIS_MNEMONIC_OUT,   ZYDIS_MNEMONIC_INSB,  ZYDIS_MNEMONIC_INSW,
		ZYDIS_MNEMONIC_INSD,  ZYDIS_MNEMONIC_OUTSB, ZYDIS_MNEMONIC_OUTSW,
		ZYDIS_MNEMONIC_OUTSD,
	};

	for (unsigned int i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		if (list[i] == m)
			return 1;
	return 0;
}

static void find_operand(struct host_insn *out, const ZydisDecodedInstruction *insn,
			 const ZydisDecodedOperand *operands,
			 const ZydisRegisterContext *context, unsigned long pc)
{
	for (int i = 0; i < insn->operand_count; i++) {
		const ZydisDecodedOperand *op = &operands[i];
		ZyanU64 ea;

		if (op->type != ZYDIS_OPERAND_TYPE_MEMORY ||
		    op->mem.type != ZYDIS_MEMOP_TYPE_MEM ||
		    op->mem.segment == ZYDIS_REGISTER_FS ||
		    op->mem.segment == ZYDIS_REGISTER_GS ||
		    !ZYAN_SUCCESS(ZydisCalcAbsoluteAddressEx(insn, op, pc, context, &ea)))
			continue;
		out->has_address = 1;
		out->addr = ea;
		out->size = op->size / 8;
		out->write = (op->actions & ZYDIS_OPERAND_ACTION_MASK_WRITE) != 0;
		return;
	}
}

int host_insn_tell(const unsigned char *code, unsigned long len,
		   const unsigned long regs[16], unsigned long pc, struct host_insn *out)
{
	const struct host_regs r = {
		.rax = regs[0],
		.rbx = regs[1],
		.rcx = regs[2],
		.rdx = regs[3],
		.rsi = regs[4],
		.rdi = regs[5],
		.rbp = regs[6],
		.rsp = regs[7],
		.r8 = regs[8],
		.r9 = regs[9],
		.r10 = regs[10],
		.r11 = regs[11],
		.r12 = regs[12],
		.r13 = regs[13],
		.r14 = regs[14],
		.r15 = regs[15],
		.rip = pc,
	};
	ZydisDecodedOperand operands[ZYDIS_MAX_OPERAND_COUNT];
	ZydisDecodedInstruction insn;
	ZydisRegisterContext context;
	ZydisDecoder decoder;

	memset(out, 0, sizeof(*out));
	ZydisDecoderInit(&decoder, ZYDIS_MACHINE_MODE_LONG_64, ZYDIS_STACK_WIDTH_64);
	if (!ZYAN_SUCCESS(ZydisDecoderDecodeFull(&decoder, code, len, &insn, operands)))
		return 0;
	snprintf(out->name, sizeof(out->name), "%s",
		 ZydisMnemonicGetString(insn.mnemonic));
	out->privileged = (insn.attributes & ZYDIS_ATTRIB_IS_PRIVILEGED) != 0 ||
			  wants_io_privilege(insn.mnemonic);
	fill_context(&context, &r);
	find_operand(out, &insn, operands, &context, pc);
	return 1;
}
