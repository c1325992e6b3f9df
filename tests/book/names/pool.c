/* SPDX-License-Identifier: MIT */
/* Pools of coherent memory, of the device edu, which no driver has here. */
#include <linux/device.h>
#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/pci.h>
#include "show.h"

#define BLOCK 24
#define ALIGNMENT 32

/* Hands a pool of edu's to `fn`, and destroys it. */
static void with_pool(size_t bytes, void (*fn)(struct device *dev, struct dma_pool *pool))
{
	struct pci_dev *pdev = pci_get_device(0x1234, 0x11e8, NULL);
	struct dma_pool *pool;

	dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(32));
	pool = dma_pool_create("shown", &pdev->dev, bytes, ALIGNMENT, 0);
	if (pool)
		fn(&pdev->dev, pool);
	dma_pool_destroy(pool);
	pci_dev_put(pdev);
}

static void tell_create(struct device *dev, struct dma_pool *pool)
{
	say("with an alignment of 24: %d, with a boundary smaller than a block: %d",
	    dma_pool_create("odd", dev, BLOCK, 24, 0) != NULL,
	    dma_pool_create("cut", dev, BLOCK, ALIGNMENT, 16) != NULL);
}

static void run_dma_pool_create(void)
{
	with_pool(BLOCK, tell_create);
}

static void tell_alloc(struct device *dev, struct dma_pool *pool)
{
	dma_addr_t first, second;
	u8 *a = dma_pool_alloc(pool, GFP_KERNEL, &first);
	u8 *b = dma_pool_alloc(pool, GFP_ATOMIC, &second);

	say("two blocks lie %ld bytes apart, on the bus %lld", (long)(b - a),
	    second - first);
	dma_pool_free(pool, b, second);
	dma_pool_free(pool, a, first);
}

static void run_dma_pool_alloc(void)
{
	with_pool(BLOCK, tell_alloc);
}

/* A page has one such block: what is free is given out again. */
static void tell_free(struct device *dev, struct dma_pool *pool)
{
	dma_addr_t at, again;
	u8 *p = dma_pool_alloc(pool, GFP_KERNEL, &at);

	p[0] = 1;
	dma_pool_free(pool, p, at);
	p = dma_pool_alloc(pool, GFP_KERNEL, &again);
	say("the block is given out again: %d, its byte is 0x%x", at == again, p[0]);
	dma_pool_free(pool, p, again);
}

static void run_dma_pool_free(void)
{
	with_pool(PAGE_SIZE, tell_free);
}

static void tell_destroy(struct device *dev, struct dma_pool *pool)
{
	struct dma_pool *before = dma_pool_create("before", dev, BLOCK, 0, 0);
	dma_addr_t first, second;
	void *p = dma_pool_alloc(before, GFP_KERNEL, &first);

	dma_pool_free(before, p, first);
	dma_pool_destroy(before);
	p = dma_pool_alloc(pool, GFP_KERNEL, &second);
	say("its page is another's now: %d", first == second);
	dma_pool_free(pool, p, second);
}

static void run_dma_pool_destroy(void)
{
	with_pool(BLOCK, tell_destroy);
}

static void tell_type(struct device *dev, struct dma_pool *pool)
{
	struct dma_pool *other = dma_pool_create("shown", dev, BLOCK, 0, 0);

	say("two of one device may have one name: %d", other && other != pool);
	dma_pool_destroy(other);
}

static void run_dma_pool(void)
{
	with_pool(BLOCK, tell_type);
}

const struct show pool_shows[] = {
	SHOW(dma_pool),	      SHOW(dma_pool_create), SHOW(dma_pool_destroy),
	SHOW(dma_pool_alloc), SHOW(dma_pool_free),   SHOWS_END,
};
