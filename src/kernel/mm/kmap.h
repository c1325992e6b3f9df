/* SPDX-License-Identifier: MIT */
/* Mappings of high memory, inside the kernel side: see kmap.c. */
#ifndef DOCK_KERNEL_MM_KMAP_H
#define DOCK_KERNEL_MM_KMAP_H

#include <linux/types.h>

struct page;

void dock_kmap_init(void);

/* Where kmap() has mapped a high page; NULL: nowhere. */
void *dock_kmap_address(const struct page *page);

/* A system call of current ends, or current itself: the mappings that are its
 * own must be gone. Reports and takes them back. */
void dock_kmap_check_local(const char *what_ends);
void dock_kmap_task_ends(void);

unsigned long dock_kmap_live(void); /* mappings of any kind */
void dock_kmap_report_leaks(unsigned long base, unsigned long len, const char *module);

#endif
