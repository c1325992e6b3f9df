/* SPDX-License-Identifier: MIT */
/*
 * highmem: a char device whose pages may lie in high memory, where the kernel has no
 * address for them but as long as it asks for one. It is for Linux 2.6.10 and 6.1, and
 * for machines with and without high memory: there every page has its address, and
 * all this is the same.
 *
 * The pages are there from load to unload, so there is nothing to lock.
 */
#ifndef HIGHMEM_H
#define HIGHMEM_H

#include <linux/types.h>

#define HIGHMEM_PAGES_MAX 256

struct page;

/* pages.c: all in one page. The first two return what could not be copied. */
unsigned long highmem_page_read(struct page *page, size_t offset, char __user *to,
				size_t len);
unsigned long highmem_page_write(struct page *page, size_t offset,
				 const char __user *from, size_t len);
void highmem_page_fill(struct page *page, int byte);
void highmem_page_copy(struct page *to, struct page *from);

#endif
