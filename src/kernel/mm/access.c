/* SPDX-License-Identifier: MIT */
/* Another's memory: see access.h. */
#include "kernel/mm/access.h"

#include <linux/errno.h>
#include <linux/export.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/string.h>
#include "check/ledger.h"
#include "core/breaks.h"
#include "kernel/mm/memory.h"
#include "kernel/mm/mm_host.h"
#include "kernel/mm/pgtable.h"
#include "kernel/mm/vma.h"
#include "machine/ram.h"

#define MAX_FAULTS 100 /* of one page, before it counts as not there */

static bool allowed(const struct vm_area_struct *vma, bool write, bool debug)
{
	unsigned long flags = vma->vm_flags;

	if (flags & (VM_IO | VM_PFNMAP))
		return false;
	if (write)
		return flags & VM_WRITE ||
		       (debug && (flags & (VM_SHARED | VM_MAYWRITE)) == VM_MAYWRITE);
	return flags & VM_READ || (debug && flags & VM_MAYREAD);
}

/* May we store there now? A private copy can, that its owner may only read. */
static bool may_store(const struct vm_area_struct *vma, pte_t pte)
{
	struct page *page = pte_special(pte) ? NULL : pte_page(pte);

	return pte_write(pte) || (page && !(vma->vm_flags & VM_SHARED) &&
				  dock_ledger_entry(page)->own && page_count(page) == 1);
}

/* The entry of @addr, good for the access. NULL: there is none; @unlocked is set if
 * the fault handler has let go of the lock. */
static pte_t *fault_in(struct vm_area_struct *vma, unsigned long addr, bool write,
		       bool *unlocked)
{
	for (int tries = 0; tries < MAX_FAULTS; tries++) {
		pte_t *ptep = dock_pte_find(vma->vm_mm, addr);
		vm_fault_t ret;

		if (ptep && !pte_none(*ptep)) {
			/* A frame by its number alone is nobody's page. */
			if (pte_special(*ptep) && !dock_pte_is_zero_page(*ptep))
				return NULL;
			if (!write || may_store(vma, *ptep))
				return ptep;
		}
		ret = dock_handle_fault(vma, addr, write ? FAULT_FLAG_WRITE : 0);
		*unlocked = ret & VM_FAULT_RETRY;
		if (ret & (VM_FAULT_ERROR | VM_FAULT_RETRY))
			return NULL;
	}
	return NULL;
}

/* Up to the end of the page; 0: it cannot be reached that way. */
static long copy_page_part(struct vm_area_struct *vma, unsigned long addr, void *buf,
			   unsigned long len, bool write, bool *unlocked)
{
	pte_t *ptep = fault_in(vma, addr, write, unlocked);
	char *page;

	if (!ptep)
		return 0;
	len = min(len, PAGE_SIZE - offset_in_page(addr));
	page = (char *)dock_ram((pte_pfn(*ptep) << PAGE_SHIFT) + offset_in_page(addr));
	if (write) {
		memcpy(page, buf, len);
		SetPageDirty(pte_page(*ptep));
	} else {
		memcpy(buf, page, len);
	}
	return (long)len;
}

static long ask_driver(struct vm_area_struct *vma, unsigned long addr, void *buf,
		       unsigned long len, bool write)
{
	if (!vma->vm_ops || !vma->vm_ops->access)
		return DOCK_BREAK("mem-not-peeked-at") ? (long)len : 0;
	len = min(len, (unsigned long)INT_MAX);
	return min((long)vma->vm_ops->access(vma, addr, buf, (int)len, write), (long)len);
}

static long machine_part(struct mm_struct *mm, unsigned long addr, void *buf,
			 unsigned long len, bool write, bool debug)
{
	struct vm_area_struct *vma;
	bool unlocked;
	long n;

	for (int tries = 0; tries < MAX_FAULTS; tries++) {
		unlocked = false;
		n = 0;
		mmap_read_lock(mm);
		vma = dock_vma_at(mm, addr);
		if (vma && allowed(vma, write, debug))
			n = copy_page_part(vma, addr, buf, len, write, &unlocked);
		if (vma && !n && debug && !unlocked)
			n = ask_driver(vma, addr, buf, len, write);
		if (!unlocked) {
			mmap_read_unlock(mm);
			return n;
		}
	}
	return 0;
}

/* Memory of the process that is no VMA of the machine's. */
static long program_part(struct mm_struct *mm, unsigned long addr, void *buf,
			 unsigned long len, bool write, bool debug)
{
	const struct dock_mm_host_ops *host = mm->dock_host;
	unsigned long left = len;

	if (debug && host->debug)
		left = host->debug(mm, addr, buf, len, write);
	else if (write && host->write)
		left = host->write(mm, addr, buf, len);
	else if (!write && host->read)
		left = host->read(mm, buf, addr, len);
	return (long)(len - left);
}

unsigned long dock_mm_access(struct mm_struct *mm, unsigned long addr, void *buf,
			     unsigned long len, bool write, enum dock_access how)
{
	bool debug = how == DOCK_ACCESS_DEBUG;
	unsigned long done = 0;

	while (done < len) {
		unsigned long at = addr + done, start, end, part = len - done;
		bool ours = dock_mm_overlaps(mm, at, part, &start, &end);
		long n;

		if (ours && at >= start)
			n = machine_part(mm, at, buf + done, part, write, debug);
		else
			n = program_part(mm, at, buf + done, ours ? start - at : part,
					 write, debug);
		if (n <= 0)
			break;
		done += (unsigned long)n;
	}
	return done;
}

/* What a driver that mapped registers or kept memory can use as its ->access. */
int generic_access_phys(struct vm_area_struct *vma, unsigned long addr, void *buf,
			int len, int write)
{
	unsigned long offset = offset_in_page(addr);
	pte_t *ptep = dock_pte_find(vma->vm_mm, addr);
	void __iomem *regs;

	if (DOCK_BREAK("proc-mem") || DOCK_BREAK("mem-peeked-at") ||
	    !(vma->vm_flags & (VM_IO | VM_PFNMAP)) || !ptep || !pte_present(*ptep) ||
	    (write && !pte_write(*ptep)))
		return -EINVAL;
	regs = ioremap((resource_size_t)pte_pfn(*ptep) << PAGE_SHIFT,
		       PAGE_ALIGN((unsigned long)len + offset));
	if (!regs)
		return -ENOMEM;
	if (write)
		memcpy_toio(regs + offset, buf, (size_t)len);
	else
		memcpy_fromio(buf, regs + offset, (size_t)len);
	iounmap(regs);
	return len;
}
EXPORT_SYMBOL_GPL(generic_access_phys);
