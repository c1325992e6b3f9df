/* SPDX-License-Identifier: MIT */
/* What drivers put into page tables themselves: remap_pfn_range,
 * vm_insert_page, vmf_insert_pfn, and their kin. */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/pfn_t.h>
#include "check/addrtype.h"
#include "check/dma.h"
#include "check/map_bounds.h"
#include "check/report.h"
#include "check/stack.h"
#include "core/api.h"
#include "core/breaks.h"
#include "kernel/mm/memory.h"
#include "kernel/mm/own_areas.h"
#include "kernel/mm/page_alloc.h"
#include "kernel/mm/pgtable.h"
#include "kernel/mm/resource.h"

/* Machines have little from here on (64 GiB), but addresses that were not shifted
 * look like it. */
#define HIGH_FRAMES (1UL << (36 - PAGE_SHIFT))

static pte_t special_pte(struct vm_area_struct *vma, unsigned long pfn, pgprot_t prot)
{
	return pte_mkspecial(pte_mkyoung(pfn_pte(pfn, prot)));
}

/* Until 2.6.14 ordinary RAM was left out, unless it was reserved: the zero page
 * shows up there when it is touched. */
static bool may_be_remapped(unsigned long pfn)
{
	return dock_api_since(2, 6, 15) || !pfn_valid(pfn) ||
	       PageReserved(pfn_to_page(pfn));
}

/* Frames where nothing answers are legal, too: so only the address of RAM, where the
 * machine has nothing of that frame number, is taken for an address. */
static void check_frame(unsigned long pfn, pgprot_t prot, const char *function)
{
	if (dock_dma_live())
		dock_dma_shown_to_user(pfn,
				       dock_pfn_is_ram(pfn) || dock_resource_has(pfn << PAGE_SHIFT),
				       !dock_pte_uncached(pfn_pte(pfn, prot)), function);
	if (likely(pfn < HIGH_FRAMES))
		return;
	dock_want_frame(pfn,
			dock_pfn_is_ram(pfn >> PAGE_SHIFT) &&
				!dock_resource_has(pfn << PAGE_SHIFT),
			function);
}

static bool is_cow(const struct vm_area_struct *vma)
{
	return (vma->vm_flags & (VM_SHARED | VM_MAYWRITE)) == VM_MAYWRITE;
}

/* An entry that users may store through is in the wrong place where the VMA is read-only,
 * or private: of such a page a store makes a copy. */
static bool is_within_rights(const struct vm_area_struct *vma, pgprot_t prot)
{
	const unsigned long store = _PAGE_RW | _PAGE_USER, both = VM_WRITE | VM_SHARED;

	return (pgprot_val(prot) & store) != store || (vma->vm_flags & both) == both;
}

/* A driver that is wrong at one page is wrong at each: the first one is reported, the
 * others of the same place in its code are counted. */
static void check_rights(const struct vm_area_struct *vma, unsigned long addr, pgprot_t prot,
			 const char *function)
{
	unsigned long pcs[DOCK_STACK_MAX];
	struct dock_report *r;

	if (likely(is_within_rights(vma, prot)))
		return;
	if (dock_report_seen("map-rights", dock_stack_driver_pc(dock_stack_keep()))) {
		dock_report_repeated();
		return;
	}
	r = dock_report_begin("map-rights", "%s() lets users store where the VMA is %s", function,
			      vma->vm_flags & VM_WRITE ? "private" : "read-only");
	dock_report_fact(r, "address", "0x%lx", addr);
	dock_report_fact(r, "vm_flags", "0x%lx", vma->vm_flags);
	dock_report_fact(r, "vm_page_prot", "0x%lx", pgprot_val(vma->vm_page_prot));
	dock_report_fact(r, "asked for", "0x%lx", pgprot_val(prot));
	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	dock_report_end(r);
}

/* Until 2.6.14 such a mapping could grow. */
static unsigned long flags_of_frames(void)
{
	if (!dock_api_since(2, 6, 15))
		return VM_IO | VM_RESERVED;
	if (!dock_api_since(3, 7, 0))
		return VM_IO | VM_RESERVED | VM_PFNMAP;
	return VM_IO | VM_PFNMAP | VM_DONTEXPAND | VM_DONTDUMP;
}

