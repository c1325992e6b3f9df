/* SPDX-License-Identifier: MIT */
/* Page tables: see pgtable.h. */
#include "kernel/mm/pgtable.h"

#include <linux/kernel.h>
#include <linux/mm.h>
#include "kernel/mm/page.h"
#include "kernel/mm/page_alloc.h"
#include "machine/layout.h"

#define LEVELS	     4
#define LEVEL_BITS   9
#define LEVEL_MASK   ((1UL << LEVEL_BITS) - 1)
#define TABLE_FLAGS  (_PAGE_PRESENT | _PAGE_RW | _PAGE_USER)

static unsigned long nr_tables;

unsigned long dock_table_pages(void)
{
	return nr_tables;
}

static unsigned int level_shift(int level)
{
	return PAGE_SHIFT + (unsigned int)(level - 1) * LEVEL_BITS;
}

/* Level 4 is the pgd, level 1 holds the PTEs. */
static unsigned long *slot(unsigned long *table, int level, unsigned long addr)
{
	return &table[(addr >> level_shift(level)) & LEVEL_MASK];
}

static unsigned long *table_of(unsigned long entry)
{
	return (unsigned long *)(DOCK_LINEAR_BASE + (entry & PTE_PFN_MASK));
}

static unsigned long *table_new(struct mm_struct *mm)
{
	struct page *page = dock_alloc_own(GFP_KERNEL | __GFP_ZERO, 0);

	if (!page)
		return NULL;
	__set_bit(PG_table, &page->flags);
	mm->dock_nr_ptes++;
	nr_tables++;
	return page_address(page);
}

static void table_free(struct mm_struct *mm, unsigned long *table)
{
	struct page *page =
		pfn_to_page(((unsigned long)table - DOCK_LINEAR_BASE) >> PAGE_SHIFT);

	atomic_set(&page->_refcount, 0);
	mm->dock_nr_ptes--;
	nr_tables--;
	dock_page_release(page, 0);
}

pte_t *dock_pte_find(struct mm_struct *mm, unsigned long addr)
{
	unsigned long *table = (unsigned long *)mm->pgd;

	for (int level = LEVELS; table && level > 1; level--) {
		unsigned long entry = *slot(table, level, addr);

		table = entry & _PAGE_PRESENT ? table_of(entry) : NULL;
	}
	return table ? (pte_t *)slot(table, 1, addr) : NULL;
}

pte_t *dock_pte_make(struct mm_struct *mm, unsigned long addr)
{
	unsigned long *table;

	if (!mm->pgd)
		mm->pgd = (pgd_t *)table_new(mm);
	table = (unsigned long *)mm->pgd;
	for (int level = LEVELS; table && level > 1; level--) {
		unsigned long *entry = slot(table, level, addr);

		if (!(*entry & _PAGE_PRESENT)) {
			unsigned long *lower = table_new(mm);

			if (!lower)
				return NULL;
			*entry = ((unsigned long)lower - DOCK_LINEAR_BASE) | TABLE_FLAGS;
		}
		table = table_of(*entry);
	}
	return table ? (pte_t *)slot(table, 1, addr) : NULL;
}

pte_t *dock_pte_next(struct mm_struct *mm, unsigned long addr, unsigned long end,
		     unsigned long *at)
{
	while (addr < end) {
		unsigned long *table = (unsigned long *)mm->pgd;
		int level = LEVELS;

		while (table && level > 1) {
			unsigned long entry = *slot(table, level, addr);

			table = entry & _PAGE_PRESENT ? table_of(entry) : NULL;
			if (table)
				level--;
		}
		if (!table) {
			addr = (addr | ((1UL << level_shift(level)) - 1)) + 1;
			if (!addr)
				return NULL;
			continue;
		}
		do {
			pte_t *pte = (pte_t *)slot(table, 1, addr);

			if (!pte_none(*pte)) {
				*at = addr;
				return pte;
			}
			addr += PAGE_SIZE;
		} while (addr < end && ((addr >> PAGE_SHIFT) & LEVEL_MASK));
	}
	return NULL;
}

static void free_level(struct mm_struct *mm, unsigned long *table, int level)
{
	for (unsigned long i = 0; level > 1 && i <= LEVEL_MASK; i++)
		if (table[i] & _PAGE_PRESENT)
			free_level(mm, table_of(table[i]), level - 1);
	table_free(mm, table);
}

/* Below @table, whose first byte is at @base: look at what leads into [start, end),
 * free what is all in [floor, ceiling). */
static void free_below(struct mm_struct *mm, unsigned long *table, int level,
		       unsigned long base, const struct dock_pgtable_gap *gap)
{
	unsigned long size = 1UL << level_shift(level);
	unsigned long from = max(base, gap->start & ~(size - 1));
	unsigned long to = min(base + (size << LEVEL_BITS), gap->end);

	for (; from < to; from += size) {
		unsigned long *entry = slot(table, level, from);

		if (!(*entry & _PAGE_PRESENT))
			continue;
		if (level > 2)
			free_below(mm, table_of(*entry), level - 1, from, gap);
		if (from < gap->floor || from + size > gap->ceiling)
			continue;
		table_free(mm, table_of(*entry));
		*entry = 0;
	}
}

void dock_pgtable_free_gap(struct mm_struct *mm, const struct dock_pgtable_gap *gap)
{
	if (mm->pgd)
		free_below(mm, (unsigned long *)mm->pgd, LEVELS, 0, gap);
}

void dock_pgtable_free(struct mm_struct *mm)
{
	if (mm->pgd)
		free_level(mm, (unsigned long *)mm->pgd, LEVELS);
	mm->pgd = NULL;
}
