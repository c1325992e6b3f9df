/* SPDX-License-Identifier: MIT */
/*
 * What drivers see of the memory that is a program's own: heap, stack, text. It is the
 * host's and in none of our tables, so a driver that looks there gets a VMA that is made
 * for it. Each is as the host's kernel has it, and lives until the thread leaves the
 * kernel while nobody holds mmap_lock. That is longer than it may be used.
 */
#ifndef DOCK_KERNEL_MM_OWN_AREAS_H
#define DOCK_KERNEL_MM_OWN_AREAS_H

#include <linux/mm_types.h>

struct dock_own_areas {
	struct vm_area_struct **vmas; /* by address */
	int nr;
	bool fresh;		       /* as they are now */
	struct vm_area_struct *former; /* those that are no more, by dock_next */
};

/* A thread of the mm leaves the kernel. */
void dock_own_areas_forget_unlocked(struct mm_struct *mm);
static inline void dock_own_areas_leave(struct mm_struct *mm)
{
	if (mm && mm->dock_own)
		dock_own_areas_forget_unlocked(mm);
}

void dock_own_areas_forget(struct mm_struct *mm);

/* What is between them has changed. */
static inline void dock_own_areas_stale(struct mm_struct *mm)
{
	if (mm->dock_own)
		mm->dock_own->fresh = false;
}

/* As find_vma() does, the last VMA that begins at @addr or below; NULL: none does. */
struct vm_area_struct *dock_find_vma_floor(struct mm_struct *mm, unsigned long addr);

/* Is it one of these? Then @function, which a driver calls, changes nothing, and a line
 * in the log says so. */
bool dock_own_area_refuses(const struct vm_area_struct *vma, const char *function);

#endif
