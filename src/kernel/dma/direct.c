/* SPDX-License-Identifier: MIT */
/*
 * Direct mapping: a bus address is a physical one less the machine's offset. A
 * buffer that the device cannot reach goes through a bounce buffer; where the
 * cache is not coherent, it is cleaned before and invalidated after.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/string.h>
#include "kernel/dma/broken.h"
#include "kernel/dma/dma.h"
#include "kernel/mm/page_alloc.h"
#include "kernel/mm/vmalloc.h"
#include "machine/bus.h"
#include "machine/cache.h"
#include "machine/layout.h"

dma_addr_t dock_phys_to_dma(struct device *dev, phys_addr_t phys)
{
	return phys - dock_bus_offset();
}

phys_addr_t dock_dma_to_phys(struct device *dev, dma_addr_t addr)
{
	return addr + dock_bus_offset();
}

bool dock_dma_capable(struct device *dev, dma_addr_t addr, size_t size)
{
	u64 limit = dev->dma_mask && *dev->dma_mask ? *dev->dma_mask : DMA_BIT_MASK(32);

	if (dev->bus_dma_limit)
		limit = min(limit, dev->bus_dma_limit);
	return addr + size - 1 <= limit;
}

dma_addr_t dock_direct_map(struct device *dev, phys_addr_t phys, size_t size,
			   enum dma_data_direction dir, unsigned long attrs)
{
	dma_addr_t addr = dock_phys_to_dma(dev, phys);

	if (DOCK_BREAKING && dock_dma_broken_map(phys, size, dir))
		return DMA_MAPPING_ERROR;
	if (dock_swiotlb_forced() || !dock_dma_capable(dev, addr, size)) {
		phys = dock_swiotlb_map(dev, phys, size);
		if (phys == (phys_addr_t)DMA_MAPPING_ERROR)
			return DMA_MAPPING_ERROR;
		addr = dock_phys_to_dma(dev, phys);
		if (!dock_dma_capable(dev, addr, size)) {
			dock_swiotlb_unmap(phys, size, dir, false);
			return DMA_MAPPING_ERROR;
		}
	}
	if (!(attrs & DMA_ATTR_SKIP_CPU_SYNC))
		dock_cache_clean(phys, size);
	return addr;
}

void dock_direct_unmap(struct device *dev, dma_addr_t addr, size_t size,
		       enum dma_data_direction dir, unsigned long attrs)
{
	phys_addr_t phys = dock_dma_to_phys(dev, addr);
	bool sync = !(attrs & DMA_ATTR_SKIP_CPU_SYNC);

	if (sync && dir != DMA_TO_DEVICE)
		dock_cache_invalidate(phys, size);
	if (DOCK_BREAKING && dir == DMA_FROM_DEVICE)
		dock_dma_broken_unmap(phys, size);
	if (dock_swiotlb_is(phys))
		dock_swiotlb_unmap(phys, size, dir, sync);
}

void dock_direct_sync_for_cpu(struct device *dev, dma_addr_t addr, size_t size,
			      enum dma_data_direction dir)
{
	phys_addr_t phys = dock_dma_to_phys(dev, addr);

	if (dir == DMA_TO_DEVICE)
		return;
	dock_cache_invalidate(phys, size);
	if (DOCK_BREAKING)
		dock_dma_broken_sync(phys, size);
	if (dock_swiotlb_is(phys))
		dock_swiotlb_copy(phys, size, true);
}

void dock_direct_sync_for_device(struct device *dev, dma_addr_t addr, size_t size,
				 enum dma_data_direction dir)
{
	phys_addr_t phys = dock_dma_to_phys(dev, addr);

	if (dock_swiotlb_is(phys) && dir != DMA_FROM_DEVICE)
		dock_swiotlb_copy(phys, size, false);
	dock_cache_clean(phys, size);
}

/* --- coherent memory --- */

static gfp_t zone_for(u64 mask)
{
	return mask <= DMA_BIT_MASK(24) ? GFP_DMA : mask <= DMA_BIT_MASK(32) ? GFP_DMA32 : 0;
}

static bool coherent_ok(struct device *dev, phys_addr_t phys, size_t size)
{
	u64 limit = dev->coherent_dma_mask;

	if (dev->bus_dma_limit)
		limit = min(limit, dev->bus_dma_limit);
	return dock_phys_to_dma(dev, phys) + size - 1 <= limit;
}

static struct page *pages_for(struct device *dev, size_t size, gfp_t gfp)
{
	unsigned int order = (unsigned int)get_order(size);
	gfp_t zone = zone_for(dev->coherent_dma_mask);

	for (;;) {
		struct page *page = dock_alloc_own((gfp & ~(__GFP_COMP | __GFP_HIGHMEM)) | zone, order);

		if (!page || coherent_ok(dev, page_to_phys(page), size))
			return page;
		dock_free_own(page, order);
		if (zone == GFP_DMA)
			return NULL;
		zone = zone ? GFP_DMA : GFP_DMA32;
	}
}

void *dock_direct_alloc(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp)
{
	struct page *page = pages_for(dev, size, gfp);
	phys_addr_t phys;
	void *cpu;

	if (!page)
		return NULL;
	phys = page_to_phys(page);
	memset(page_address(page), 0, PAGE_SIZE << get_order(size));
	if (DOCK_BREAKING)
		dock_dma_broken_alloc(page_address(page), size);
	*handle = dock_phys_to_dma(dev, phys);
	if (dock_cache_coherent())
		return page_address(page);
	/* Memory itself, beside the cache: an uncached alias. */
	dock_cache_clean(phys, PAGE_ALIGN(size));
	dock_cache_invalidate(phys, PAGE_ALIGN(size));
	cpu = dock_vmap_uncached(phys, PAGE_ALIGN(size));
	if (!cpu)
		dock_free_own(page, (unsigned int)get_order(size));
	return cpu;
}

void dock_direct_free(struct device *dev, size_t size, void *cpu_addr, dma_addr_t handle)
{
	phys_addr_t phys = dock_dma_to_phys(dev, handle);

	if (!dock_cache_coherent())
		dock_vunmap_uncached(cpu_addr);
	dock_free_own(pfn_to_page(phys >> PAGE_SHIFT), (unsigned int)get_order(size));
}
