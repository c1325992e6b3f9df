/* SPDX-License-Identifier: MIT */
/*
 * Pools: coherent memory in blocks of one size. A pool takes pages of its own and
 * keeps them until it is destroyed.
 *
 * To the ledger of mappings each block in use is a mapping, so a device's access to
 * a free block or beyond one is seen as any other; the shadow learns of each block
 * as of an object. What is known of a block (in use or not, who took and freed it)
 * lies in drydock's own memory. A freed block is the last to be given out again.
 */
#include <linux/dmapool.h>

#include <linux/device.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/poison.h>
#include <linux/string.h>
#include "check/dma.h"
#include "check/report.h"
#include "check/shadow.h"
#include "check/stack.h"
#include "core/api.h"
#include "host/mem.h"
#include "kernel/dma/dma.h"
#include "kernel/leftover.h"
#include "kernel/sched/sched.h"

#define POOL_NS 30

struct block {
	struct list_head free; /* of the pool, while it is free */
	struct chunk *chunk;
	unsigned int offset; /* in the chunk */
	bool live;
	u32 alloc_stack, free_stack; /* 0: not yet */
};

/* What the pool takes at a time. */
struct chunk {
	struct list_head list;
	struct dma_pool *pool;
	void *vaddr;
	dma_addr_t bus;
	phys_addr_t phys;
	unsigned int in_use, nr;
	struct block blocks[];
};

struct dma_pool {
	char name[32];
	struct device *dev;
	size_t asked, size; /* bytes of a block, and from one to the next */
	size_t boundary, allocation;
	struct list_head chunks; /* the newest first */
	struct list_head free;	 /* blocks */
	struct list_head all;	 /* pools */
	bool lost;		 /* which was reported */
	u32 stack;		 /* who made it */
};

static LIST_HEAD(all_pools);	    /* the newest first */
static DEFINE_MUTEX(register_lock); /* the device's file and its pools go together */

/* Of any pool. */
static struct chunk *chunk_of(unsigned long phys)
{
	struct dma_pool *pool;
	struct chunk *c;

	list_for_each_entry (pool, &all_pools, all)
		list_for_each_entry (c, &pool->chunks, list)
			if (phys - c->phys < PAGE_ALIGN(pool->allocation))
				return c;
	return NULL;
}

/* --- reports --- */

static unsigned int blocks_in_use(const struct dma_pool *pool)
{
	const struct chunk *c;
	unsigned int n = 0;

	list_for_each_entry (c, &pool->chunks, list)
		n += c->in_use;
	return n;
}

static void add_pool(struct dock_report *r, const struct dma_pool *pool)
{
	dock_report_fact(r, "pool", "%s, blocks of %zu bytes, %u in use", pool->name,
			 pool->asked, blocks_in_use(pool));
}

static void end(struct dock_report *r, const struct block *b)
{
	unsigned long pcs[DOCK_STACK_MAX];

	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	if (b && b->alloc_stack)
		dock_report_kept(r, "allocated", b->alloc_stack);
	if (b && b->free_stack && !b->live)
		dock_report_kept(r, "freed", b->free_stack);
	dock_report_end(r);
}

/* Somebody frees what is no block in use: @b is the one that is meant, if any. */
static void report_free(const char *rule, const char *what, const struct dma_pool *pool,
			const void *vaddr, dma_addr_t bus, const struct block *b)
{
	const struct chunk *other = b ? NULL : chunk_of(dock_dma_to_phys(pool->dev, bus));
	struct dock_report *r;

	if (dock_no_check)
		return;
	r = dock_report_begin(rule, "dma_pool_free() %s", what);
	dock_report_fact(r, "call", "address 0x%lx, bus 0x%llx", (unsigned long)vaddr,
			 bus);
	add_pool(r, pool);
	if (other)
		dock_report_fact(r, "it is of", "pool %s", other->pool->name);
	if (b)
		dock_report_fact(r, "block", "address 0x%lx, bus 0x%llx",
				 (unsigned long)b->chunk->vaddr + b->offset,
				 b->chunk->bus + b->offset);
	end(r, b);
}

/* A pool that there is; NULL is left to be an oops, as in Linux. */
static bool is_pool(const struct dma_pool *pool, const char *function)
{
	const struct dma_pool *p;
	struct dock_report *r;

	list_for_each_entry (p, &all_pools, all)
		if (p == pool)
			return true;
	if (!pool)
		return true;
	r = dock_report_begin("use-after-free",
			      "%s() of a DMA pool that is not there (any more)",
			      function);
	end(r, NULL);
	return false;
}

/* --- the file in the device's folder --- */

static bool has_pools(const struct device *dev)
{
	const struct dma_pool *pool;

	list_for_each_entry (pool, &all_pools, all)
		if (pool->dev == dev)
			return true;
	return false;
}

