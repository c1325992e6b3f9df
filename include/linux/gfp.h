/* SPDX-License-Identifier: MIT */
/* Allocating page frames. */
#ifndef _LINUX_GFP_H
#define _LINUX_GFP_H

#include <linux/compiler.h>
#include <linux/mmzone.h>
#include <linux/types.h>
#include <asm/page.h>

struct folio;

/* What the masks below are made of has no name at every version. */
#define DOCK_GFP_ATOMIC		((gfp_t)0x200u)
#define DOCK_GFP_RECLAIM	((gfp_t)0xc00u)
#define DOCK_GFP_HARDWALL	((gfp_t)0x100000u)

#define __GFP_DMA		((gfp_t)0x01u)
#define __GFP_HIGHMEM		((gfp_t)0x02u)
#if DOCK_SINCE_2_6_15
#define __GFP_DMA32		((gfp_t)0x04u)
#endif
#if DOCK_SINCE_2_6_23
#define __GFP_MOVABLE		((gfp_t)0x08u)
#endif
#if DOCK_SINCE_2_6_24
#define __GFP_RECLAIMABLE	((gfp_t)0x10u)
#endif
#define __GFP_HIGH		((gfp_t)0x20u)
#define __GFP_IO		((gfp_t)0x40u)
#define __GFP_FS		((gfp_t)0x80u)
#define __GFP_ZERO		((gfp_t)0x100u)
#if DOCK_BOTH(DOCK_SINCE_4_4, DOCK_BEFORE_6_3)
#define __GFP_ATOMIC		DOCK_GFP_ATOMIC
#endif
#if DOCK_SINCE_4_4
#define __GFP_DIRECT_RECLAIM	((gfp_t)0x400u)
#define __GFP_KSWAPD_RECLAIM	((gfp_t)0x800u)
#endif
#if DOCK_SINCE_3_3
#define __GFP_WRITE		((gfp_t)0x1000u)
#endif
#define __GFP_NOWARN		((gfp_t)0x2000u)
#if DOCK_SINCE_4_13
#define __GFP_RETRY_MAYFAIL	((gfp_t)0x4000u)
#endif
#define __GFP_NOFAIL		((gfp_t)0x8000u)
#define __GFP_NORETRY		((gfp_t)0x10000u)
#if DOCK_SINCE_3_6
#define __GFP_MEMALLOC		((gfp_t)0x20000u)
#endif
#define __GFP_COMP		((gfp_t)0x40000u)
#if DOCK_SINCE_2_6_12
#define __GFP_NOMEMALLOC	((gfp_t)0x80000u)
#endif
#if DOCK_SINCE_2_6_14
#define __GFP_HARDWALL		DOCK_GFP_HARDWALL
#endif
#if DOCK_SINCE_2_6_19
#define __GFP_THISNODE		((gfp_t)0x200000u)
#endif
#if DOCK_SINCE_4_5
#define __GFP_ACCOUNT		((gfp_t)0x400000u)
#endif

#if DOCK_SINCE_4_4
#define __GFP_RECLAIM		DOCK_GFP_RECLAIM
#endif
#if DOCK_BEFORE_4_4
#define __GFP_WAIT		DOCK_GFP_RECLAIM
#endif
#if DOCK_BEFORE_4_13
#define __GFP_REPEAT		((gfp_t)0x4000u)
#endif
#if DOCK_BEFORE_4_15
#define __GFP_COLD		((gfp_t)0)
#endif
#define GFP_ATOMIC		(__GFP_HIGH | DOCK_GFP_ATOMIC | (gfp_t)0x800u)
#define GFP_KERNEL		(DOCK_GFP_RECLAIM | __GFP_IO | __GFP_FS)
#if DOCK_SINCE_4_5
#define GFP_KERNEL_ACCOUNT	(GFP_KERNEL | __GFP_ACCOUNT)
#endif
#if DOCK_SINCE_2_6_17
#define GFP_NOWAIT		((gfp_t)0x800u)
#endif
#define GFP_NOIO		DOCK_GFP_RECLAIM
#define GFP_NOFS		(DOCK_GFP_RECLAIM | __GFP_IO)
#define GFP_USER		(DOCK_GFP_RECLAIM | __GFP_IO | __GFP_FS | DOCK_GFP_HARDWALL)
#define GFP_DMA			__GFP_DMA
#if DOCK_SINCE_2_6_15
#define GFP_DMA32		__GFP_DMA32
#endif
#define GFP_HIGHUSER		(GFP_USER | __GFP_HIGHMEM)
#if DOCK_BOTH(DOCK_SINCE_2_6_24, DOCK_BEFORE_4_14)
#define GFP_TEMPORARY		GFP_KERNEL
#endif
#if DOCK_SINCE_2_6_23
#define GFP_HIGHUSER_MOVABLE	(GFP_HIGHUSER | __GFP_MOVABLE)
#endif

#if DOCK_SINCE_4_4
static inline bool gfpflags_allow_blocking(const gfp_t flags)
{
	return !!(flags & __GFP_DIRECT_RECLAIM);
}
#endif

extern struct page *alloc_pages(gfp_t gfp, unsigned int order) __dock(alloc_pages);
extern struct page *alloc_pages_node(int nid, gfp_t gfp, unsigned int order) __dock(alloc_pages_node);
#if DOCK_SINCE_4_3
#define __alloc_pages_node(nid, gfp, order) alloc_pages_node(nid, gfp, order)
#endif
#if DOCK_SINCE_5_13
/* A single page for each NULL of the array, as far as there are any: how many
 * entries from the first on have a page then. */
extern unsigned long alloc_pages_bulk_array(gfp_t gfp, unsigned long nr, struct page **pages)
	__dock(alloc_pages_bulk_array);
#endif
extern int numa_node_id(void) __dock(numa_node_id);
#if DOCK_SINCE_2_6_35
#define numa_mem_id() numa_node_id()
#endif
extern unsigned long __get_free_pages(gfp_t gfp, unsigned int order) __dock(__get_free_pages);
extern unsigned long get_zeroed_page(gfp_t gfp) __dock(get_zeroed_page);
extern void __free_pages(struct page *page, unsigned int order) __dock(__free_pages);
extern void free_pages(unsigned long addr, unsigned int order) __dock(free_pages);
#if DOCK_SINCE_2_6_27
extern void *alloc_pages_exact(size_t size, gfp_t gfp) __dock(alloc_pages_exact);
#endif
#if DOCK_SINCE_2_6_39
extern void *alloc_pages_exact_nid(int nid, size_t size, gfp_t gfp) __dock(alloc_pages_exact_nid);
#endif
#if DOCK_SINCE_2_6_27
extern void free_pages_exact(void *virt, size_t size) __dock(free_pages_exact);
#endif

#if DOCK_SINCE_5_16
extern struct folio *folio_alloc(gfp_t gfp, unsigned int order) __dock(folio_alloc);
#endif
#define alloc_page(gfp) alloc_pages(gfp, 0)
/* On the node that the VMA's policy prefers: the caller's. */
#define alloc_page_vma(gfp, vma, addr) ((void)(vma), (void)(addr), alloc_pages((gfp), 0))
#define __get_free_page(gfp) __get_free_pages((gfp), 0)
#define __get_dma_pages(gfp, order) __get_free_pages((gfp) | GFP_DMA, (order))
#define __free_page(page) __free_pages((page), 0)
#define free_page(addr) free_pages((addr), 0)

#endif
