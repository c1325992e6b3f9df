/* SPDX-License-Identifier: MIT */
/* The VMAs of an mm, as a tree by address: mmap.c's and mm.c's own. */
#ifndef DOCK_KERNEL_MM_VMA_H
#define DOCK_KERNEL_MM_VMA_H

#include <linux/mm.h>

struct vm_area_struct *dock_vma_first(struct mm_struct *mm);
struct vm_area_struct *dock_vma_next(struct vm_area_struct *vma);
struct vm_area_struct *dock_vma_prev(struct vm_area_struct *vma);
/* As find_vma(), vma_lookup() and find_vma_intersection(), of the machine's VMAs alone:
 * what drivers call is in own_areas.c. */
struct vm_area_struct *dock_vma_find(struct mm_struct *mm, unsigned long addr);
struct vm_area_struct *dock_vma_at(struct mm_struct *mm, unsigned long addr);
struct vm_area_struct *dock_vma_within(struct mm_struct *mm, unsigned long start,
				       unsigned long end);
void dock_vma_link(struct mm_struct *mm, struct vm_area_struct *vma);
void dock_vma_unlink(struct mm_struct *mm, struct vm_area_struct *vma);
/* A copy that owns a reference of the file, in no tree. NULL: no memory. */
struct vm_area_struct *dock_vma_dup(const struct vm_area_struct *vma);
/* Not in a tree any more: tell the driver, drop the file. */
void dock_vma_free(struct vm_area_struct *vma, bool close);
/* Is [start, end) free of VMAs? */
bool dock_vma_gap(struct mm_struct *mm, unsigned long start, unsigned long end);
/* Split so that a VMA begins (ends) at @addr: a new one has what is below or above;
 * 0 or -errno. */
int dock_vma_split(struct mm_struct *mm, struct vm_area_struct *vma, unsigned long addr,
		   bool new_below);

/* What might become a part of a neighbour: merge.c. */
struct dock_vma_piece {
	const struct vm_area_struct *like; /* whose file it has */
	unsigned long start, end, vm_flags;
	pgoff_t pgoff;
	const void *anon_vma; /* of its pages; NULL: it has none of its own */
	unsigned int ancestors;
};
struct dock_vma_piece dock_vma_piece_of(const struct vm_area_struct *vma, unsigned long start,
					unsigned long end, unsigned long vm_flags);
/* Make the piece, which is a part of @mid or (NULL) of no VMA, a part of its
 * neighbours. Returns the VMA that has it now; NULL: none fits. */
struct vm_area_struct *dock_vma_merge(struct mm_struct *mm, struct vm_area_struct *mid,
				      const struct dock_vma_piece *piece);
/* [start, end) of *@vma is to have other flags: merge it, or let it be a VMA of its
 * own. *@vma is that VMA then; setting its flags is left to the caller. 0 or
 * -errno. */
int dock_vma_modify(struct mm_struct *mm, struct vm_area_struct **vma, unsigned long start,
		    unsigned long end, unsigned long vm_flags);
unsigned long dock_vm_flags_of_prot(unsigned long prot);
/* An entry of it as its flags say, but for the driver's wish to hear of first writes,
 * and what it chose about caching. */
void dock_vma_set_page_prot(struct vm_area_struct *vma);
/* Another range, which keeps its place in the tree. */
void dock_vma_resize(struct mm_struct *mm, struct vm_area_struct *vma, unsigned long start,
		     unsigned long end, pgoff_t pgoff);
void dock_vma_set_flags(struct vm_area_struct *vma, unsigned long vm_flags);
/* Fault in what can be: 0, or the first error that a fault would be. */
long dock_populate(struct mm_struct *mm, unsigned long addr, unsigned long len);
/* All that there is; what cannot be had is left out. */
void dock_populate_all(struct mm_struct *mm);
/* The same for a part of @vma, with mmap_lock held. */
long dock_populate_locked(struct vm_area_struct *vma, unsigned long start, unsigned long end);
/* It gets its first private page. */
void dock_vma_first_page(struct vm_area_struct *vma);
/* @child is @parent's copy in a forked process. */
void dock_vma_child(struct vm_area_struct *child, const struct vm_area_struct *parent);

/* Unmap; mmap_lock held. @release: also give the range up at the host. */
int dock_unmap_locked(struct mm_struct *mm, unsigned long start, unsigned long end,
		      bool release);
/* Free the page tables of [start, end), which is empty and where no VMA is, up to the
 * neighbours' ranges. */
void dock_vma_free_tables(struct mm_struct *mm, unsigned long start, unsigned long end);
/* As munmap(2), with mmap_lock held. 0, -EINVAL, or what a driver says. */
long dock_munmap_locked(struct mm_struct *mm, unsigned long addr, unsigned long len);
/* All VMAs of files, in whatever mm. */
extern struct list_head dock_file_vmas;
/* VMAs in use in the whole machine. */
unsigned long dock_vma_live(void);

#endif
