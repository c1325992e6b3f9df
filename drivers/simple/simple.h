/* SPDX-License-Identifier: MIT */
/*
 * simple: three ways to show physical memory to a program that maps it.
 *
 *   /dev/simple_remap    all of it, entered into the page tables by mmap itself
 *   /dev/simple_pages    RAM, entered page by page as each is touched
 *   /dev/simple_region   one region, and nothing beyond its end
 *
 * An offset in the first two is a physical address, in the third one within the
 * region. Nothing is read or written by the driver: all it does is to fill in page
 * tables. For Linux 2.6.10 and 6.1; where they differ is told in simple.h and pages.c.
 */
#ifndef SIMPLE_H
#define SIMPLE_H

#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/version.h>

/*
 * What the core is not to touch by itself: until 3.6 one flag said so of swap,
 * core dumps and others, now there is one for each.
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(3, 7, 0)
#define SIMPLE_RESERVED VM_RESERVED
#else
#define SIMPLE_RESERVED VM_DONTDUMP
#endif

/* remap.c */
void simple_vma_open(struct vm_area_struct *vma);
void simple_vma_close(struct vm_area_struct *vma);
int simple_remap_mmap(struct file *filp, struct vm_area_struct *vma);

/* pages.c */
int simple_pages_mmap(struct file *filp, struct vm_area_struct *vma);

/* region.c */
extern unsigned long simple_region_start;
extern unsigned long simple_region_size;
int simple_region_mmap(struct file *filp, struct vm_area_struct *vma);

#endif
