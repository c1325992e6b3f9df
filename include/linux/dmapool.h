/* SPDX-License-Identifier: MIT */
/* Pools of small blocks of coherent memory. */
#ifndef LINUX_DMAPOOL_H
#define LINUX_DMAPOOL_H

#include <asm/io.h>
#include <linux/dock_versions.h>
#include <linux/gfp.h>
#include <linux/types.h>

struct device;
struct dma_pool;

/* @align is a power of two; no block crosses a multiple of @boundary (0: of none). */
extern struct dma_pool *dma_pool_create(const char *name, struct device *dev, size_t size,
					size_t align, size_t boundary)
	__dock(dma_pool_create);
extern void dma_pool_destroy(struct dma_pool *pool) __dock(dma_pool_destroy);
extern void *dma_pool_alloc(struct dma_pool *pool, gfp_t flags, dma_addr_t *handle)
	__dock(dma_pool_alloc);
extern void dma_pool_free(struct dma_pool *pool, void *vaddr, dma_addr_t handle)
	__dock(dma_pool_free);

#if DOCK_SINCE_2_6_21
extern struct dma_pool *dmam_pool_create(const char *name, struct device *dev,
					 size_t size, size_t align, size_t boundary)
	__dock(dmam_pool_create);
extern void dmam_pool_destroy(struct dma_pool *pool) __dock(dmam_pool_destroy);
#endif

#if DOCK_SINCE_4_3
static inline void *dma_pool_zalloc(struct dma_pool *pool, gfp_t flags,
				    dma_addr_t *handle)
{
	return dma_pool_alloc(pool, flags | __GFP_ZERO, handle);
}
#endif

#endif
