/* SPDX-License-Identifier: MIT */
/*
 * PTEs and faults, for mmap.c and the user side. mmap_lock is held for reading
 * (faults) or writing (all else).
 */
#ifndef DOCK_KERNEL_MM_MEMORY_H
#define DOCK_KERNEL_MM_MEMORY_H

#include <linux/mm.h>

/* Handle a fault of @vma at the page of @addr; FAULT_FLAG_ flags. On success
 * (0) the entry allows the access and the host mapping is filled. */
vm_fault_t dock_handle_fault(struct vm_area_struct *vma, unsigned long addr,
			     unsigned int flags);

/* Drop the entries of [start, end), their references, and the host mapping. */
void dock_zap_range(struct vm_area_struct *vma, unsigned long start, unsigned long end);
/* The same, but private copies stay. */
void dock_zap_file_pages(struct vm_area_struct *vma, unsigned long start, unsigned long end);
/* Give every entry of [start, end) the protection that @vma has now. */
void dock_protect_range(struct vm_area_struct *vma, unsigned long start, unsigned long end);
/* mremap: entries go from one place to another. Returns 0 or -ENOMEM. */
int dock_move_range(struct vm_area_struct *from, unsigned long old_addr,
		    struct vm_area_struct *to, unsigned long new_addr, unsigned long len);
/* fork: what must be copied of @from's entries. Returns 0 or -ENOMEM. */
int dock_copy_range(struct vm_area_struct *to, struct vm_area_struct *from);

/*
 * The page behind a user address, made present for reading or writing as a
 * fault would: its entry in *@pte. For copies by the kernel. Returns 0 or -EFAULT.
 */
int dock_user_page(struct mm_struct *mm, unsigned long addr, bool write, pte_t *pte);

bool dock_pte_is_zero_page(pte_t pte);

/* Do its user's loads and stores go past the cache? */
static inline bool dock_pte_uncached(pte_t pte)
{
	return pte_val(pte) & (_PAGE_PCD | _PAGE_PWT);
}

/* After a handler that entered the page of @addr itself: let the host map it, if the
 * access is allowed now. */
void dock_fill_inserted(struct vm_area_struct *vma, unsigned long addr, bool write);

#endif
