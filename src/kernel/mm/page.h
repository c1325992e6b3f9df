/* SPDX-License-Identifier: MIT */
/* Page frames, inside the kernel side. */
#ifndef DOCK_KERNEL_MM_PAGE_H
#define DOCK_KERNEL_MM_PAGE_H

struct page;

/* The last reference of a block is gone: back to the allocator. */
void dock_page_release(struct page *page, unsigned int order);

#endif
