/* SPDX-License-Identifier: MIT */
/* Broken: ioremap() of memory that the kernel uses. */
#include <linux/io.h>
#include "broken.h"

static int act(unsigned long arg)
{
	/* The twin takes memory that mem=512M keeps from the kernel. */
	void __iomem *p = ioremap(fixed ? 0x20000000 : 0x10000000, 0x1000); /* HERE map */

	if (!p)
		return fixed ? -ENOMEM : 0;
	writel(1, p);
	iounmap(p);
	return fixed ? 0 : -EIO;
}

BROKEN_DRIVER(act, NULL, NULL);