static ssize_t pools_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	ssize_t n = scnprintf(buf, PAGE_SIZE, "poolinfo - 0.1\n");
	struct dma_pool *pool;

	list_for_each_entry (pool, &all_pools, all) {
		size_t chunks = list_count_nodes(&pool->chunks);

		if (pool->dev == dev)
			n += scnprintf(buf + n, PAGE_SIZE - (size_t)n,
				       "%-16s %4u %4zu %4zu %2zu\n", pool->name,
				       blocks_in_use(pool),
				       chunks * (pool->allocation / pool->size),
				       pool->size, chunks);
	}
	return n;
}

static DEVICE_ATTR_RO(pools);

/* --- pools --- */

/*
 * Where the next block begins. Until 6.3 one that would end exactly at the boundary
 * is left out; until 2.6.24 the boundary was the size of what the pool takes.
 */
static size_t next_offset(const struct dma_pool *pool, size_t offset)
{
	size_t next = offset + pool->size;
	size_t limit = (offset / pool->boundary + 1) * pool->boundary;

	if (next + pool->size > limit)
		return max(next, limit);
	if (next + pool->size == limit && dock_api_since(2, 6, 25) &&
	    !dock_api_since(6, 4, 0))
		return limit;
	return next;
}

/* Fills in sizes; false: no such pool can be made. */
static bool shape(struct dma_pool *pool, size_t size, size_t align, size_t boundary)
{
	bool old = !dock_api_since(2, 6, 25);
	size_t least = dock_api_since(6, 4, 0) ? 16 : old ? 1 : 4;

	align = align ? align : 1;
	if (!size || size > INT_MAX || !is_power_of_2(align))
		return false;
	pool->asked = size;
	pool->size = ALIGN(max(size, least), align);
	pool->allocation = max(pool->size, PAGE_SIZE);
	if (boundary && (boundary < pool->size || (!old && !is_power_of_2(boundary))))
		return false;
	if (old && boundary)
		pool->allocation = boundary;
	pool->boundary = boundary ? min(boundary, pool->allocation) : pool->allocation;
	return true;
}

struct dma_pool *dma_pool_create(const char *name, struct device *dev, size_t size,
				 size_t align, size_t boundary)
{
	struct dma_pool shaped = {}, *pool;
	int err = 0;

	if ((!dev && dock_api_since(6, 4, 0)) || !shape(&shaped, size, align, boundary))
		return NULL;
	mutex_lock(&register_lock);
	if (dev && !has_pools(dev))
		err = device_create_file(dev, &dev_attr_pools);
	if (err) {
		mutex_unlock(&register_lock);
		return NULL;
	}
	pool = host_alloc(sizeof(*pool));
	*pool = shaped;
	strscpy(pool->name, name, sizeof(pool->name));
	pool->dev = dev;
	pool->stack = dock_stack_keep();
	INIT_LIST_HEAD(&pool->chunks);
	INIT_LIST_HEAD(&pool->free);
	list_add(&pool->all, &all_pools);
	mutex_unlock(&register_lock);
	return pool;
}
EXPORT_SYMBOL(dma_pool_create);

/* A block in use, NULL: none. */
static struct block *first_in_use(const struct dma_pool *pool)
{
	struct chunk *c;

	list_for_each_entry (c, &pool->chunks, list)
		for (unsigned int i = 0; i < c->nr; i++)
			if (c->blocks[i].live)
				return &c->blocks[i];
	return NULL;
}

static void report_busy(const struct dma_pool *pool)
{
	unsigned int n = blocks_in_use(pool);
	struct dock_report *r;

	if (!n || dock_no_check || pool->lost)
		return;
	r = dock_report_begin("dma-leak",
			      "DMA pool %s is destroyed with %u block%s in use",
			      pool->name, n, n == 1 ? "" : "s");
	add_pool(r, pool);
	end(r, first_in_use(pool));
}

/* Its blocks in use are no leak that is still to be told of. */
static void chunk_lost(const struct chunk *c)
{
	for (unsigned int i = 0; i < c->nr; i++)
		if (c->blocks[i].live)
			dock_dma_block_lost(c->pool->dev, c->bus + c->blocks[i].offset);
}

/* As in Linux: memory with blocks in use is lost, and stays as it is. */
static void chunk_drop(struct dma_pool *pool, struct chunk *c)
{
	list_del(&c->list);
	if (c->in_use) {
		if (pool->dev)
			dev_err(pool->dev, "dma_pool_destroy %s, %p busy\n", pool->name,
				c->vaddr);
		else
			pr_err("dma_pool_destroy %s, %p busy\n", pool->name, c->vaddr);
		chunk_lost(c);
	} else {
		dock_direct_free(pool->dev, pool->allocation, c->vaddr, c->bus);
	}
	host_free(c);
}

