/* SPDX-License-Identifier: MIT */
/*
 * Counts of /proc/PID/smaps, smaps_rollup and pagemap: see smaps.h. What a PTE
 * refers to by its frame number alone (remap_pfn_range) is nobody's page and does
 * not count, as in Linux.
 */
#include "kernel/mm/smaps.h"

#include <linux/kernel.h>
#include <linux/mm.h>
#include "check/ledger.h"
#include "core/breaks.h"
#include "kernel/mm/pgtable.h"
#include "kernel/mm/vma.h"

#define PSS_SHIFT 12 /* shares are counted in these parts of a byte */

struct counts {
	unsigned long resident, referenced, anonymous;
	unsigned long clean[2], dirty[2]; /* 1: nobody else has it mapped */
	unsigned long pss, pss_dirty, pss_locked, pss_anonymous;
};

/* A copy of a user's own. */
static bool is_anonymous(struct page *page)
{
	return dock_ledger_entry(page)->own;
}

static void count_page(struct counts *c, const struct vm_area_struct *vma, pte_t pte)
{
	struct page *page = pte_page(pte);
	int users = max(page_mapcount(page), 1);
	bool dirty = pte_dirty(pte) || PageDirty(page), alone = users < 2;
	unsigned long share = (PAGE_SIZE << PSS_SHIFT) / (unsigned long)users;

	c->resident += PAGE_SIZE;
	if (is_anonymous(page) && !DOCK_BREAK("smaps-of-copies")) {
		c->anonymous += PAGE_SIZE;
		c->pss_anonymous += share;
	}
	if (pte_young(pte) || PageReferenced(page))
		c->referenced += PAGE_SIZE;
	c->pss += share;
	if ((vma->vm_flags & VM_LOCKED) && !DOCK_BREAK("smaps-of-pages"))
		c->pss_locked += share;
	if (dirty)
		c->pss_dirty += share;
	*(dirty ? &c->dirty[alone] : &c->clean[alone]) += PAGE_SIZE;
}

static void count_vma(struct counts *c, struct vm_area_struct *vma)
{
	unsigned long at = vma->vm_start;
	pte_t *ptep;

	for (; (ptep = dock_pte_next(vma->vm_mm, at, vma->vm_end, &at)); at += PAGE_SIZE)
		if (pte_present(*ptep) && (!pte_special(*ptep) || DOCK_BREAK("smaps-of-frames")))
			count_page(c, vma, *ptep);
}

static int put_flags(const struct vm_area_struct *vma, char *text, int size)
{
	static const struct {
		unsigned long bit;
		char name[3];
	} names[] = {
		{ VM_READ, "rd" }, { VM_WRITE, "wr" }, { VM_EXEC, "ex" },
		{ VM_SHARED, "sh" }, { VM_MAYREAD, "mr" }, { VM_MAYWRITE, "mw" },
		{ VM_MAYEXEC, "me" }, { VM_MAYSHARE, "ms" }, { VM_PFNMAP, "pf" },
		{ VM_LOCKED, "lo" }, { VM_IO, "io" }, { VM_SEQ_READ, "sr" },
		{ VM_RAND_READ, "rr" }, { VM_DONTCOPY, "dc" }, { VM_DONTEXPAND, "de" },
		{ VM_LOCKONFAULT, "lf" }, { VM_ACCOUNT, "ac" }, { VM_NORESERVE, "nr" },
		{ VM_ARCH_1, "ar" }, { VM_WIPEONFORK, "wf" }, { VM_DONTDUMP, "dd" }, { VM_MIXEDMAP, "mm" },
	};
	int n = scnprintf(text, (size_t)size, "VmFlags: ");

	for (unsigned int i = 0; i < ARRAY_SIZE(names); i++) {
		/* Soft-dirty, which each VMA is at first, stands before the last one. */
		if (names[i].bit == VM_MIXEDMAP)
			n += scnprintf(text + n, (size_t)(size - n), "sd ");
		if (vma->vm_flags & names[i].bit &&
		    !(DOCK_BREAK("map-smaps") && names[i].bit == VM_IO))
			n += scnprintf(text + n, (size_t)(size - n), "%s ", names[i].name);
	}
	return n + scnprintf(text + n, (size_t)(size - n), "\n");
}

struct count_line {
	const char *name;
	unsigned long bytes;
};

