/* SPDX-License-Identifier: MIT */
/* Anonymous memory that is shared (MAP_SHARED | MAP_ANONYMOUS): its pages are
 * an object's, which parts of the VMA and children have in common. */
#ifndef DOCK_KERNEL_MM_SHARED_ANON_H
#define DOCK_KERNEL_MM_SHARED_ANON_H

#include <linux/mm.h>

extern const struct vm_operations_struct dock_shared_anon_ops;

/* Make @vma, whose range is set, such memory. 0 or -ENOMEM. */
int dock_shared_anon_init(struct vm_area_struct *vma);

/* The object; NULL: it is other memory. */
static inline const void *dock_shared_anon_of(const struct vm_area_struct *vma)
{
	return vma->vm_ops == &dock_shared_anon_ops ? vma->vm_private_data : NULL;
}

#endif
