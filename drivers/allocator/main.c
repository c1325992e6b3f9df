// SPDX-License-Identifier: MIT
/* allocator as a module: finds its region, and makes sure that memory is there. */
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <asm/io.h>

#include "allocator.h"

static unsigned long allocator_start; /* 0: where the kernel's own memory ends */
static unsigned long allocator_size = 1 << 20;

static int allocator_reserved;

module_param(allocator_start, ulong, 0444);
module_param(allocator_size, ulong, 0444);
module_param(allocator_reserved, int, 0444);
MODULE_PARM_DESC(allocator_start, "physical address (0: the end of the kernel's memory)");
MODULE_PARM_DESC(allocator_size, "bytes");
MODULE_PARM_DESC(allocator_reserved,
		 "1: the region is reserved memory, amid the kernel's");
MODULE_DESCRIPTION("Gives out memory that was kept from the kernel");
MODULE_LICENSE("Dual MIT/GPL");

struct allocator_region allocator_region;
EXPORT_SYMBOL(allocator_region);

/* Does the word @offset keep what is written? Its old value goes back. */
static int word_works(unsigned long offset)
{
	void __iomem *word = allocator_region.mem + offset;
	u32 before = readl(word);
	int works;

	writel(0x55aa1234, word);
	works = readl(word) == 0x55aa1234;
	writel(0xaa55edcb, word);
	works = works && readl(word) == 0xaa55edcb;
	writel(before, word);
	return works;
}

/* mem= may keep less than we want, and nothing answers beyond the last RAM. */
static int region_works(void)
{
	unsigned long offset;

	for (offset = 0; offset < allocator_region.size; offset += PAGE_SIZE)
		if (!word_works(offset))
			return 0;
	return word_works(allocator_region.size - sizeof(u32));
}

/*
 * Nobody may have the region: RAM that the kernel uses is taken, too. So is what it has
 * reserved (reserved-memory), though it does not use it: there is nobody to ask.
 */
static int region_claim(const struct allocator_region *r)
{
	if (allocator_reserved)
		return 0;
	return request_mem_region(r->physical, r->size, "allocator") ? 0 : -EBUSY;
}

static void region_unclaim(const struct allocator_region *r)
{
	if (!allocator_reserved)
		release_mem_region(r->physical, r->size);
}

static int region_get(struct allocator_region *r)
{
	int err;

	r->physical = allocator_start ? allocator_start : __pa(high_memory);
	r->size = PAGE_ALIGN(allocator_size);
	if (!r->size || (r->physical & (PAGE_SIZE - 1)) ||
	    r->physical + r->size < r->physical)
		return -EINVAL;
	err = region_claim(r);
	if (err)
		return err;
	r->mem = ioremap(r->physical, r->size);
	if (r->mem)
		return 0;
	region_unclaim(r);
	return -ENOMEM;
}

static void region_put(struct allocator_region *r)
{
	iounmap(r->mem);
	region_unclaim(r);
}

static int __init allocator_init(void)
{
	int err = region_get(&allocator_region);

	if (err)
		return err;
	err = region_works() ? allocator_file_add() : -ENODEV;
	if (err)
		region_put(&allocator_region);
	else
		printk(KERN_INFO "allocator: %lu KiB at 0x%lx\n",
		       allocator_region.size >> 10, allocator_region.physical);
	return err;
}

static void __exit allocator_exit(void)
{
	allocator_file_del();
	region_put(&allocator_region);
}

module_init(allocator_init);
module_exit(allocator_exit);
