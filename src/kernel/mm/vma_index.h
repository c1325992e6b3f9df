/* SPDX-License-Identifier: MIT */
/*
 * The VMAs of an mm by address. None overlap, so those that come before or after
 * one are its neighbours in the list (vm_prev, vm_next), which vma.c keeps.
 */
#ifndef DOCK_KERNEL_MM_VMA_INDEX_H
#define DOCK_KERNEL_MM_VMA_INDEX_H

struct mm_struct;
struct vm_area_struct;

/* The last VMA that begins at @addr or below; NULL: none does. */
struct vm_area_struct *dock_vma_index_floor(struct mm_struct *mm, unsigned long addr);
void dock_vma_index_add(struct mm_struct *mm, struct vm_area_struct *vma);
void dock_vma_index_del(struct mm_struct *mm, struct vm_area_struct *vma);
/* @vma begins at @start from now on, and passes no other. vm_start is the caller's. */
void dock_vma_index_move(struct mm_struct *mm, struct vm_area_struct *vma, unsigned long start);

#endif