void dma_pool_destroy(struct dma_pool *pool)
{
	struct chunk *c, *next;

	might_sleep();
	if (!pool || !is_pool(pool, "dma_pool_destroy"))
		return;
	report_busy(pool);
	mutex_lock(&register_lock);
	list_del(&pool->all);
	if (pool->dev && !has_pools(pool->dev))
		device_remove_file(pool->dev, &dev_attr_pools);
	mutex_unlock(&register_lock);
	list_for_each_entry_safe (c, next, &pool->chunks, list)
		chunk_drop(pool, c);
	host_free(pool);
}
EXPORT_SYMBOL(dma_pool_destroy);

/* --- blocks --- */

/* Where blocks do not begin at multiples of eight bytes, those that two share are
 * never taken from the shadow. */
static void block_shadow(const struct block *b, bool live)
{
	const struct dma_pool *pool = b->chunk->pool;
	phys_addr_t start = b->chunk->phys + b->offset;
	phys_addr_t first = ALIGN(start, 8), last = ALIGN_DOWN(start + pool->size, 8);

	if (pool->size % 8 == 0 && live)
		dock_shadow_object(start, pool->asked, pool->size);
	else if (first < last)
		dock_shadow_set(first, last - first, live ? DOCK_SHADOW_LIVE : 0);
}

static struct chunk *chunk_new(struct dma_pool *pool, gfp_t flags)
{
	unsigned int nr = 0;
	struct chunk *c;
	dma_addr_t bus;
	void *vaddr = dock_dma_coherent_pages(pool->dev, pool->allocation, &bus, flags);

	if (!vaddr)
		return NULL;
	c = host_alloc(sizeof(*c) + pool->allocation / pool->size * sizeof(c->blocks[0]));
	*c = (struct chunk){.pool = pool,
			    .vaddr = vaddr,
			    .bus = bus,
			    .phys = dock_dma_to_phys(pool->dev, bus)};
	if (pool->size % 8 == 0)
		dock_shadow_set(c->phys, ALIGN_DOWN(pool->allocation, 8), 0);
	for (size_t at = 0; at + pool->size <= pool->allocation;
	     at = next_offset(pool, at), nr++) {
		c->blocks[nr].chunk = c;
		c->blocks[nr].offset = (unsigned int)at;
		list_add_tail(&c->blocks[nr].free, &pool->free);
	}
	c->nr = nr;
	list_add(&c->list, &pool->chunks);
	return c;
}

void *dma_pool_alloc(struct dma_pool *pool, gfp_t flags, dma_addr_t *handle)
{
	struct block *b;
	void *vaddr;

	if (!is_pool(pool, "dma_pool_alloc"))
		return NULL;
	dock_switch_point(POOL_NS);
	if (gfpflags_allow_blocking(flags))
		might_sleep();
	/* Another task may take what came, before this one has it. */
	while (!(b = list_first_entry_or_null(&pool->free, struct block, free)))
		if (!chunk_new(pool, flags & ~__GFP_ZERO))
			return NULL;
	list_del(&b->free);
	b->live = true;
	b->alloc_stack = dock_stack_keep();
	b->chunk->in_use++;
	vaddr = b->chunk->vaddr + b->offset;
	*handle = b->chunk->bus + b->offset;
	block_shadow(b, true);
	if (flags & __GFP_ZERO)
		memset(vaddr, 0, pool->size);
	dock_dma_coherent_note(pool->dev, *handle, pool->asked, DOCK_DMA_POOL);
	return vaddr;
}
EXPORT_SYMBOL(dma_pool_alloc);

/* The block that has the byte at @offset, or the last one before it. */
static struct block *block_at(struct chunk *c, unsigned long offset)
{
	unsigned int i = c->nr - 1;

	while (i && c->blocks[i].offset > offset)
		i--;
	return &c->blocks[i];
}

static struct chunk *find_chunk(const struct dma_pool *pool, dma_addr_t bus)
{
	struct chunk *c;

	list_for_each_entry (c, &pool->chunks, list)
		if (bus - c->bus < pool->allocation)
			return c;
	return NULL;
}