/* What lies beyond the VMA would never be taken away again. */
static void report_outside(const struct vm_area_struct *vma, unsigned long start,
			   unsigned long end)
{
	unsigned long pcs[DOCK_STACK_MAX];
	struct dock_report *r;

	r = dock_report_begin(
		"map-outside",
		"remap_pfn_range() of %lu pages reaches out of a VMA of %lu",
		(end - start) >> PAGE_SHIFT, (vma->vm_end - vma->vm_start) >> PAGE_SHIFT);
	dock_report_fact(r, "asked for", "0x%lx to 0x%lx", start, end);
	dock_report_fact(r, "VMA", "0x%lx to 0x%lx", vma->vm_start, vma->vm_end);
	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	dock_report_end(r);
}

/* A driver of all physical memory maps what the program names: that has no end. Until
 * 2.6.14 RAM was left out. */
static void check_end(const struct vm_area_struct *vma, unsigned long pfn, unsigned long pages)
{
	const struct resource *region;

	if (pages < 2 || pfn == vma->vm_pgoff)
		return;
	if (pfn_valid(pfn)) {
		if (may_be_remapped(pfn))
			dock_map_bounds_ram(pfn, pages, "remap_pfn_range");
		return;
	}
	region = dock_resource_region(pfn << PAGE_SHIFT);
	if (region)
		dock_map_bounds_device(pfn, pages, region, "remap_pfn_range");
}

/* A fault for tests: as if it were a page of vm_insert_page(). */
static pte_t counted_pte(unsigned long pfn, pgprot_t prot)
{
	get_page(pfn_to_page(pfn));
	atomic_inc(&pfn_to_page(pfn)->_mapcount);
	return pte_mkyoung(pfn_pte(pfn, prot));
}

/* Faults for tests of drivers that remap: which frame is taken for which. Of the
 * oracle's module paper a page's number is in the lowest bits of its frame's. */
static unsigned long broken_pfn(const struct vm_area_struct *vma, unsigned long pfn,
				unsigned long size, pgprot_t prot)
{
	bool one = size == PAGE_SIZE, shared = vma->vm_flags & VM_SHARED;
	bool cached = pgprot_val(prot) == pgprot_val(vm_get_page_prot(vma->vm_flags));

	if (!pfn_valid(pfn))
		return pfn + (!vma->vm_ops && one && DOCK_BREAK("simple-remap-device")) +
		       (size == 3 * PAGE_SIZE && DOCK_BREAK("simple-region-at-offset")) +
		       (!cached && DOCK_BREAK("mem-map-synchronous"));
	if (PageReserved(pfn_to_page(pfn)))
		return pfn + (!vma->vm_ops && DOCK_BREAK("simple-remap-reserved"));
	if (!one || !shared)
		return pfn;
	return pfn + (pfn % 4 == 1 && DOCK_BREAK("simple-remap-ram")) -
	       (pfn % 4 == 3 && DOCK_BREAK("mem-map-ram")) +
	       (pfn % 4 == 0 && vma->vm_ops && DOCK_BREAK("mem-map-beside-pages"));
}

int remap_pfn_range(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn,
		    unsigned long size, pgprot_t prot)
{
	unsigned long end = addr + PAGE_ALIGN(size), start;

	if (WARN_ON_ONCE(!PAGE_ALIGNED(addr)) ||
	    dock_own_area_refuses(vma, "remap_pfn_range"))
		return -EINVAL;
	BUG_ON(addr >= end);
	check_frame(pfn, prot, "remap_pfn_range");
	check_rights(vma, addr, prot, "remap_pfn_range");
	check_end(vma, pfn, (min(end, vma->vm_end) - addr) >> PAGE_SHIFT);
	/* A private, writable part of a VMA could not be copied on write rightly. */
	if (is_cow(vma) && dock_api_since(2, 6, 15)) {
		if (addr != vma->vm_start || end != vma->vm_end)
			return -EINVAL;
		vma->vm_pgoff = pfn;
	}
	if (addr == vma->vm_start && end == vma->vm_end)
		vma->vm_flags |= VM_PAT;
	vma->vm_flags |= flags_of_frames();
	pfn = broken_pfn(vma, pfn, size, prot);
	if (is_cow(vma) && pfn % 4 == 2 && DOCK_BREAK("simple-remap-private"))
		prot = PAGE_SHARED;
	if (addr < vma->vm_start || end > vma->vm_end)
		report_outside(vma, addr, end);
	start = max(addr, vma->vm_start);
	pfn += (start - addr) >> PAGE_SHIFT;
	for (addr = start; addr < min(end, vma->vm_end); addr += PAGE_SIZE, pfn++) {
		pte_t *ptep = dock_pte_make(vma->vm_mm, addr);

		if (!ptep)
			return -ENOMEM;
		BUG_ON(!pte_none(*ptep));
		if (may_be_remapped(pfn))
			*ptep = special_pte(vma, pfn, prot);
		if (size == 2 * PAGE_SIZE && pfn_valid(pfn) && !vma->vm_ops &&
		    DOCK_BREAK("simple-remap-counts-nothing"))
			*ptep = counted_pte(pfn, prot);
	}
	return 0;
}
EXPORT_SYMBOL(remap_pfn_range);

