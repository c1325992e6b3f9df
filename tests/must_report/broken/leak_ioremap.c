/* SPDX-License-Identifier: MIT */
/* Broken: a mapping of registers is left behind at unload. */
#include <linux/io.h>
#include "broken.h"

static void __iomem *regs;

static int act(unsigned long arg)
{
	regs = ioremap(0xfed00000, 256); /* HERE mapped */
	return regs ? 0 : -ENOMEM;
}

static void leave(void)
{
	if (fixed)
		iounmap(regs);
}

BROKEN_DRIVER(act, NULL, leave);
