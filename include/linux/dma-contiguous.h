/* SPDX-License-Identifier: MIT */
/* Memory in a row for devices (3.5 to 5.9); then it is in linux/dma-map-ops.h. */
#ifndef _LINUX_DMA_CONTIGUOUS_H
#define _LINUX_DMA_CONTIGUOUS_H

#if DOCK_BEFORE_5_10
#include <linux/dock_contiguous.h>
#endif

#endif
