/* SPDX-License-Identifier: MIT */
/* Broken: kfree() of a page that kmalloc() never gave. */
#include "broken.h"

static int act(unsigned long arg)
{
	unsigned long addr = __get_free_page(GFP_KERNEL);

	if (!addr)
		return -ENOMEM;
	if (!fixed)
		kfree((void *)addr); /* HERE bad */
	free_page(addr);
	/* Of kmalloc(), and as large as a block of pages. */
	kfree(kmalloc(16 * PAGE_SIZE, GFP_KERNEL));
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
