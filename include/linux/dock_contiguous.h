/* SPDX-License-Identifier: MIT */
/* Memory in a row for devices: of linux/dma-contiguous.h, since 5.10 of
 * linux/dma-map-ops.h. */
#ifndef _LINUX_DOCK_CONTIGUOUS_H
#define _LINUX_DOCK_CONTIGUOUS_H

#include <linux/device.h>
#include <linux/gfp.h>
#include <linux/types.h>

struct cma;
struct page;

#if DOCK_SINCE_3_5
extern struct cma *dma_contiguous_default_area __dock(dma_contiguous_default_area);

static inline struct cma *dev_get_cma_area(struct device *dev)
{
	return dev && dev->cma_area ? dev->cma_area : dma_contiguous_default_area;
}

extern struct page *dma_alloc_from_contiguous(struct device *dev, size_t count,
					      unsigned int order, bool no_warn)
	__dock(dma_alloc_from_contiguous);
extern bool dma_release_from_contiguous(struct device *dev, struct page *pages, int count)
	__dock(dma_release_from_contiguous);

#if !DOCK_SINCE_4_19
#if DOCK_SINCE_4_11
static inline struct page *dock_old_alloc_contiguous(struct device *dev, size_t count,
						     unsigned int order, gfp_t gfp)
{
	return dma_alloc_from_contiguous(dev, count, order, gfp & __GFP_NOWARN);
}
#else
static inline struct page *dock_old_alloc_contiguous(struct device *dev, size_t count,
						     unsigned int order)
{
	return dma_alloc_from_contiguous(dev, count, order, false);
}
#endif
#define dma_alloc_from_contiguous dock_old_alloc_contiguous
#endif
#endif

#endif
