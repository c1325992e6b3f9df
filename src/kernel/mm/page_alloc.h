/* SPDX-License-Identifier: MIT */
/* RAM and its pages, inside the kernel side. */
#ifndef DOCK_KERNEL_MM_PAGE_ALLOC_H
#define DOCK_KERNEL_MM_PAGE_ALLOC_H

#include <linux/types.h>

struct dock_machine_desc;
struct page;

/* Create RAM as described and all windows over it. Returns 0 or -errno. */
int dock_mm_init(const struct dock_machine_desc *desc);

unsigned long dock_max_pfn(void);
bool dock_pfn_is_ram(unsigned long pfn);
/* The kernel's RAM, and on a PC all below 1 MiB. */
bool dock_pfn_has_page(unsigned long pfn);
/* RAM of the machine, the kernel's or kept from it. */
bool dock_pfn_is_memory(unsigned long pfn);
bool dock_pfn_is_high(unsigned long pfn); /* RAM without a logical address */
unsigned long dock_total_page_count(void);

/* An order-0.. block of the kernel's own (slab, page table, stack): not
 * counted as a driver's. NULL: no memory. */
struct page *dock_alloc_own(gfp_t gfp, unsigned int order);
struct page *dock_alloc_own_on(int nid, gfp_t gfp, unsigned int order);
/* Give it back, whatever its count says. */
void dock_free_own(struct page *page, unsigned int order);
/* kfree() of what lies in no slab. False: it is no compound block either. */
bool dock_free_large(const void *p);

#endif
