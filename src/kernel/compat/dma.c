/* SPDX-License-Identifier: MIT */
/* DMA for no device: see dma.h. */
#include "kernel/compat/dma.h"

#include <linux/device.h>
#include <linux/dma-mapping.h>
#include "core/api.h"

/* What the ISA bus reaches. */
static u64 isa_mask = DMA_BIT_MASK(24);

static struct device fallback = {
	.init_name = "fallback device",
	.dma_mask = &isa_mask,
	.coherent_dma_mask = DMA_BIT_MASK(24),
};

struct device *dock_compat_dma_device(struct device *dev)
{
	return dev || dock_api_since(5, 0, 0) ? dev : &fallback;
}
