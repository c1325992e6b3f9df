/* SPDX-License-Identifier: MIT */
/* VMAs: which there are, where, and of what kind. A part of linux/mm.h. */
#ifndef _LINUX_DOCK_VMA_H
#define _LINUX_DOCK_VMA_H

#include <linux/limits.h>
#include <linux/maple_tree.h>
#include <linux/mm_types.h>
#include <linux/sched.h>

extern struct vm_area_struct *find_vma(struct mm_struct *mm, unsigned long addr)
	__dock(find_vma);
extern struct vm_area_struct *find_vma_prev(struct mm_struct *mm, unsigned long addr,
					    struct vm_area_struct **prev)
	__dock(find_vma_prev);
#if DOCK_SINCE_5_14
extern struct vm_area_struct *vma_lookup(struct mm_struct *mm, unsigned long addr)
	__dock(vma_lookup);
#endif
extern struct vm_area_struct *
find_vma_intersection(struct mm_struct *mm, unsigned long start, unsigned long end)
	__dock(find_vma_intersection);

/* --- one after the other --- */

#if DOCK_SINCE_6_1
static inline void vma_iter_init(struct vma_iterator *vmi, struct mm_struct *mm,
				 unsigned long addr)
{
	vmi->mas = (struct ma_state){.tree = &mm->mm_mt, .index = addr};
}

/* @max: the last address at which it may begin; since 6.3 the one behind it. */
static inline struct vm_area_struct *vma_find(struct vma_iterator *vmi, unsigned long max)
{
#if DOCK_SINCE_6_3
	return (struct vm_area_struct *)mas_find(&vmi->mas, max - 1);
#else
	return (struct vm_area_struct *)mas_find(&vmi->mas, max);
#endif
}

static inline struct vm_area_struct *vma_next(struct vma_iterator *vmi)
{
	return (struct vm_area_struct *)mas_find(&vmi->mas, ULONG_MAX);
}

static inline struct vm_area_struct *vma_prev(struct vma_iterator *vmi)
{
	return (struct vm_area_struct *)mas_prev(&vmi->mas, 0);
}

#define for_each_vma(vmi, vma) while (((vma) = vma_next(&(vmi))) != NULL)
#if DOCK_SINCE_6_3
#define for_each_vma_range(vmi, vma, end)                                                \
	while (((vma) = vma_find(&(vmi), (end))) != NULL)
#else
#define for_each_vma_range(vmi, vma, end)                                                \
	while (((vma) = vma_find(&(vmi), (end)-1)) != NULL)
#endif
#endif
#if DOCK_BOTH(DOCK_SINCE_6_1, DOCK_BEFORE_6_12)
static inline unsigned long vma_iter_addr(struct vma_iterator *vmi)
{
	return vmi->mas.index;
}
#endif
#if DOCK_BOTH(DOCK_SINCE_6_3, DOCK_BEFORE_6_12)
static inline unsigned long vma_iter_end(struct vma_iterator *vmi)
{
	return vmi->mas.last + 1;
}
#endif
#if DOCK_SINCE_6_3
static inline void vma_iter_set(struct vma_iterator *vmi, unsigned long addr)
{
	mas_set(&vmi->mas, addr);
}
#endif

/* --- of what kind --- */

static inline unsigned long vma_pages(struct vm_area_struct *vma)
{
	return (vma->vm_end - vma->vm_start) >> PAGE_SHIFT;
}

/* The offset in the file, in pages, of what lies at @address. */
static inline pgoff_t linear_page_index(struct vm_area_struct *vma, unsigned long address)
{
	return ((address - vma->vm_start) >> PAGE_SHIFT) + vma->vm_pgoff;
}

#if DOCK_SINCE_4_3
static inline bool vma_is_anonymous(struct vm_area_struct *vma)
{
	return !vma->vm_ops;
}
#endif
#if DOCK_SINCE_4_6
/* Not the caller's own. */
static inline bool vma_is_foreign(struct vm_area_struct *vma)
{
	return !current->mm || current->mm != vma->vm_mm;
}
#endif
#if DOCK_SINCE_4_19
static inline bool range_in_vma(struct vm_area_struct *vma, unsigned long start,
				unsigned long end)
{
	return vma && vma->vm_start <= start && end <= vma->vm_end;
}
#endif
#if DOCK_SINCE_5_7
#define VM_ACCESS_FLAGS (VM_READ | VM_WRITE | VM_EXEC)
#define vma_is_accessible(vma) (((vma)->vm_flags & VM_ACCESS_FLAGS) != 0)
#endif

#endif