/* The block to free; NULL: none, which was reported. */
static struct block *find_to_free(struct dma_pool *pool, const void *vaddr,
				  dma_addr_t bus)
{
	struct chunk *c = find_chunk(pool, bus);
	struct block *b;

	if (!c) {
		if (pool->dev)
			dev_err(pool->dev, "dma_pool_free %s, %p/%pad (bad dma)\n",
				pool->name, vaddr, &bus);
		report_free("dma-unmap-unknown",
			    "of a bus address that is not of the pool", pool, vaddr, bus,
			    NULL);
		return NULL;
	}
	b = block_at(c, bus - c->bus);
	if (!b->live)
		report_free("dma-unmap-twice", "of a block that is free", pool, vaddr,
			    bus, b);
	else if (b->offset != bus - c->bus)
		report_free("dma-unmap-mismatch",
			    "with an address inside a block, not its start", pool, vaddr,
			    bus, b);
	else if (vaddr != c->vaddr + b->offset)
		report_free(
			"dma-unmap-mismatch",
			"with the address of one block and the bus address of another",
			pool, vaddr, bus, b);
	else
		return b;
	/* A wrong address with the right bus address: that one goes. */
	return b->live && b->offset == bus - c->bus ? b : NULL;
}

void dma_pool_free(struct dma_pool *pool, void *vaddr, dma_addr_t handle)
{
	struct block *b;

	if (!is_pool(pool, "dma_pool_free"))
		return;
	dock_switch_point(POOL_NS);
	b = find_to_free(pool, vaddr, handle);
	if (!b)
		return;
	dock_dma_block_freed(pool->dev, handle);
	memset(b->chunk->vaddr + b->offset, POOL_POISON_FREED, pool->size);
	block_shadow(b, false);
	b->live = false;
	b->free_stack = dock_stack_keep();
	b->chunk->in_use--;
	list_add_tail(&b->free, &pool->free);
}
EXPORT_SYMBOL(dma_pool_free);

/* --- managed pools --- */

static void managed_release(struct device *dev, void *res)
{
	dma_pool_destroy(*(struct dma_pool **)res);
}

static int managed_match(struct device *dev, void *res, void *pool)
{
	return *(struct dma_pool **)res == pool;
}

struct dma_pool *dmam_pool_create(const char *name, struct device *dev, size_t size,
				  size_t align, size_t boundary)
{
	struct dma_pool **res = devres_alloc(managed_release, sizeof(*res), GFP_KERNEL);

	if (!res)
		return NULL;
	*res = dma_pool_create(name, dev, size, align, boundary);
	if (!*res) {
		devres_free(res);
		return NULL;
	}
	devres_add(dev, res);
	return *res;
}
EXPORT_SYMBOL(dmam_pool_create);

void dmam_pool_destroy(struct dma_pool *pool)
{
	if (is_pool(pool, "dmam_pool_destroy"))
		WARN_ON(devres_release(pool->dev, managed_release, managed_match, pool));
}
EXPORT_SYMBOL(dmam_pool_destroy);

/* --- for the shadow --- */

static bool (*find_other)(unsigned long phys, struct dock_shadow_object *o);

/* Behind a block that nobody had yet: what lies there is beyond the one before it. */
static bool find_block(unsigned long phys, struct dock_shadow_object *o)
{
	struct chunk *c = chunk_of(phys);
	struct block *b;

	if (!c)
		return find_other(phys, o);
	b = block_at(c, phys - c->phys);
	while (!b->alloc_stack && b > c->blocks)
		b--;
	if (!b->alloc_stack)
		return false;
	*o = (struct dock_shadow_object){.start = c->phys + b->offset,
					 .size = c->pool->asked,
					 .live = b->live,
					 .alloc_stack = b->alloc_stack,
					 .free_stack = b->free_stack};
	return true;
}

void dock_pool_init(void)
{
	find_other = dock_shadow_find_object;
	dock_shadow_find_object = find_block;
}

/* --- what is left --- */

static void blocks_lost(const struct dma_pool *pool)
{
	const struct chunk *c;

	list_for_each_entry (c, &pool->chunks, list)
		chunk_lost(c);
}

void dock_pool_unbound(struct device *dev)
{
	struct dma_pool *pool;
	struct dock_report *r;

	list_for_each_entry (pool, &all_pools, all) {
		if (pool->dev != dev || list_empty(&pool->chunks) || pool->lost ||
		    dock_no_check)
			continue;
		pool->lost = true;
		r = dock_report_begin("dma-leak",
				      "the driver left %s with DMA pool %s in place",
				      dev_name(dev), pool->name);
		add_pool(r, pool);
		dock_report_kept(r, "made", pool->stack);
		dock_report_end(r);
		blocks_lost(pool);
	}
}

void dock_pool_report_leaks(unsigned long base, unsigned long len, const char *module)
{
	struct dma_pool *pool, *next;

	list_for_each_entry_safe (pool, next, &all_pools, all) {
		if (dock_stack_driver_pc(pool->stack) - base >= len)
			continue;
		if (!pool->lost)
			dock_leftover_report(module, "a DMA pool", pool->name, 0, "made",
					     pool->stack);
		list_del(&pool->all); /* its blocks may be in use */
	}
}
