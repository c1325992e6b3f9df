/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_CACHEFLUSH_H
#define _LINUX_CACHEFLUSH_H

#if !DOCK_SINCE_5_16
#error "there is no linux/cacheflush.h before Linux 5.16: include asm/cacheflush.h"
#endif
#include <linux/mm.h>
#include <asm/cacheflush.h>

static inline void flush_dcache_folio(struct folio *folio)
{
}

#endif
