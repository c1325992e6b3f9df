/* SPDX-License-Identifier: MIT */
/* The page tables of an address space: four levels of 512 entries, in pages of
 * simulated RAM, as on x86-64. */
#ifndef DOCK_KERNEL_MM_PGTABLE_H
#define DOCK_KERNEL_MM_PGTABLE_H

#include <linux/mm_types.h>

/* The entry of @addr, or NULL: no table reaches there. */
pte_t *dock_pte_find(struct mm_struct *mm, unsigned long addr);
/* The same, making tables as needed; NULL: no memory. */
pte_t *dock_pte_make(struct mm_struct *mm, unsigned long addr);
/* The first entry that is not none in [addr, end): its address in *@at, or
 * NULL. Skips what has no tables. */
pte_t *dock_pte_next(struct mm_struct *mm, unsigned long addr, unsigned long end,
		     unsigned long *at);
/* [start, end) was unmapped: its entries are none, and there is no VMA in
 * [floor, ceiling) around it. */
struct dock_pgtable_gap {
	unsigned long start, end, floor, ceiling;
};
/* Free the tables of [start, end) that lead nowhere but into the gap. */
void dock_pgtable_free_gap(struct mm_struct *mm, const struct dock_pgtable_gap *gap);
/* Free all tables; the entries must be none. */
void dock_pgtable_free(struct mm_struct *mm);

unsigned long dock_table_pages(void); /* of all address spaces */

#endif