int io_remap_pfn_range(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn,
		       unsigned long size, pgprot_t prot)
{
	return remap_pfn_range(vma, addr, pfn, size, prot);
}
EXPORT_SYMBOL(io_remap_pfn_range);

/* The VMA's part of [start, start+len), by its offset; nothing beyond it. */
int vm_iomap_memory(struct vm_area_struct *vma, phys_addr_t start, unsigned long len)
{
	unsigned long size = vma->vm_end - vma->vm_start, pfn, pages;

	if (start + len < start)
		return -EINVAL;
	len += start & ~PAGE_MASK;
	pfn = start >> PAGE_SHIFT;
	pages = (len + ~PAGE_MASK) >> PAGE_SHIFT;
	if (pfn + pages < pfn || vma->vm_pgoff > pages)
		return -EINVAL;
	if (!DOCK_BREAK("iomap-by-offset"))
		pfn += vma->vm_pgoff;
	pages -= vma->vm_pgoff;
	if (size >> PAGE_SHIFT > pages && !DOCK_BREAK("map-ends"))
		return -EINVAL;
	return io_remap_pfn_range(vma, vma->vm_start, pfn, size, vma->vm_page_prot);
}
EXPORT_SYMBOL(vm_iomap_memory);

/* Whoever maps ordinary pages maps no others by their numbers. */
static void make_mixed(struct vm_area_struct *vma)
{
	if (vma->vm_flags & VM_MIXEDMAP)
		return;
	/* Not in a fault handler, where others may look at the flags. */
	BUG_ON(dock_api_since(3, 7, 0) && mmap_read_trylock(vma->vm_mm));
	BUG_ON(vma->vm_flags & VM_PFNMAP);
	vma->vm_flags |= VM_MIXEDMAP;
}

static int insert_page(struct vm_area_struct *vma, unsigned long addr, struct page *page)
{
	pte_t *ptep;

	if (PageSlab(page) || test_bit(PG_buddy, &page->flags) ||
	    test_bit(PG_table, &page->flags))
		return DOCK_BREAK("insert-refuses-slab") ? -EFAULT : -EINVAL;
	ptep = dock_pte_make(vma->vm_mm, addr);
	if (!ptep)
		return -ENOMEM;
	if (!pte_none(*ptep))
		return -EBUSY;
	get_page(page);
	atomic_inc(&page->_mapcount);
	*ptep = mk_pte(page, vma->vm_page_prot);
	return 0;
}

int vm_insert_page(struct vm_area_struct *vma, unsigned long addr, struct page *page)
{
	if (addr < vma->vm_start || addr >= vma->vm_end)
		return DOCK_BREAK("insert-outside") ? -EINVAL : -EFAULT;
	if (dock_own_area_refuses(vma, "vm_insert_page"))
		return -EINVAL;
	if (!page_count(page))
		return DOCK_BREAK("insert-refuses-free") ? -EFAULT : -EINVAL;
	if (vma->vm_ops && DOCK_BREAK("handler-inserts-page"))
		return -EBUSY;
	make_mixed(vma);
	return insert_page(vma, addr, page);
}
EXPORT_SYMBOL(vm_insert_page);

