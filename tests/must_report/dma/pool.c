/* SPDX-License-Identifier: MIT */
/* Broken: blocks of a pool that are freed wrongly, used late, overrun or left. */
#include <linux/dmapool.h>
#include "edu_dma.h"

#define N 64

struct two {
	struct dma_pool *pool;
	u8 *a, *b;
	dma_addr_t a_bus, b_bus;
};

static noinline bool make_two(struct edu *e, struct two *t, size_t bytes)
{
	t->pool = dma_pool_create("two", e->dev, bytes, N, 0); /* HERE made */
	if (!t->pool)
		return false;
	t->a = dma_pool_zalloc(t->pool, GFP_KERNEL, &t->a_bus); /* HERE a_alloc */
	t->b = dma_pool_zalloc(t->pool, GFP_KERNEL, &t->b_bus); /* HERE b_alloc */
	return t->a && t->b;
}

static noinline void end_two(struct two *t)
{
	dma_pool_free(t->pool, t->b, t->b_bus);
	dma_pool_free(t->pool, t->a, t->a_bus); /* HERE a_free */
	dma_pool_destroy(t->pool);
}

static bool freed_twice(struct edu *e)
{
	struct two t;

	if (!make_two(e, &t, N))
		return false;
	if (!fixed)
		dma_pool_free(t.pool, t.a, t.a_bus); /* HERE first_free */
	end_two(&t);
	return true;
}

static bool other_pool(struct edu *e)
{
	struct two t, other;

	if (!make_two(e, &t, N) || !make_two(e, &other, N))
		return false;
	if (!fixed)
		dma_pool_free(t.pool, other.a, other.a_bus); /* HERE other_free */
	end_two(&other);
	end_two(&t);
	return true;
}

static bool swapped(struct edu *e)
{
	struct two t;

	if (!make_two(e, &t, N))
		return false;
	dma_pool_free(t.pool, t.a, fixed ? t.a_bus : t.b_bus); /* HERE swapped_free */
	dma_pool_free(t.pool, t.b, fixed ? t.b_bus : t.a_bus);
	dma_pool_destroy(t.pool);
	return true;
}

/* The header's length was added before the handle was saved. */
static bool header_added(struct edu *e)
{
	struct two t;

	if (!make_two(e, &t, N))
		return false;
	if (!fixed)
		dma_pool_free(t.pool, t.a + 16, t.a_bus + 16); /* HERE header_free */
	end_two(&t);
	return true;
}

static bool wrong_function(struct edu *e)
{
	struct two t;

	if (!make_two(e, &t, N))
		return false;
	if (!fixed)
		dma_free_coherent(e->dev, N, t.a, t.a_bus); /* HERE wrong_free */
	end_two(&t);
	return true;
}

static bool busy(struct edu *e)
{
	struct two t;

	if (!make_two(e, &t, N))
		return false;
	if (fixed)
		dma_pool_free(t.pool, t.a, t.a_bus);
	dma_pool_free(t.pool, t.b, t.b_bus);
	dma_pool_destroy(t.pool); /* HERE busy_destroy */
	return true;
}

static bool left(struct edu *e)
{
	struct two t;

	if (!make_two(e, &t, N))
		return false;
	if (fixed)
		end_two(&t);
	return true;
}

/* A pool that took no memory yet. */
static bool left_empty(struct edu *e)
{
	struct dma_pool *pool =
		dma_pool_create("empty", e->dev, N, 0, 0); /* HERE empty_made */

	if (fixed)
		dma_pool_destroy(pool);
	return pool;
}

static bool destroyed(struct edu *e)
{
	struct two t;
	dma_addr_t bus;

	if (!make_two(e, &t, N))
		return false;
	end_two(&t);
	return fixed ||
	       !dma_pool_alloc(t.pool, GFP_KERNEL, &bus); /* HERE destroyed_alloc */
}

