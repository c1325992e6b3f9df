/* SPDX-License-Identifier: MIT */
/*
 * Stacks that are kept, once each.
 *
 * An allocator asks for its caller's stack at each call, and nearly always it is one
 * that the same place has asked for before. A walk costs most by waiting: only a
 * frame tells where the next one lies. So the chain of frames that led to an answer
 * is remembered, and asked as a whole whether it is still the same: link by link,
 * but no comparison waits for another.
 */
#include "check/stack.h"

#include <linux/kernel.h>
#include <linux/string.h>
#include "host/mem.h"
#include "machine/layout.h"

#define BUCKETS 1024
#define CHAINS 64

struct kept {
	struct kept *next;
	unsigned int id;
	int n;
	unsigned long pcs[];
};

static struct kept *buckets[BUCKETS];
static struct kept **by_id;
static unsigned int nr_kept, by_id_size;

/* --- all of them --- */

static unsigned int hash(const unsigned long *pcs, int n)
{
	unsigned long h = 0;

	/* Host addresses differ from run to run: they choose a bucket, nothing else. */
	for (int i = 0; i < n; i++)
		h = (h << 7 | h >> 57) + pcs[i];
	return (unsigned int)(h * 0x9e3779b97f4a7c15UL >> 40) % BUCKETS;
}

static unsigned int keep_new(struct kept **bucket, const unsigned long *pcs, int n)
{
	struct kept *k;

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

static unsigned int keep(unsigned long bp)
{
	unsigned long pcs[DOCK_STACK_MAX];
	int n = dock_stack_walk(0, bp, pcs, DOCK_STACK_MAX);
	struct kept **bucket = &buckets[hash(pcs, n)];

	if (!n)
		return 0;
	for (struct kept *k = *bucket; k; k = k->next)
		if (k->n == n && !memcmp(k->pcs, pcs, (size_t)n * sizeof(*pcs)))
			return k->id;
	return keep_new(bucket, pcs, n);
}

/* --- those that were asked for last --- */

struct frame {
	unsigned long bp, ret;
};

/* The frames from @bp up, in the stack that begins at @low, and what they are kept
 * as. They go on to the one that ended the walk, if that lies in the stack. */
static struct chain {
	unsigned long low, bp;
	int n;
	unsigned int id;
	struct frame frames[DOCK_STACK_MAX + 1];
} chains[CHAINS];

/* Which one it could be: by the place of the frame, and by the third caller, who is
 * the driver where an allocator asks. */
static struct chain *chain_at(unsigned long bp, unsigned long low, unsigned long high)
{
	unsigned long at = bp, h = bp >> 4;

	for (int i = 0; i < 2; i++)
		if (dock_stack_frame_ok(at, low, high))
			at = ((const struct frame *)at)->bp;
	if (dock_stack_frame_ok(at, low, high))
		h ^= ((const struct frame *)at)->ret * 0x9e3779b97f4a7c15UL >> 48;
	return &chains[h % CHAINS];
}

static bool is_same(const struct chain *c, unsigned long bp, unsigned long low)
{
	unsigned long differs = (c->low ^ low) | (c->bp ^ bp);

	if (differs) /* its frames may lie in a stack that is gone */
		return false;
	for (int i = 0; i < c->n; i++) {
		const struct frame *f = (const struct frame *)bp;

		bp = c->frames[i].bp;
		differs |= (f->bp ^ bp) | (f->ret ^ c->frames[i].ret);
	}
	return !differs;
}

static noinline unsigned int keep_chain(struct chain *c, unsigned long bp,
					unsigned long low, unsigned long high)
{
	c->id = keep(bp);
	c->low = low;
	c->bp = bp;
	for (c->n = 0; c->n <= DOCK_STACK_MAX && dock_stack_frame_ok(bp, low, high);
	     c->n++) {
		c->frames[c->n] = *(const struct frame *)bp;
		low = bp + sizeof(struct frame);
		bp = c->frames[c->n].bp;
	}
	return c->id;
}

unsigned int dock_stack_keep(void)
{
	unsigned long bp = (unsigned long)__builtin_frame_address(0);
	unsigned long low = dock_stack_low, high = dock_stack_high;
	struct chain *c;

	if (unlikely(!dock_stack_frame_ok(bp, low, high)))
		return keep(bp);
	c = chain_at(bp, low, high);
	return likely(is_same(c, bp, low)) ? c->id : keep_chain(c, bp, low, high);
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
