/* SPDX-License-Identifier: MIT */
/* Claims about pools of coherent memory. They run with two edu devices. */
#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/poison.h>
#include <linux/string.h>
#include "edu_dev.h"

#define BLOCKS 200

static struct pci_dev *edu;
static struct device *dev;
static u8 *block[BLOCKS];
static dma_addr_t bus[BLOCKS];

static void begin(void)
{
	edu = edu_in(4);
	dev = &edu->dev;
	EXPECT_EQ(dma_set_mask_and_coherent(dev, DMA_BIT_MASK(28)), 0);
}

static void end(void)
{
	pci_dev_put(edu);
}

static struct dma_pool *take(size_t size, size_t align, size_t boundary, int n)
{
	struct dma_pool *pool = dma_pool_create("claims", dev, size, align, boundary);

	EXPECT(pool != NULL);
	for (int i = 0; i < n; i++) {
		block[i] = dma_pool_alloc(pool, GFP_KERNEL, &bus[i]);
		EXPECT(block[i] != NULL);
	}
	return pool;
}

static void give_back(struct dma_pool *pool, int n)
{
	while (n--)
		dma_pool_free(pool, block[n], bus[n]);
	dma_pool_destroy(pool);
}

static void pools_that_make_no_sense_are_refused(void)
{
	begin();
	EXPECT(!dma_pool_create("none", dev, 0, 8, 0));
	EXPECT(!dma_pool_create("odd", dev, 64, 24, 0));
	EXPECT(!dma_pool_create("cut", dev, 64, 8, 32));
	EXPECT(!dma_pool_create("cut", dev, 40, 64, 32));
	EXPECT(!dma_pool_create("odd", dev, 64, 8, 96));
	dma_pool_destroy(NULL);
	end();
}

static void blocks_are_aligned_and_have_room(void)
{
	struct dma_pool *pool;

	begin();
	pool = take(20, 32, 0, BLOCKS);
	for (int i = 0; i < BLOCKS; i++) {
		EXPECT_EQ(bus[i] % 32, 0);
		memset(block[i], i, 20);
	}
	for (int i = 0; i < BLOCKS; i++)
		EXPECT(!memchr_inv(block[i], i, 20));
	give_back(pool, BLOCKS);
	end();
}

static void no_block_crosses_the_boundary(void)
{
	struct dma_pool *pool;

	begin();
	pool = take(96, 0, 512, BLOCKS);
	for (int i = 0; i < BLOCKS; i++)
		EXPECT_EQ(bus[i] / 512, (bus[i] + 95) / 512);
	give_back(pool, BLOCKS);
	/* Beyond the page: no block lies in two pages. */
	pool = take(96, 0, 65536, BLOCKS);
	for (int i = 0; i < BLOCKS; i++)
		EXPECT_EQ(bus[i] / PAGE_SIZE, (bus[i] + 95) / PAGE_SIZE);
	give_back(pool, BLOCKS);
	end();
}

/* Linux 6.1 leaves out the one that would end with the page. */
static void a_page_has_all_blocks_but_the_last(void)
{
	struct dma_pool *pool;

	begin();
	pool = take(64, 64, 0, 64);
	for (int i = 1; i < 63; i++)
		EXPECT_EQ(bus[i] - bus[0], 64 * i);
	EXPECT(bus[63] / PAGE_SIZE != bus[0] / PAGE_SIZE);
	give_back(pool, 64);
	pool = take(PAGE_SIZE / 2, 0, 0, 2);
	EXPECT(bus[1] / PAGE_SIZE != bus[0] / PAGE_SIZE);
	give_back(pool, 2);
	pool = take(PAGE_SIZE, 0, PAGE_SIZE, 2);
	EXPECT(!offset_in_page(block[0]) && !offset_in_page(block[1]));
	give_back(pool, 2);
	end();
}

static void a_block_may_be_larger_than_a_page(void)
{
	struct dma_pool *pool;

	begin();
	pool = take(3 * PAGE_SIZE + 4, 0, 0, 3);
	for (int i = 0; i < 3; i++)
		memset(block[i], i, 3 * PAGE_SIZE + 4);
	for (int i = 0; i < 3; i++)
		EXPECT(!memchr_inv(block[i], i, 3 * PAGE_SIZE + 4));
	give_back(pool, 3);
	end();
}

static void small_blocks_have_four_bytes(void)
{
	struct dma_pool *pool;

	begin();
	pool = take(1, 0, 0, 2);
	EXPECT_EQ(bus[1] - bus[0], 4);
	give_back(pool, 2);
	end();
}

static void a_block_is_zeroed_if_that_is_asked_for(void)
{
	struct dma_pool *pool;

	begin();
	pool = take(PAGE_SIZE, 0, 0, 1);
	memset(block[0], 1, PAGE_SIZE);
	dma_pool_free(pool, block[0], bus[0]);
	block[0] = dma_pool_alloc(pool, GFP_KERNEL, &bus[0]);
	EXPECT(!memchr_inv(block[0], POOL_POISON_FREED, PAGE_SIZE));
	dma_pool_free(pool, block[0], bus[0]);
	block[0] = dma_pool_zalloc(pool, GFP_KERNEL, &bus[0]);
	EXPECT(!memchr_inv(block[0], 0, PAGE_SIZE));
	give_back(pool, 1);
	end();
}

static void a_freed_block_comes_last(void)
{
	struct dma_pool *pool;
	dma_addr_t first;

	begin();
	pool = take(64, 0, 0, 1);
	first = bus[0];
	dma_pool_free(pool, block[0], first);
	for (int i = 0; i < 63; i++)
		block[i] = dma_pool_alloc(pool, GFP_KERNEL, &bus[i]);
	EXPECT_EQ(bus[62], first);
	give_back(pool, 63);
	end();
}

static void a_mask_is_kept(void)
{
	struct dma_pool *pool;

	begin();
	EXPECT_EQ(dma_set_coherent_mask(dev, DMA_BIT_MASK(24)), 0);
	pool = take(256, 0, 0, BLOCKS);
	for (int i = 0; i < BLOCKS; i++)
		EXPECT(bus[i] + 256 <= 1UL << 24);
	give_back(pool, BLOCKS);
	end();
}

static void managed_pools_can_be_destroyed(void)
{
	struct dma_pool *pool;

	begin();
	pool = dmam_pool_create("managed", dev, 64, 0, 0);
	EXPECT(pool != NULL);
	EXPECT(!dmam_pool_create("managed", dev, 0, 0, 0));
	block[0] = dma_pool_alloc(pool, GFP_ATOMIC, &bus[0]);
	EXPECT(block[0] != NULL);
	dma_pool_free(pool, block[0], bus[0]);
	dmam_pool_destroy(pool);
	end();
}

static const struct claim claims[] = {
	CLAIM(pools_that_make_no_sense_are_refused),
	CLAIM(blocks_are_aligned_and_have_room),
	CLAIM(no_block_crosses_the_boundary),
	CLAIM(a_page_has_all_blocks_but_the_last),
	CLAIM(a_block_may_be_larger_than_a_page),
	CLAIM(small_blocks_have_four_bytes),
	CLAIM(a_block_is_zeroed_if_that_is_asked_for),
	CLAIM(a_freed_block_comes_last),
	CLAIM(a_mask_is_kept),
	CLAIM(managed_pools_can_be_destroyed),
};
CLAIMS_MODULE(claims);
