/* SPDX-License-Identifier: MIT */
/*
 * apply_to_page_range: a driver's function writes page table entries itself.
 *
 * What it has written is looked at afterwards: an entry belongs to an ordinary page,
 * with a reference (memory.c), or is special, or there is none. And where it has
 * changed one, what the host maps there goes away; a driver cannot know of that.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include "core/api.h"
#include "kernel/mm/mm_host.h"
#include "kernel/mm/pgtable.h"

/* Until 5.2 with the table's page; nobody can use it without the table's lock. */
static int call(pte_fn_t fn, pte_t *ptep, unsigned long addr, void *data)
{
	typedef int with_token(pte_t *, struct page *, unsigned long, void *);

	if (dock_api_since(5, 3, 0))
		return fn(ptep, addr, data);
	return ((with_token *)(void *)fn)(ptep, NULL, addr, data);
}

/* What Linux calls a bad entry when it is unmapped. */
static bool is_bad(pte_t pte)
{
	if (pte_none(pte) || (pte_present(pte) && pte_special(pte)))
		return false;
	return !pte_present(pte) || !pfn_valid(pte_pfn(pte)) ||
	       !page_count(pte_page(pte));
}

static void look_after(struct mm_struct *mm, unsigned long addr, pte_t *ptep, pte_t old)
{
	if (WARN(is_bad(*ptep),
		 "apply_to_page_range: the entry %lx for 0x%lx is of no page, and not "
		 "special\n",
		 pte_val(*ptep), addr))
		*ptep = __pte(0);
	if (pte_present(old) && pte_val(old) != pte_val(*ptep) && mm->dock_host)
		mm->dock_host->flush(mm, addr, addr + PAGE_SIZE);
}

static int apply_one(struct mm_struct *mm, unsigned long addr, pte_t *ptep, pte_fn_t fn,
		     void *data)
{
	pte_t old = *ptep;
	int err;

	spin_lock(&mm->page_table_lock); /* @fn must not sleep */
	err = call(fn, ptep, addr, data);
	spin_unlock(&mm->page_table_lock);
	look_after(mm, addr, ptep, old);
	return err;
}

/* Neither needs @fn: then tables are made, and that is all. */
int apply_to_page_range(struct mm_struct *mm, unsigned long addr, unsigned long size,
			pte_fn_t fn, void *data)
{
	unsigned long end = addr + size;
	int err = 0;

	if (WARN_ON(addr >= end))
		return -EINVAL;
	for (; !err && addr < end; addr += PAGE_SIZE) {
		pte_t *ptep = dock_pte_make(mm, addr);

		if (!ptep)
			return -ENOMEM;
		if (fn)
			err = apply_one(mm, addr, ptep, fn, data);
	}
	return err;
}
EXPORT_SYMBOL_GPL(apply_to_page_range);

int apply_to_existing_page_range(struct mm_struct *mm, unsigned long addr,
				 unsigned long size, pte_fn_t fn, void *data)
{
	unsigned long end = addr + size;
	pte_t *ptep;
	int err = 0;

	if (WARN_ON(addr >= end))
		return -EINVAL;
	while (fn && !err && (ptep = dock_pte_next(mm, addr, end, &addr))) {
		err = apply_one(mm, addr, ptep, fn, data);
		addr += PAGE_SIZE;
	}
	return err;
}
EXPORT_SYMBOL_GPL(apply_to_existing_page_range);