int vm_insert_pages(struct vm_area_struct *vma, unsigned long addr, struct page **pages,
		    unsigned long *num)
{
	unsigned long last = addr + (*num << PAGE_SHIFT) - 1;
	int err = 0;

	if (addr < vma->vm_start || last >= vma->vm_end)
		return DOCK_BREAK("insert-pages-too-many") ? -EINVAL : -EFAULT;
	if (dock_own_area_refuses(vma, "vm_insert_pages"))
		return -EINVAL;
	make_mixed(vma);
	for (; *num && !err; addr += PAGE_SIZE, pages++) {
		err = page_count(*pages) ? insert_page(vma, addr, *pages) : -EINVAL;
		if (!err)
			--*num;
	}
	if (!err && DOCK_BREAK("insert-pages"))
		*num = 1;
	if (err == -EBUSY && DOCK_BREAK("insert-pages-over-one"))
		err = -EINVAL;
	return err;
}
EXPORT_SYMBOL(vm_insert_pages);

/* The whole VMA, from page @offset of an object of @num pages. */
static int map_pages(struct vm_area_struct *vma, struct page **pages, unsigned long num,
		     unsigned long offset)
{
	unsigned long count = vma_pages(vma);
	int err = 0;

	if (offset >= num || count > num - offset)
		return DOCK_BREAK("map-pages-too-many") ? -EINVAL : -ENXIO;
	if (offset && DOCK_BREAK("map-pages-by-offset"))
		offset--;
	for (unsigned long i = 0; i < count && !err; i++)
		err = vm_insert_page(vma, vma->vm_start + (i << PAGE_SHIFT),
				     pages[offset + i]);
	return err;
}

int vm_map_pages(struct vm_area_struct *vma, struct page **pages, unsigned long num)
{
	return map_pages(vma, pages, num, vma->vm_pgoff);
}
EXPORT_SYMBOL(vm_map_pages);

int vm_map_pages_zero(struct vm_area_struct *vma, struct page **pages, unsigned long num)
{
	return map_pages(vma, pages, num,
			 DOCK_BREAK("map-pages-zero") ? vma->vm_pgoff : 0);
}
EXPORT_SYMBOL(vm_map_pages_zero);

/* --- frames, from a fault handler --- */

static vm_fault_t insert_pfn(struct vm_area_struct *vma, unsigned long addr,
			     unsigned long pfn, pgprot_t prot, bool write)
{
	pte_t *ptep;

	if (dock_own_area_refuses(vma, "vmf_insert_pfn"))
		return VM_FAULT_SIGBUS;
	ptep = dock_pte_make(vma->vm_mm, addr);
	if (!ptep)
		return VM_FAULT_OOM;
	if (pte_none(*ptep))
		*ptep = special_pte(vma, pfn, prot);
	else if (!write || WARN_ON_ONCE(pte_pfn(*ptep) != pfn))
		return VM_FAULT_NOPAGE; /* somebody else was faster */
	if (write && (vma->vm_flags & VM_WRITE))
		*ptep = pte_mkdirty(pte_mkwrite(*ptep));
	return VM_FAULT_NOPAGE;
}

vm_fault_t vmf_insert_pfn_prot(struct vm_area_struct *vma, unsigned long addr,
			       unsigned long pfn, pgprot_t pgprot)
{
	unsigned long kind = vma->vm_flags & (VM_PFNMAP | VM_MIXEDMAP);

	/* One of both; and then a frame must be told from a private copy. */
	BUG_ON(kind != VM_PFNMAP && kind != VM_MIXEDMAP);
	BUG_ON(kind == VM_PFNMAP && is_cow(vma));
	BUG_ON(kind == VM_MIXEDMAP && pfn_valid(pfn));
	check_frame(pfn, pgprot, "vmf_insert_pfn");
	check_rights(vma, addr, pgprot, "vmf_insert_pfn_prot");
	if (addr < vma->vm_start || addr >= vma->vm_end)
		return VM_FAULT_SIGBUS;
	if (DOCK_BREAK("regs-by-faults") && !pfn_valid(pfn))
		return VM_FAULT_SIGBUS;
	return insert_pfn(vma, addr, pfn, pgprot, false);
}
EXPORT_SYMBOL(vmf_insert_pfn_prot);

vm_fault_t vmf_insert_pfn(struct vm_area_struct *vma, unsigned long addr,
			  unsigned long pfn)
{
	return vmf_insert_pfn_prot(vma, addr, pfn, vma->vm_page_prot);
}
EXPORT_SYMBOL(vmf_insert_pfn);

