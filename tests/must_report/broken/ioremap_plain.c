/* SPDX-License-Identifier: MIT */
/* Broken: memory that mem= keeps from the kernel is mapped with ioremap() and used by
 * a plain pointer, which works. */
#include <linux/io.h>
#include "broken.h"

#define TOP (512UL << 20)

static noinline int use(volatile u32 *p)
{
	*p = 0xcafe; /* HERE store */
	return *p == 0xcafe ? 0 : -EIO; /* HERE load */
}

static int act(unsigned long arg)
{
	void __iomem *regs = fixed ? NULL : ioremap(TOP, PAGE_SIZE);
	void *p = fixed ? memremap(TOP, PAGE_SIZE, MEMREMAP_WB) : (void __force *)regs;
	int err = p ? use(p) : -ENOMEM;

	if (fixed)
		memunmap(p);
	else
		iounmap(regs);
	return err;
}

BROKEN_DRIVER(act, NULL, NULL);
