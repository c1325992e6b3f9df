/* SPDX-License-Identifier: MIT */
/* Stacks, walked: see stack.h. */
#include "check/stack.h"

#include <linux/kernel.h>
#include <linux/string.h>
#include "check/context.h"
#include "host/mem.h"
#include "machine/layout.h"

const struct dock_context_ops *dock_context;

unsigned long dock_stack_low, dock_stack_high;

void dock_stack_running(unsigned long low, unsigned long high)
{
	dock_stack_low = low;
	dock_stack_high = high;
}

int dock_stack_walk(unsigned long pc, unsigned long bp, unsigned long *pcs, int max)
{
	unsigned long low = 0, high = 0;
	int n = 0;

	if (dock_context)
		dock_context->stack_bounds(bp, &low, &high);
	if (pc && n < max)
		pcs[n++] = pc;
	while (n < max && dock_stack_frame_ok(bp, low, high)) {
		unsigned long ret = ((unsigned long *)bp)[1];

		if (!ret)
			break;
		pcs[n++] = ret;
		low = bp + 16;
		bp = *(unsigned long *)bp;
	}
	return n;
}

/* --- interrupted code --- */

/* Does a call end at @pc? Then what was found may be its return address. */
static bool call_ends_at(unsigned long pc)
{
	u8 code[7];

	if (pc < sizeof(code) || host_peek(code, pc - sizeof(code), sizeof(code)) != sizeof(code))
		return false;
	if (code[2] == 0xe8) /* call rel32 */
		return true;
	/* call *reg, *(reg), *disp8(reg), *sib, *disp32(...): ff /2 */
	for (int i = 0; i < 6; i++)
		if (code[i] == 0xff && (code[i + 1] & 0x38) == 0x10)
			return true;
	return false;
}

/* The word at @sp if a call left it there; 0: it is something else. */
static unsigned long return_address(unsigned long sp)
{
	unsigned long low, high, pc;

	if (sp & 7 || !dock_context || !dock_context->stack_bounds(sp, &low, &high) ||
	    sp + 8 > high)
		return 0;
	pc = *(unsigned long *)sp;
	return call_ends_at(pc) ? pc : 0;
}

/* The first instruction of a function (push %rbp, endbr64 before it), its ret,
 * or a jump through a module's table of other code. */
static bool at_an_edge(const u8 *code)
{
	return code[0] == 0x55 || code[0] == 0xc3 || (code[0] == 0xff && code[1] == 0x25) ||
	       (code[0] == 0xf3 && code[1] == 0x0f && code[2] == 0x1e && code[4] == 0x55);
}

/* The caller's %rbp was pushed and is in use still: its frame is the last. */
static bool frame_half_made(unsigned long sp, unsigned long bp)
{
	unsigned long low, high;

	return !(sp & 7) && dock_context && dock_context->stack_bounds(sp, &low, &high) &&
	       sp + 8 <= high && *(unsigned long *)sp == bp;
}

/* Where a function that has no frame at @pc was called from; 0: it has one. */
static unsigned long frameless_caller(unsigned long pc, unsigned long sp, unsigned long bp)
{
	u8 code[8];

	if (host_peek(code, pc, sizeof(code)) != sizeof(code) || at_an_edge(code))
		return return_address(sp); /* no code: the call is what was wrong */
	return frame_half_made(sp, bp) ? return_address(sp + 8) : 0;
}

/* Code of the host's libraries has no frames, and %rbp is anything: the first record
 * of a frame above @sp. 0: there is none. */
static unsigned long frame_above(unsigned long sp)
{
	unsigned long low, high, at;

	if (!dock_context || !dock_context->stack_bounds(sp, &low, &high))
		return 0;
	for (at = sp & ~7UL; at + 16 <= high; at += 8) {
		const unsigned long *record = (const unsigned long *)at;

		if (dock_stack_frame_ok(record[0], at + 16, high) && call_ends_at(record[1]))
			return at;
	}
	return 0;
}

int dock_stack_walk_trap(unsigned long pc, unsigned long sp, unsigned long bp,
			 unsigned long *pcs, int max)
{
	unsigned long caller = frameless_caller(pc, sp, bp), low, high;
	int n = 0;

	if (!dock_context || !dock_context->stack_bounds(bp, &low, &high))
		bp = frame_above(sp);
	pcs[n++] = pc;
	if (caller)
		pcs[n++] = caller;
	return n + dock_stack_walk(0, bp, pcs + n, max - n);
}

int dock_stack_here(unsigned long *pcs, int max)
{
	return dock_stack_walk(0, (unsigned long)__builtin_frame_address(0), pcs, max);
}
