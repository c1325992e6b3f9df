/* SPDX-License-Identifier: MIT */
/* DMA for no device: until 4.20 a PC took one of the ISA bus for it. */
#ifndef DOCK_KERNEL_COMPAT_DMA_H
#define DOCK_KERNEL_COMPAT_DMA_H

struct device;

/* @dev, or what NULL stands for. NULL: a mistake, as since 5.0. */
struct device *dock_compat_dma_device(struct device *dev);

#endif