static vm_fault_t insert_mixed(struct vm_area_struct *vma, unsigned long addr, pfn_t pfn,
			       pgprot_t prot, bool write)
{
	BUG_ON(!(vma->vm_flags & VM_MIXEDMAP) && !(pfn.val & PFN_SPECIAL));
	check_frame(pfn_t_to_pfn(pfn), prot, "vmf_insert_mixed");
	check_rights(vma, addr, prot, "vmf_insert_mixed_prot");
	if (DOCK_BREAK("handler-inserts-mixed"))
		return VM_FAULT_SIGBUS;
	if (addr < vma->vm_start || addr >= vma->vm_end)
		return VM_FAULT_SIGBUS;
	return insert_pfn(vma, addr, pfn_t_to_pfn(pfn), prot, write);
}

vm_fault_t vmf_insert_mixed_prot(struct vm_area_struct *vma, unsigned long addr,
				 pfn_t pfn, pgprot_t pgprot)
{
	return insert_mixed(vma, addr, pfn, pgprot, false);
}
EXPORT_SYMBOL(vmf_insert_mixed_prot);

vm_fault_t vmf_insert_mixed(struct vm_area_struct *vma, unsigned long addr, pfn_t pfn)
{
	return insert_mixed(vma, addr, pfn, vma->vm_page_prot, false);
}
EXPORT_SYMBOL(vmf_insert_mixed);

vm_fault_t vmf_insert_mixed_mkwrite(struct vm_area_struct *vma, unsigned long addr,
				    pfn_t pfn)
{
	return insert_mixed(vma, addr, pfn, vma->vm_page_prot, true);
}
EXPORT_SYMBOL(vmf_insert_mixed_mkwrite);

/* --- until 4.19: -errno in the place of a fault's result --- */

static bool is_taken(struct vm_area_struct *vma, unsigned long addr)
{
	pte_t *ptep = dock_pte_find(vma->vm_mm, addr);

	return addr >= vma->vm_start && addr < vma->vm_end && ptep && !pte_none(*ptep);
}

static int errno_of(vm_fault_t fault)
{
	switch (fault) {
	case VM_FAULT_NOPAGE:
		return 0;
	case VM_FAULT_OOM:
		return -ENOMEM;
	default:
		return -EFAULT;
	}
}

int vm_insert_pfn_prot(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn,
		       pgprot_t pgprot)
{
	if (is_taken(vma, addr))
		return -EBUSY;
	return errno_of(vmf_insert_pfn_prot(vma, addr, pfn, pgprot));
}
EXPORT_SYMBOL(vm_insert_pfn_prot);

int vm_insert_pfn(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn)
{
	return vm_insert_pfn_prot(vma, addr, pfn, vma->vm_page_prot);
}
EXPORT_SYMBOL(vm_insert_pfn);

int vm_insert_mixed(struct vm_area_struct *vma, unsigned long addr, pfn_t pfn)
{
	if (is_taken(vma, addr))
		return -EBUSY;
	return errno_of(vmf_insert_mixed(vma, addr, pfn));
}
EXPORT_SYMBOL(vm_insert_mixed);

int dock_insert_mixed_frame(struct vm_area_struct *vma, unsigned long addr,
			    unsigned long pfn)
{
	return vm_insert_mixed(vma, addr, (pfn_t){.val = pfn});
}
EXPORT_SYMBOL(dock_insert_mixed_frame);

/* The entry of @address, where a driver put one in by frame number. */
static pte_t *followed(struct vm_area_struct *vma, unsigned long address)
{
	pte_t *ptep;

	if (!(vma->vm_flags & (VM_IO | VM_PFNMAP)) || address < vma->vm_start ||
	    address >= vma->vm_end)
		return NULL;
	ptep = dock_pte_find(vma->vm_mm, address);
	return ptep && pte_present(*ptep) ? ptep : NULL;
}

int follow_pfnmap_start(struct follow_pfnmap_args *args)
{
	pte_t *ptep = followed(args->vma, args->address);

	if (!ptep)
		return -EINVAL;
	args->lock = &args->vma->vm_mm->page_table_lock;
	spin_lock(args->lock);
	args->ptep = ptep;
	args->pfn = pte_pfn(*ptep);
	args->pgprot = __pgprot(pte_val(*ptep) & ~PTE_PFN_MASK);
	args->writable = pte_write(*ptep);
	args->special = pte_special(*ptep);
	return 0;
}
EXPORT_SYMBOL_GPL(follow_pfnmap_start);

void follow_pfnmap_end(struct follow_pfnmap_args *args)
{
	spin_unlock(args->lock);
}
EXPORT_SYMBOL_GPL(follow_pfnmap_end);
