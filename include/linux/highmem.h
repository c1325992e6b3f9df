/* SPDX-License-Identifier: MIT */
/*
 * High memory: pages that have no address until they are mapped.
 *
 * kmap() gives one that all contexts may use, from a small number of slots, and
 * sleeps when none is left. kmap_local_page() and kmap_atomic() give one to the
 * running context alone, and end in the opposite order. A page of low memory has
 * its address anyway; the calls must be paired all the same.
 */
#ifndef _LINUX_HIGHMEM_H
#define _LINUX_HIGHMEM_H

#include <linux/bug.h>
#include <linux/compiler.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <asm/cacheflush.h>
#if DOCK_BEFORE_5_11
#include <asm/kmap_types.h>
#endif

extern void *kmap(struct page *page) __dock(kmap);
extern void kunmap(struct page *page) __dock(kunmap);
#if DOCK_SINCE_3_6
extern struct page *kmap_to_page(void *addr) __dock(kmap_to_page);
#endif
#if DOCK_SINCE_2_6_22
extern void kmap_flush_unused(void) __dock(kmap_flush_unused);
#endif
#if DOCK_SINCE_5_19
extern bool is_kmap_addr(const void *x) __dock(is_kmap_addr);
#endif
extern unsigned int nr_free_highpages(void) __dock(nr_free_highpages);
#if DOCK_SINCE_5_0
extern unsigned long totalhigh_pages(void) __dock(totalhigh_pages);
#else
extern unsigned long __dock_totalhigh_pages(void) __dock(totalhigh_pages);
#define totalhigh_pages (__dock_totalhigh_pages())
#endif

#if DOCK_SINCE_5_11
extern void *kmap_local_page(struct page *page) __dock(kmap_local_page);
#define kmap_local_pfn(pfn) kmap_local_page(pfn_to_page(pfn))
#define kmap_local_page_prot(page, prot) ((void)(prot), kmap_local_page(page))
/* The address goes back, not the page. */
#define kunmap_local(addr)						\
do {									\
	BUILD_BUG_ON(__same_type((addr), struct page *));		\
	dock_kunmap_local(addr);					\
} while (0)
#endif
extern void *dock_kmap_local_page(struct page *page);
extern void dock_kunmap_local(const void *addr);

/*
 * A context's mappings are a stack since 2.6.37; until 3.5 a slot may be named, to no
 * effect. Before, each lies in the slot that the driver names, and may end at any time.
 */
extern void *dock_kmap_atomic(struct page *page);
extern void dock_kunmap_atomic(const void *addr);
extern void *dock_kmap_atomic_slot(struct page *page, int slot);
extern void dock_kunmap_atomic_slot(const void *addr, int slot);

#define DOCK_KUNMAP_ATOMIC(addr, how)					\
do {									\
	BUILD_BUG_ON(__same_type((addr), struct page *));		\
	how;								\
} while (0)

#if DOCK_SINCE_3_6
extern void *kmap_atomic(struct page *page) __dock(kmap_atomic);
#define kunmap_atomic(addr) DOCK_KUNMAP_ATOMIC(addr, dock_kunmap_atomic(addr))
#elif DOCK_SINCE_2_6_37
#define kmap_atomic(page, ...) dock_kmap_atomic(page)
#define kunmap_atomic(addr, ...) DOCK_KUNMAP_ATOMIC(addr, dock_kunmap_atomic(addr))
#else
#define kmap_atomic(page, slot) dock_kmap_atomic_slot(page, slot)
#define kunmap_atomic(addr, slot) DOCK_KUNMAP_ATOMIC(addr, dock_kunmap_atomic_slot(addr, slot))
#endif
#if DOCK_SINCE_2_6_37
#define kmap_atomic_pfn(pfn) kmap_atomic(pfn_to_page(pfn))
#define kmap_atomic_prot(page, prot) ((void)(prot), kmap_atomic(page))
#else
#if DOCK_SINCE_2_6_13
#define kmap_atomic_pfn(pfn, slot) kmap_atomic(pfn_to_page(pfn), slot)
#endif
#if DOCK_SINCE_2_6_22
#define kmap_atomic_prot(page, slot, prot) ((void)(prot), kmap_atomic(page, slot))
#endif
#endif

