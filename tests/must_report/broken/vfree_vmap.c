/* SPDX-License-Identifier: MIT */
/* Broken: vfree() of an area of vmap(), vunmap() of one of vmalloc(), and vfree() in
 * the midst of one. */
#include <linux/vmalloc.h>
#include "broken.h"

static int act(unsigned long arg)
{
	struct page *page = alloc_page(GFP_KERNEL);
	char *mapped = page ? vmap(&page, 1, VM_MAP, PAGE_KERNEL) : NULL;
	char *owned = vmalloc(2 * PAGE_SIZE);

	if (!mapped || !owned)
		return -ENOMEM;
	if (!fixed) {
		vfree(mapped); /* HERE vfree */
		vunmap(owned); /* HERE vunmap */
		vfree(owned + PAGE_SIZE); /* HERE inside */
	}
	vunmap(mapped);
	vfree(owned);
	__free_page(page);
	return 0;
}

BROKEN_DRIVER(act, NULL, NULL);
