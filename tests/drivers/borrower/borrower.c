// SPDX-License-Identifier: MIT
/* A module that borrows blocks of the driver allocator's, and says how that went. */
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <asm/io.h>

#include "allocator.h"

static int owner, other;
static unsigned long kept;

static int __init borrower_init(void)
{
	unsigned long at = 0, used, largest;
	int err = allocator_get(5000, &owner, &kept);

	if (err)
		return err;
	writel(0x600df00d, allocator_region.mem + kept + 4096);
	printk(KERN_INFO "borrower: got %lu, 0x%x\n", kept,
	       readl(allocator_region.mem + kept + 4096));
	err = allocator_get(allocator_region.size, &owner, &at);
	printk(KERN_INFO "borrower: too much %d, nothing %d\n", err,
	       allocator_get(0, &owner, &at));
	err = allocator_get(1, &owner, &at);
	printk(KERN_INFO "borrower: more %d, %lu\n", err, at);
	printk(KERN_INFO "borrower: other's %d\n", allocator_put(at, &other));
	err = allocator_put(kept, &owner);
	printk(KERN_INFO "borrower: own %d, twice %d\n", err,
	       allocator_put(kept, &owner));
	err = allocator_get(1, &other, &kept);
	printk(KERN_INFO "borrower: again %d, %lu, 0x%x\n", err, kept,
	       readl(allocator_region.mem + kept));
	allocator_count(&used, &largest);
	printk(KERN_INFO "borrower: used %lu\n", used);
	return 0;
}

static void __exit borrower_exit(void)
{
	unsigned long used, largest;

	allocator_put_all(&owner);
	allocator_put_all(&other);
	allocator_count(&used, &largest);
	printk(KERN_INFO "borrower: left %lu\n", used);
}

module_init(borrower_init);
module_exit(borrower_exit);
MODULE_LICENSE("Dual MIT/GPL");
