/* SPDX-License-Identifier: MIT */
/* How much memory is free. There is no swap. */
#ifndef _LINUX_SWAP_H
#define _LINUX_SWAP_H

#include <linux/mm.h>

#if DOCK_SINCE_2_6_21
extern unsigned long nr_free_pages(void) __dock(nr_free_pages);
#else
extern unsigned int __dock_nr_free_pages(void) __asm__("dock_nr_free_pages");
#define nr_free_pages() __dock_nr_free_pages()
#endif
#if DOCK_SINCE_2_6_23
/* What the kernel's own allocations can have: no high memory. */
extern unsigned long nr_free_buffer_pages(void) __dock(nr_free_buffer_pages);
#endif

#endif
