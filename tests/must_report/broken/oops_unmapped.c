/* SPDX-License-Identifier: MIT */
/* Broken: a register is read after its mapping is gone. */
#include <linux/io.h>
#include "broken.h"

static int act(unsigned long arg)
{
	void __iomem *regs = ioremap(0xfed00000, 256);
	u32 value;

	if (!fixed)
		iounmap(regs);
	value = readl(regs + 4); /* HERE load */
	if (fixed)
		iounmap(regs);
	return value == 0xffffffff ? 0 : -EIO;
}

BROKEN_DRIVER(act, NULL, NULL);
