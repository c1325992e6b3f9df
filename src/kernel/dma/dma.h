/* SPDX-License-Identifier: MIT */
/*
 * Behind the front door of the DMA layer (mapping.c): direct mapping, bounce
 * buffers, coherent memory. Physical and bus addresses are integers.
 */
#ifndef DOCK_KERNEL_DMA_DMA_H
#define DOCK_KERNEL_DMA_DMA_H

#include <linux/dma-mapping.h>
#include "check/dma.h"

struct dock_machine_desc;

int dock_dma_init(const struct dock_machine_desc *desc);

dma_addr_t dock_phys_to_dma(struct device *dev, phys_addr_t phys);
phys_addr_t dock_dma_to_phys(struct device *dev, dma_addr_t addr);
/* Can the device reach [addr, addr+size)? */
bool dock_dma_capable(struct device *dev, dma_addr_t addr, size_t size);

/* Coherent memory that the ledger does not know of yet (NULL: there is none), given
 * back with dock_direct_free(); and the ledger's entry. */
void *dock_dma_coherent_pages(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp);
void dock_dma_coherent_note(struct device *dev, dma_addr_t handle, size_t size,
			    enum dock_dma_kind kind);

/* direct.c: DMA_MAPPING_ERROR if it cannot be done. */
dma_addr_t dock_direct_map(struct device *dev, phys_addr_t phys, size_t size,
			   enum dma_data_direction dir, unsigned long attrs);
void dock_direct_unmap(struct device *dev, dma_addr_t addr, size_t size,
		       enum dma_data_direction dir, unsigned long attrs);
void dock_direct_sync_for_cpu(struct device *dev, dma_addr_t addr, size_t size,
			      enum dma_data_direction dir);
void dock_direct_sync_for_device(struct device *dev, dma_addr_t addr, size_t size,
				 enum dma_data_direction dir);
void *dock_direct_alloc(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp);
void dock_direct_free(struct device *dev, size_t size, void *cpu_addr, dma_addr_t handle);

/* contiguous.c */
void dock_contiguous_init(void);

/* swiotlb.c: bounce buffers, in a pool of RAM that every device reaches. */
int dock_swiotlb_init(const struct dock_machine_desc *desc);
bool dock_swiotlb_forced(void);
bool dock_swiotlb_is(phys_addr_t phys);
/* The bounce buffer's physical address, the data copied into it; or
 * DMA_MAPPING_ERROR: the pool is full or there is none. */
phys_addr_t dock_swiotlb_map(struct device *dev, phys_addr_t orig, size_t size);
/* @size 0 .. : copy back what the device may have written, free the slots. */
void dock_swiotlb_unmap(phys_addr_t bounce, size_t size, enum dma_data_direction dir, bool copy);
/* Copy a part: to the original (for the CPU) or from it (for the device). */
void dock_swiotlb_copy(phys_addr_t bounce, size_t size, bool to_original);
size_t dock_swiotlb_max(void); /* bytes of the largest mapping */

/* pool.c: what is left of pools when the driver leaves the device, and after a
 * module's exit. */
void dock_pool_init(void); /* after dock_slab_init(): makes blocks known to the shadow */
void dock_pool_unbound(struct device *dev);
void dock_pool_report_leaks(unsigned long base, unsigned long len, const char *module);

#endif
