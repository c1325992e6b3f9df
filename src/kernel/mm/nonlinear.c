/* SPDX-License-Identifier: MIT */
/*
 * remap_file_pages: pages of a file in another order. Since 4.0 a mapping of its own
 * is made of each part; until 2.6.22 the driver's ->populate did it, which is what
 * MAP_POPULATE called, too; between, no driver could have it.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include "core/api.h"
#include "kernel/mm/memory.h"
#include "kernel/mm/mm_host.h"
#include "kernel/mm/pgtable.h"
#include "kernel/mm/vma.h"

/* The part of the file that a range shows, if it shows one: with the same file and
 * flags throughout. */
static bool is_one_file(struct mm_struct *mm, struct vm_area_struct *vma,
			unsigned long end)
{
	struct vm_area_struct *next;

	for (; vma->vm_end < end; vma = next) {
		next = dock_vma_at(mm, vma->vm_end);
		if (!next || next->vm_file != vma->vm_file ||
		    next->vm_flags != vma->vm_flags)
			return false;
	}
	return true;
}

static long map_anew(struct mm_struct *mm, unsigned long start, unsigned long len,
		     unsigned long pgoff, unsigned long flags)
{
	unsigned long prot = 0, ret;
	struct vm_area_struct *vma;
	struct file *file = NULL;

	mmap_write_lock(mm);
	vma = dock_vma_at(mm, start);
	if (vma && vma->vm_flags & VM_SHARED && vma->vm_file &&
	    is_one_file(mm, vma, start + len)) {
		file = get_file(vma->vm_file);
		prot = (vma->vm_flags & VM_READ ? PROT_READ : 0) |
		       (vma->vm_flags & VM_WRITE ? PROT_WRITE : 0) |
		       (vma->vm_flags & VM_EXEC ? PROT_EXEC : 0);
		flags = (flags & MAP_NONBLOCK) | MAP_SHARED | MAP_FIXED | MAP_POPULATE |
			(vma->vm_flags & VM_LOCKED ? MAP_LOCKED : 0);
	}
	mmap_write_unlock(mm);
	if (!file)
		return -EINVAL;
	ret = dock_mmap(mm, file, start, len, prot, flags, pgoff << PAGE_SHIFT);
	fput(file);
	return IS_ERR_VALUE(ret) ? (long)ret : 0;
}

static long ask_driver(struct mm_struct *mm, unsigned long start, unsigned long len,
		       unsigned long pgoff, unsigned long flags)
{
	struct vm_area_struct *vma;
	long err = -EINVAL;

	mmap_write_lock(mm);
	vma = dock_vma_at(mm, start);
	/* What the driver keeps in vm_private_data the core would have written over. */
	if (vma && vma->vm_flags & VM_SHARED && vma->vm_ops && vma->vm_ops->populate &&
	    (!vma->vm_private_data || vma->vm_flags & VM_RESERVED) &&
	    start + len <= vma->vm_end)
		err = vma->vm_ops->populate(vma, start, len, vma->vm_page_prot, pgoff,
					    !!(flags & MAP_NONBLOCK));
	mmap_write_unlock(mm);
	return err;
}

long dock_remap_file_pages(struct mm_struct *mm, unsigned long addr, unsigned long len,
			   unsigned long prot, unsigned long pgoff, unsigned long flags)
{
	unsigned long start = addr & PAGE_MASK;

	len &= PAGE_MASK;
	if (prot || start + len <= start || pgoff + (len >> PAGE_SHIFT) < pgoff)
		return -EINVAL;
	if (dock_api_since(4, 0, 0))
		return map_anew(mm, start, len, pgoff, flags);
	return dock_api_since(2, 6, 23) ? -EINVAL
					: ask_driver(mm, start, len, pgoff, flags);
}

/* Until 2.6.22, for ->populate: of pages of the page cache. It takes over the caller's
 * reference; a driver's page it refuses. */
int install_page(struct mm_struct *mm, struct vm_area_struct *vma, unsigned long addr,
		 struct page *page, pgprot_t prot)
{
	loff_t size = vma->vm_file->f_mapping->host->i_size;
	pte_t *ptep = dock_pte_make(mm, addr);

	if (!ptep)
		return -ENOMEM;
	if (!page->mapping ||
	    page->index >= PAGE_ALIGN((unsigned long)size) >> PAGE_SHIFT)
		return -EINVAL;
	dock_zap_range(vma, addr, addr + PAGE_SIZE);
	atomic_inc(&page->_mapcount);
	*ptep = mk_pte(page, prot);
	return 0;
}
EXPORT_SYMBOL(install_page);
