/* SPDX-License-Identifier: MIT */
/*
 * What implementations of DMA call, and code that is built into the kernel: no
 * module can link to most of it (src/kernel/module/resolve.c). Until 5.9 it is in
 * linux/dma-mapping.h and linux/dma-contiguous.h.
 */
#ifndef _LINUX_DMA_MAP_OPS_H
#define _LINUX_DMA_MAP_OPS_H

#include <linux/dma-mapping.h>
#include <linux/pgtable.h>
#if DOCK_SINCE_5_10
#include <linux/dock_contiguous.h>
#endif

#if DOCK_SINCE_4_11
/* Nobody but Drydock implements DMA here: there is no struct dma_map_ops. */
static inline const struct dma_map_ops *get_dma_ops(struct device *dev)
{
	return dev->dma_ops;
}

static inline void set_dma_ops(struct device *dev, const struct dma_map_ops *ops)
{
	dev->dma_ops = ops;
}
#endif

#if DOCK_SINCE_5_10
extern int dma_common_mmap(struct device *dev, struct vm_area_struct *vma, void *cpu_addr,
			   dma_addr_t handle, size_t size, unsigned long attrs)
	__dock(dma_common_mmap);
#endif

#endif
