/* SPDX-License-Identifier: MIT */
/* What drivers put into page tables themselves: remap_pfn_range,
 * vm_insert_page, vmf_insert_pfn, zap_vma_ptes. */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include "core/api.h"
#include "kernel/mm/memory.h"
#include "kernel/mm/page_alloc.h"
#include "kernel/mm/pgtable.h"

static pte_t special_pte(struct vm_area_struct *vma, unsigned long pfn, pgprot_t prot)
{
	return pte_mkspecial(pte_mkyoung(pfn_pte(pfn, prot)));
}

/* Until 2.6.14 ordinary RAM was left out, unless it was reserved: the zero page
 * shows up there when it is touched. */
static bool may_be_remapped(unsigned long pfn)
{
	return dock_api_since(2, 6, 15) || !pfn_valid(pfn) || PageReserved(pfn_to_page(pfn));
}

int remap_pfn_range(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn,
		    unsigned long size, pgprot_t prot)
{
	unsigned long end = addr + PAGE_ALIGN(size);

	if (WARN_ON_ONCE(!PAGE_ALIGNED(addr)))
		return -EINVAL;
	/* A private, writable part of a VMA could not be copied on write rightly. */
	if ((vma->vm_flags & (VM_SHARED | VM_MAYWRITE)) == VM_MAYWRITE) {
		if (addr != vma->vm_start || end != vma->vm_end)
			return -EINVAL;
		vma->vm_pgoff = pfn;
	}
	vma->vm_flags |= VM_IO | VM_PFNMAP | VM_DONTEXPAND | VM_DONTDUMP;
	for (; addr < end; addr += PAGE_SIZE, pfn++) {
		pte_t *ptep = dock_pte_make(vma->vm_mm, addr);

		if (!ptep)
			return -ENOMEM;
		BUG_ON(!pte_none(*ptep));
		if (may_be_remapped(pfn))
			*ptep = special_pte(vma, pfn, prot);
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
	pfn += vma->vm_pgoff;
	pages -= vma->vm_pgoff;
	if (size >> PAGE_SHIFT > pages)
		return -EINVAL;
	return io_remap_pfn_range(vma, vma->vm_start, pfn, size, vma->vm_page_prot);
}
EXPORT_SYMBOL(vm_iomap_memory);

int vm_insert_page(struct vm_area_struct *vma, unsigned long addr, struct page *page)
{
	pte_t *ptep;

	if (addr < vma->vm_start || addr >= vma->vm_end)
		return -EFAULT;
	if (!page_count(page))
		return -EINVAL;
	if (!(vma->vm_flags & VM_MIXEDMAP)) {
		BUG_ON(vma->vm_flags & VM_PFNMAP);
		vma->vm_flags |= VM_MIXEDMAP;
	}
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
EXPORT_SYMBOL(vm_insert_page);

vm_fault_t vmf_insert_pfn(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn)
{
	pte_t *ptep;

	BUG_ON(!(vma->vm_flags & (VM_PFNMAP | VM_MIXEDMAP)));
	if (addr < vma->vm_start || addr >= vma->vm_end)
		return VM_FAULT_SIGBUS;
	ptep = dock_pte_make(vma->vm_mm, addr);
	if (!ptep)
		return VM_FAULT_OOM;
	if (pte_none(*ptep))
		*ptep = special_pte(vma, pfn, vma->vm_page_prot);
	return VM_FAULT_NOPAGE;
}
EXPORT_SYMBOL(vmf_insert_pfn);

int vm_insert_pfn(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn)
{
	pte_t *ptep = dock_pte_find(vma->vm_mm, addr);

	if (addr >= vma->vm_start && addr < vma->vm_end && ptep && !pte_none(*ptep))
		return -EBUSY;
	switch (vmf_insert_pfn(vma, addr, pfn)) {
	case VM_FAULT_NOPAGE:
		return 0;
	case VM_FAULT_OOM:
		return -ENOMEM;
	default:
		return -EFAULT;
	}
}
EXPORT_SYMBOL(vm_insert_pfn);

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

int follow_pfn(struct vm_area_struct *vma, unsigned long address, unsigned long *pfn)
{
	pte_t *ptep = followed(vma, address);

	if (!ptep)
		return -EINVAL;
	*pfn = pte_pfn(*ptep);
	return 0;
}
EXPORT_SYMBOL_GPL(follow_pfn);

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

void zap_vma_ptes(struct vm_area_struct *vma, unsigned long address, unsigned long size)
{
	if (address < vma->vm_start || address + size > vma->vm_end ||
	    !(vma->vm_flags & VM_PFNMAP))
		return;
	dock_zap_range(vma, address, address + size);
}
EXPORT_SYMBOL(zap_vma_ptes);
