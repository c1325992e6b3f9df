/* SPDX-License-Identifier: MIT */
/* Broken: virt_to_page() of an address of vmalloc(). */
#include <linux/vmalloc.h>
#include "broken.h"

static int act(unsigned long arg)
{
	char *p = vmalloc(PAGE_SIZE);
	struct page *page;

	if (fixed)
		page = vmalloc_to_page(p);
	else
		page = virt_to_page(p); /* HERE convert */
	(void)page;
	vfree(p);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
