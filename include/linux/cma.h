/* SPDX-License-Identifier: MIT */
/* Areas of memory in a row (CMA). No module can link to these functions. */
#ifndef __CMA_H__
#define __CMA_H__

#include <linux/gfp.h>
#include <linux/types.h>

struct cma;
struct page;

#if DOCK_SINCE_3_17
extern phys_addr_t cma_get_base(const struct cma *cma) __dock(cma_get_base);
extern unsigned long cma_get_size(const struct cma *cma) __dock(cma_get_size);
#if DOCK_SINCE_3_19
extern unsigned long totalcma_pages __dock(totalcma_pages);
#endif
#if DOCK_SINCE_4_12
extern const char *cma_get_name(const struct cma *cma) __dock(cma_get_name);
#endif

extern struct page *cma_alloc(struct cma *cma, unsigned long count, unsigned int align,
			      bool no_warn) __dock(cma_alloc);
extern bool cma_release(struct cma *cma, const struct page *pages, unsigned long count)
	__dock(cma_release);

#if !DOCK_SINCE_4_19
#if DOCK_SINCE_4_11
static inline struct page *dock_old_cma_alloc(struct cma *cma, size_t count, unsigned int align,
					      gfp_t gfp)
{
	return cma_alloc(cma, count, align, gfp & __GFP_NOWARN);
}
#else
static inline struct page *dock_old_cma_alloc(struct cma *cma, size_t count, unsigned int align)
{
	return cma_alloc(cma, count, align, false);
}
#endif
#define cma_alloc dock_old_cma_alloc
#endif
#endif

#endif
