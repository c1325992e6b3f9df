/* SPDX-License-Identifier: MIT */
/* The VMAs of an mm, as a tree by address: mmap.c's and mm.c's own. */
#ifndef DOCK_KERNEL_MM_VMA_H
#define DOCK_KERNEL_MM_VMA_H

#include <linux/mm.h>

struct vm_area_struct *dock_vma_first(struct mm_struct *mm);
struct vm_area_struct *dock_vma_next(struct vm_area_struct *vma);
void dock_vma_link(struct mm_struct *mm, struct vm_area_struct *vma);
void dock_vma_unlink(struct mm_struct *mm, struct vm_area_struct *vma);
/* A copy that owns a reference of the file, in no tree. NULL: no memory. */
struct vm_area_struct *dock_vma_dup(const struct vm_area_struct *vma);
/* Not in a tree any more: tell the driver, drop the file. */
void dock_vma_free(struct vm_area_struct *vma, bool close);
/* Is [start, end) free of VMAs? */
bool dock_vma_gap(struct mm_struct *mm, unsigned long start, unsigned long end);
/* Split so that a VMA begins (ends) at @addr; returns 0 or -errno. */
int dock_vma_split(struct mm_struct *mm, struct vm_area_struct *vma, unsigned long addr);
/* Unmap; mmap_lock held. @release: also give the range up at the host. */
int dock_unmap_locked(struct mm_struct *mm, unsigned long start, unsigned long end,
		      bool release);
/* All VMAs of files, in whatever mm. */
extern struct list_head dock_file_vmas;
/* VMAs in use in the whole machine. */
unsigned long dock_vma_live(void);

#endif
