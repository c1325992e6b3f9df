/* SPDX-License-Identifier: MIT */
/* Stacks: see stack.h. */
#include "check/stack.h"

#include <linux/kernel.h>
#include <linux/string.h>
#include "check/context.h"
#include "host/mem.h"
#include "machine/layout.h"

#define BUCKETS 1024

struct kept {
	struct kept *next;
	unsigned int id;
	int n;
	unsigned long pcs[];
};

const struct dock_context_ops *dock_context;

static struct kept *buckets[BUCKETS];
static struct kept **by_id;
static unsigned int nr_kept, by_id_size;

static bool frame_ok(unsigned long bp, unsigned long low, unsigned long high)
{
	return bp >= low && bp + 16 <= high && !(bp & 7);
}

int dock_stack_walk(unsigned long pc, unsigned long bp, unsigned long *pcs, int max)
{
	unsigned long low = 0, high = 0;
	int n = 0;

	if (dock_context)
		dock_context->stack_bounds(bp, &low, &high);
	if (pc && n < max)
		pcs[n++] = pc;
	while (n < max && frame_ok(bp, low, high)) {
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

int dock_stack_walk_trap(unsigned long pc, unsigned long sp, unsigned long bp,
			 unsigned long *pcs, int max)
{
	unsigned long caller = frameless_caller(pc, sp, bp);
	int n = 0;

	pcs[n++] = pc;
	if (caller)
		pcs[n++] = caller;
	return n + dock_stack_walk(0, bp, pcs + n, max - n);
}

int dock_stack_here(unsigned long *pcs, int max)
{
	return dock_stack_walk(0, (unsigned long)__builtin_frame_address(0), pcs, max);
}

static unsigned int hash(const unsigned long *pcs, int n)
{
	unsigned long h = 0;

	/* Host addresses differ from run to run: they choose a bucket, nothing else. */
	for (int i = 0; i < n; i++)
		h = (h ^ pcs[i]) * 0x9e3779b97f4a7c15UL;
	return (unsigned int)(h >> 40) % BUCKETS;
}

unsigned int dock_stack_keep(void)
{
	unsigned long pcs[DOCK_STACK_MAX];
	int n = dock_stack_walk(0, (unsigned long)__builtin_frame_address(0), pcs,
				DOCK_STACK_MAX);
	struct kept **bucket = &buckets[hash(pcs, n)], *k;

	if (!n)
		return 0;
	for (k = *bucket; k; k = k->next)
		if (k->n == n && !memcmp(k->pcs, pcs, (size_t)n * sizeof(*pcs)))
			return k->id;
	if (nr_kept + 1 >= by_id_size) {
		unsigned int size = by_id_size ? 2 * by_id_size : 256;

		by_id = host_realloc(by_id, by_id_size * sizeof(*by_id),
				     size * sizeof(*by_id));
		by_id_size = size;
	}
	k = host_alloc(sizeof(*k) + (size_t)n * sizeof(*pcs));
	k->id = ++nr_kept;
	k->n = n;
	memcpy(k->pcs, pcs, (size_t)n * sizeof(*pcs));
	k->next = *bucket;
	*bucket = k;
	by_id[k->id] = k;
	return k->id;
}

int dock_stack_get(unsigned int id, const unsigned long **pcs)
{
	if (!id || id > nr_kept)
		return 0;
	*pcs = by_id[id]->pcs;
	return by_id[id]->n;
}

unsigned long dock_stack_driver_pc(unsigned int id)
{
	const unsigned long *pcs;
	int n = dock_stack_get(id, &pcs);

	for (int i = 0; i < n; i++)
		if (pcs[i] >= DOCK_MODULES_BASE && pcs[i] < DOCK_MODULES_END)
			return pcs[i];
	return 0;
}
