// SPDX-License-Identifier: MIT
/* Memory in a row for devices, from an area of CMA: a device's own, or the default one. */
#include <linux/dma-map-ops.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include "kernel/dma/dma.h"
#include "kernel/mm/cma.h"

#define MOST_ALIGNED 8U /* CONFIG_CMA_ALIGNMENT */

struct cma *dma_contiguous_default_area;
DOCK_EXPORT_SYMBOL_WITHOUT_CMA(dma_contiguous_default_area);

void dock_contiguous_init(void)
{
	dma_contiguous_default_area = dock_cma_area();
}

struct page *dma_alloc_from_contiguous(struct device *dev, size_t count, unsigned int order,
				       bool no_warn)
{
	return cma_alloc(dev_get_cma_area(dev), count, min(order, MOST_ALIGNED), no_warn);
}
DOCK_EXPORT_SYMBOL_WITHOUT_CMA(dma_alloc_from_contiguous);

bool dma_release_from_contiguous(struct device *dev, struct page *pages, int count)
{
	return cma_release(dev_get_cma_area(dev), pages, (unsigned long)count);
}
DOCK_EXPORT_SYMBOL_WITHOUT_CMA(dma_release_from_contiguous);