/* --- whole pages --- */

static inline void clear_highpage(struct page *page)
{
	void *p = dock_kmap_local_page(page);

	clear_page(p);
	dock_kunmap_local(p);
}

static inline void clear_user_highpage(struct page *page, unsigned long vaddr)
{
	clear_highpage(page);
}

static inline void copy_highpage(struct page *to, struct page *from)
{
	void *src = dock_kmap_local_page(from), *dst = dock_kmap_local_page(to);

	copy_page(dst, src);
	dock_kunmap_local(dst);
	dock_kunmap_local(src);
}

static inline void copy_user_highpage(struct page *to, struct page *from, unsigned long vaddr,
				      struct vm_area_struct *vma)
{
	copy_highpage(to, from);
}

/* --- parts of one page --- */

#if DOCK_SINCE_5_12
static inline void memcpy_from_page(char *to, struct page *page, size_t offset, size_t len)
{
	char *from = dock_kmap_local_page(page);

	VM_BUG_ON(offset + len > PAGE_SIZE);
	memcpy(to, from + offset, len);
	dock_kunmap_local(from);
}

static inline void memcpy_to_page(struct page *page, size_t offset, const char *from, size_t len)
{
	char *to = dock_kmap_local_page(page);

	VM_BUG_ON(offset + len > PAGE_SIZE);
	memcpy(to + offset, from, len);
	dock_kunmap_local(to);
}

static inline void memcpy_page(struct page *dst_page, size_t dst_off, struct page *src_page,
			       size_t src_off, size_t len)
{
	char *dst = dock_kmap_local_page(dst_page), *src = dock_kmap_local_page(src_page);

	VM_BUG_ON(dst_off + len > PAGE_SIZE || src_off + len > PAGE_SIZE);
	memcpy(dst + dst_off, src + src_off, len);
	dock_kunmap_local(src);
	dock_kunmap_local(dst);
}

static inline void memset_page(struct page *page, size_t offset, int val, size_t len)
{
	char *p = dock_kmap_local_page(page);

	VM_BUG_ON(offset + len > PAGE_SIZE);
	memset(p + offset, val, len);
	dock_kunmap_local(p);
}
#endif

#if DOCK_SINCE_5_13
static inline void memzero_page(struct page *page, size_t offset, size_t len)
{
	memset_page(page, offset, 0, len);
}
#endif

#if DOCK_SINCE_2_6_25
/* Bytes from each start to each end (exclusive), in any page of a block. */
extern void zero_user_segments(struct page *page, unsigned int start1, unsigned int end1,
			       unsigned int start2, unsigned int end2) __dock(zero_user_segments);

static inline void zero_user_segment(struct page *page, unsigned int start, unsigned int end)
{
	zero_user_segments(page, start, end, 0, 0);
}

static inline void zero_user(struct page *page, unsigned int start, unsigned int size)
{
	zero_user_segments(page, start, start + size, 0, 0);
}
#endif

/* --- folios --- */

#if DOCK_SINCE_5_16
/* The page of that offset, alone. */
static inline void *kmap_local_folio(struct folio *folio, size_t offset)
{
	return kmap_local_page(folio_page(folio, offset / PAGE_SIZE)) + offset % PAGE_SIZE;
}

static inline void folio_zero_segments(struct folio *folio, size_t start1, size_t end1,
				       size_t start2, size_t end2)
{
	zero_user_segments(&folio->page, (unsigned int)start1, (unsigned int)end1,
			   (unsigned int)start2, (unsigned int)end2);
}

static inline void folio_zero_segment(struct folio *folio, size_t start, size_t end)
{
	folio_zero_segments(folio, start, end, 0, 0);
}

static inline void folio_zero_range(struct folio *folio, size_t start, size_t length)
{
	folio_zero_segments(folio, start, start + length, 0, 0);
}
#endif

#if DOCK_SINCE_2_6_34
static inline void flush_kernel_vmap_range(void *vaddr, int size)
{
}

static inline void invalidate_kernel_vmap_range(void *vaddr, int size)
{
}
#endif

#endif
