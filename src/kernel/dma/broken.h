/* SPDX-License-Identifier: MIT */
/*
 * Planted faults of the DMA layer (core/breaks.h), of the oracle's set edu. To be called
 * if (DOCK_BREAKING). The cache is coherent where these are tried: zeros stand for what
 * would be stale, ones for what was in memory before.
 */
#ifndef DOCK_KERNEL_DMA_BROKEN_H
#define DOCK_KERNEL_DMA_BROKEN_H

#include <linux/dma-direction.h>
#include <linux/types.h>
#include "core/breaks.h"

bool dock_dma_broken_map(phys_addr_t phys, size_t size, enum dma_data_direction dir);
void dock_dma_broken_unmap(phys_addr_t phys, size_t size);
void dock_dma_broken_sync(phys_addr_t phys, size_t size);
/* After an allocation: @size in whole pages. */
void dock_dma_broken_alloc(void *cpu, size_t size);
/* What the driver asked for, and gave back. */
void dock_dma_broken_coherent(void *cpu, size_t size);
void dock_dma_broken_free(size_t size);
/* What is in force after a mask was taken. */
u64 dock_dma_broken_mask(u64 mask);

#endif
