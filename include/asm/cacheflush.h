/* SPDX-License-Identifier: MIT */
/*
 * What some processors need where a page has two addresses. Here all cached mappings of
 * a page share one copy, so there is nothing to do. For devices: linux/dma-mapping.h.
 */
#ifndef _ASM_CACHEFLUSH_H
#define _ASM_CACHEFLUSH_H

#include <linux/compiler.h>

struct mm_struct;
struct page;
struct vm_area_struct;

static inline void flush_cache_all(void)
{
}

static inline void flush_cache_mm(struct mm_struct *mm)
{
}

static inline void flush_cache_range(struct vm_area_struct *vma, unsigned long start,
				     unsigned long end)
{
}

static inline void flush_cache_page(struct vm_area_struct *vma, unsigned long addr,
				    unsigned long pfn)
{
}

static inline void flush_dcache_page(struct page *page)
{
}

static inline void flush_icache_range(unsigned long start, unsigned long end)
{
}

#endif