static bool atomic(struct edu *e)
{
	static DEFINE_SPINLOCK(lock);
	gfp_t flags = fixed ? GFP_ATOMIC : GFP_KERNEL;
	struct two t;
	u8 *block;
	dma_addr_t bus;

	if (!make_two(e, &t, N))
		return false;
	spin_lock(&lock);
	block = dma_pool_alloc(t.pool, flags, &bus); /* HERE atomic_alloc */
	spin_unlock(&lock);
	dma_pool_free(t.pool, block, bus);
	end_two(&t);
	return block;
}

/* --- the processor --- */

static bool used_late(struct edu *e)
{
	struct two t;

	if (!make_two(e, &t, N))
		return false;
	if (fixed)
		WRITE_ONCE(t.a[9], 1);
	dma_pool_free(t.pool, t.a, t.a_bus); /* HERE late_free */
	if (!fixed)
		WRITE_ONCE(t.a[9], 1); /* HERE late_store */
	dma_pool_free(t.pool, t.b, t.b_bus);
	dma_pool_destroy(t.pool);
	return true;
}

/* One more than there is: the alignment has put room there. */
static bool overrun(struct edu *e)
{
	struct two t;

	if (!make_two(e, &t, 40))
		return false;
	for (int i = 0; i < (fixed ? 40 : 41); i++)
		WRITE_ONCE(t.a[i], (u8)i); /* HERE overrun_store */
	end_two(&t);
	return true;
}

/* --- the device --- */

static bool fetched(struct edu *e)
{
	struct two t;
	bool right;

	if (!make_two(e, &t, N))
		return false;
	make_pattern(t.a, N, 1);
	edu_fetch(e, t.a_bus, fixed ? N : 2 * N);
	right = edu_holds(e, N, 1);
	end_two(&t);
	return right;
}

static bool too_long(struct edu *e)
{
	struct two t;
	bool right;

	if (!make_two(e, &t, N))
		return false;
	edu_set(e, 2 * N, 2);
	edu_write(e, t.b_bus, fixed ? N : 2 * N);
	right = is_pattern(t.b, N, 2);
	end_two(&t);
	return right;
}

static bool freed_early(struct edu *e)
{
	struct two t;

	if (!make_two(e, &t, N))
		return false;
	edu_set(e, N, 3);
	edu_start_write(e, t.a_bus, N);
	if (fixed)
		edu_wait(e);
	dma_pool_free(t.pool, t.a, t.a_bus); /* HERE early_free */
	edu_wait(e);
	dma_pool_free(t.pool, t.b, t.b_bus);
	dma_pool_destroy(t.pool);
	return true;
}

/* --- what is right --- */

/* Blocks that begin at no multiple of eight bytes, each full of its own. */
static bool small(struct edu *e)
{
	struct dma_pool *pool = dmam_pool_create("small", e->dev, 10, 2, 0);
	u8 *block[100];
	dma_addr_t bus[100];
	bool right = pool;

	for (int i = 0; i < 100 && right; i++) {
		block[i] = dma_pool_alloc(pool, GFP_KERNEL, &bus[i]);
		right = block[i];
		if (right)
			make_pattern(block[i], 10, (u8)i);
	}
	for (int i = 0; i < 100 && right; i++) {
		right = is_pattern(block[i], 10, (u8)i);
		dma_pool_free(pool, block[i], bus[i]);
	}
	if (pool && fixed)
		dmam_pool_destroy(pool);
	return right;
}

static const struct edu_shape edu_shapes[] = {
	{"freed_twice", freed_twice},
	{"other_pool", other_pool},
	{"swapped", swapped},
	{"header_added", header_added},
	{"wrong_function", wrong_function},
	{"busy", busy},
	{"left", left},
	{"left_empty", left_empty},
	{"destroyed", destroyed},
	{"atomic", atomic},
	{"used_late", used_late},
	{"overrun", overrun},
	{"fetched", fetched},
	{"too_long", too_long},
	{"freed_early", freed_early},
	{"small", small},
	{},
};
