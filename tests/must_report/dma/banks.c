/* SPDX-License-Identifier: MIT */
/* Not broken: transfers over the edge between two banks of RAM that touch, whose pages
 * the driver has both. boundary=PFN: the first page of the second bank. */
#include "edu_dma.h"

#define N 256

static unsigned long boundary;
module_param(boundary, ulong, 0);

static void keep_others(struct list_head *others, struct page *two[2])
{
	struct page *page;

	while (!(two[0] && two[1]) && (page = alloc_page(GFP_KERNEL | __GFP_NOWARN))) {
		if (page_to_pfn(page) == boundary - 1)
			two[0] = page;
		else if (page_to_pfn(page) == boundary)
			two[1] = page;
		else
			list_add(&page->lru, others);
	}
}

static bool send_and_receive(struct edu *e, u8 *buf)
{
	dma_addr_t bus;
	bool right;

	make_pattern(buf, N, 1);
	bus = dma_map_single(e->dev, buf, N, DMA_BIDIRECTIONAL);
	if (dma_mapping_error(e->dev, bus))
		return false;
	edu_fetch(e, bus, N);
	right = edu_holds(e, N, 1);
	edu_set(e, N, 2);
	edu_write(e, bus, N);
	dma_unmap_single(e->dev, bus, N, DMA_BIDIRECTIONAL);
	return right && is_pattern(buf, N, 2);
}

static bool over_the_edge(struct edu *e)
{
	struct page *two[2] = { NULL, NULL }, *page, *next;
	LIST_HEAD(others);
	bool right = false;

	keep_others(&others, two);
	if (two[0] && two[1])
		right = send_and_receive(e, (u8 *)page_address(two[1]) - N / 2);
	list_for_each_entry_safe(page, next, &others, lru)
		__free_page(page);
	for (int i = 0; i < 2; i++)
		if (two[i])
			__free_page(two[i]);
	return right;
}

static const struct edu_shape edu_shapes[] = {
	{ "over_the_edge", over_the_edge },
	{},
};
