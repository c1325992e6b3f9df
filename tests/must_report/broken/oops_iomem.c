/* SPDX-License-Identifier: MIT */
/* Broken: a register is read by a plain load. */
#include <linux/io.h>
#include "broken.h"

static int act(unsigned long arg)
{
	void __iomem *regs = ioremap(0xfed00000, 256);
	u32 value;

	if (fixed)
		value = readl(regs);
	else
		value = *(volatile u32 __force *)regs; /* HERE load */
	iounmap(regs);
	return value == 0xffffffff ? 0 : -EIO;
}

BROKEN_DRIVER(act, NULL, NULL);