static int put_lines(const struct count_line *lines, unsigned int nr, char *text, int size)
{
	int n = 0;

	for (unsigned int i = 0; i < nr; i++)
		n += scnprintf(text + n, (size_t)(size - n), "%-16s%8lu kB\n", lines[i].name,
			       lines[i].bytes >> 10);
	return n;
}

int dock_mm_smaps(struct mm_struct *mm, unsigned long addr, char *text, int size)
{
	struct vm_area_struct *vma = dock_vma_at(mm, addr);
	struct counts c = { 0 };
	int n;

	if (!vma)
		return 0;
	count_vma(&c, vma);
	const struct count_line lines[] = {
		{ "Size:", vma->vm_end - vma->vm_start },
		{ "KernelPageSize:", PAGE_SIZE },
		{ "MMUPageSize:", PAGE_SIZE },
		{ "Rss:", c.resident },
		{ "Pss:", c.pss >> PSS_SHIFT },
		{ "Pss_Dirty:", c.pss_dirty >> PSS_SHIFT },
		{ "Shared_Clean:", c.clean[0] },
		{ "Shared_Dirty:", c.dirty[0] },
		{ "Private_Clean:", c.clean[1] },
		{ "Private_Dirty:", c.dirty[1] },
		{ "Referenced:", c.referenced },
		{ "Anonymous:", c.anonymous },
		{ "LazyFree:", 0 }, { "AnonHugePages:", 0 }, { "ShmemPmdMapped:", 0 },
		{ "FilePmdMapped:", 0 }, { "Shared_Hugetlb:", 0 }, { "Private_Hugetlb:", 0 },
		{ "Swap:", 0 }, { "SwapPss:", 0 },
		{ "Locked:", c.pss_locked >> PSS_SHIFT },
	};
	n = put_lines(lines, ARRAY_SIZE(lines), text, size);
	n += scnprintf(text + n, (size_t)(size - n), "THPeligible:    0\n");
	return n + put_flags(vma, text + n, size - n);
}

int dock_mm_smaps_sum(struct mm_struct *mm, char *text, int size)
{
	struct counts c = { 0 };

	for (struct vm_area_struct *vma = dock_vma_find(mm, 0); vma; vma = dock_vma_find(mm, vma->vm_end))
		count_vma(&c, vma);
	const struct count_line lines[] = {
		{ "Rss:", c.resident },
		{ "Pss:", c.pss >> PSS_SHIFT },
		{ "Pss_Dirty:", c.pss_dirty >> PSS_SHIFT },
		{ "Pss_Anon:", c.pss_anonymous >> PSS_SHIFT },
		{ "Pss_File:", (c.pss - c.pss_anonymous) >> PSS_SHIFT },
		{ "Shared_Clean:", c.clean[0] },
		{ "Shared_Dirty:", c.dirty[0] },
		{ "Private_Clean:", c.clean[1] },
		{ "Private_Dirty:", c.dirty[1] },
		{ "Referenced:", c.referenced },
		{ "Anonymous:", c.anonymous },
		{ "Locked:", c.pss_locked >> PSS_SHIFT },
	};
	return put_lines(lines, ARRAY_SIZE(lines), text, size);
}

/* --- pagemap --- */

#define PM_SOFT_DIRTY (1UL << 55)
#define PM_EXCLUSIVE  (1UL << 56)
#define PM_FILE	      (1UL << 61)
#define PM_PRESENT    (1UL << 63)

unsigned long dock_mm_pagemap(struct mm_struct *mm, unsigned long addr, bool show_pfn)
{
	struct vm_area_struct *vma = dock_vma_at(mm, addr);
	pte_t *ptep = vma ? dock_pte_find(mm, addr) : NULL;
	unsigned long entry = vma ? PM_SOFT_DIRTY : 0;
	struct page *page;

	/* An area of frames is passed over as if nothing were mapped there. */
	if (!ptep || !pte_present(*ptep) || vma->vm_flags & VM_PFNMAP)
		return entry;
	entry |= PM_PRESENT | (show_pfn ? pte_pfn(*ptep) : 0);
	if (pte_special(*ptep))
		return entry;
	page = pte_page(*ptep);
	return entry | (is_anonymous(page) ? 0 : PM_FILE) |
	       (page_mapcount(page) == 1 ? PM_EXCLUSIVE : 0);
}
