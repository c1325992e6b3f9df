/* SPDX-License-Identifier: MIT */
/* How a pool lays out its blocks, at each version: as long as the module is loaded it
 * has one block of a pool and all of a page of another. */
#include <linux/dmapool.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/pci.h>

#define MOST 1024

static int size = 64, boundary;
module_param(size, int, 0);
module_param(boundary, int, 0);

static struct pci_dev *edu;
static struct dma_pool *pool, *other;
static void *block[MOST], *one;
static dma_addr_t bus[MOST], one_bus;
static int blocks;

/* Blocks until one lies in another page than the first. */
static int fill(void)
{
	while (blocks < MOST) {
		block[blocks] = dma_pool_alloc(pool, GFP_KERNEL, &bus[blocks]);
		if (!block[blocks])
			return -ENOMEM;
		if (bus[blocks++] / PAGE_SIZE != bus[0] / PAGE_SIZE)
			break;
	}
	printk(KERN_INFO "pool: a page has %d blocks, the second at %d\n", blocks - 1,
	       (int)(bus[1] - bus[0]));
	return 0;
}

static void pool_exit(void)
{
	while (blocks--)
		dma_pool_free(pool, block[blocks], bus[blocks]);
	if (one)
		dma_pool_free(other, one, one_bus);
	if (other)
		dma_pool_destroy(other);
	if (pool)
		dma_pool_destroy(pool);
	if (edu)
		pci_dev_put(edu);
}

static int __init pool_init(void)
{
	int err;

	edu = pci_get_device(0x1234, 0x11e8, NULL);
	if (!edu)
		return -ENODEV;
	pool = dma_pool_create("many", &edu->dev, size, 0, boundary);
	other = dma_pool_create("one", &edu->dev, 100, 64, 0);
	if (other)
		one = dma_pool_alloc(other, GFP_KERNEL, &one_bus);
	if (!pool)
		printk(KERN_INFO "pool: there is no such pool\n");
	err = pool ? fill() : 0;
	if (err)
		pool_exit();
	return err;
}

module_init(pool_init);
module_exit(pool_exit);
MODULE_LICENSE("Dual MIT/GPL");
