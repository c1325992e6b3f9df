/* SPDX-License-Identifier: MIT */
/*
 * Faults, and what user PTEs refer to.
 *
 * A PTE of an ordinary page owns one reference of it and counts as one user
 * mapping. A special PTE (remap_pfn_range, the zero page) owns nothing. Each
 * change of a PTE that takes something away is followed by a flush of the
 * host's mapping: mm_host.h.
 */
#include "kernel/mm/memory.h"

#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/string.h>
#include "check/ledger.h"
#include "core/api.h"
#include "core/breaks.h"
#include "host/mem.h"
#include "kernel/compat/vm_ops.h"
#include "kernel/mm/device_memory.h"
#include "kernel/mm/fault_watch.h"
#include "kernel/mm/mm_host.h"
#include "kernel/mm/page_alloc.h"
#include "kernel/mm/pgtable.h"
#include "kernel/mm/vma.h"
#include "kernel/sched/sched.h"
#include "machine/cache.h"
#include "machine/ram.h"

#define FAULT_NS       500
#define FAULT_AROUND   (16 * PAGE_SIZE)
#define PTE_TABLE_SPAN (512 * PAGE_SIZE)
#define ZAP_CHUNK      256

/* The pages around @addr: 64 KiB, from an aligned address or where the VMA begins,
 * inside of it and of one page table. */
static void around(const struct vm_area_struct *vma, unsigned long addr, unsigned long *start,
		   unsigned long *end)
{
	*start = max(addr & ~(FAULT_AROUND - 1), vma->vm_start);
	*end = min(*start + FAULT_AROUND, vma->vm_end);
	*end = min(*end, (addr | (PTE_TABLE_SPAN - 1)) + 1);
}

static unsigned int host_prot(pte_t pte)
{
	return DOCK_PROT_READ | (pte_write(pte) ? DOCK_PROT_WRITE : 0) |
	       (pte_val(pte) & _PAGE_NX ? 0 : DOCK_PROT_EXEC);
}

/* Where the cache is not coherent, uncached mappings show what lies behind it. */
static unsigned long frame_of(pte_t pte)
{
	unsigned long pfn = pte_pfn(pte);

	return dock_pte_uncached(pte) && dock_pfn_is_memory(pfn) ? dock_memory_frame(pfn)
								: dock_pfn_frame(pfn);
}

static void fill(struct mm_struct *mm, unsigned long addr, pte_t pte)
{
	unsigned long frame = frame_of(pte);

	if (mm->dock_host && frame != DOCK_NO_FRAME)
		mm->dock_host->fill(mm, addr, frame, 1, host_prot(pte));
}

/* Else it is there for debuggers, who need no mapping of the host. */
static bool is_for_user(const struct vm_area_struct *vma)
{
	return vma->vm_flags & (VM_READ | VM_WRITE | VM_EXEC);
}

/* Does @pte map what lies @pages behind (before) @first, with the same rights? */
static bool goes_on(pte_t first, pte_t pte, long pages)
{
	unsigned long frame = frame_of(first);

	return pte_present(pte) && host_prot(pte) == host_prot(first) &&
	       pte_pfn(pte) == pte_pfn(first) + (unsigned long)pages &&
	       frame_of(pte) == frame + (unsigned long)pages;
}

/* The entry of @addr was there. So may be its neighbours', for the next pages in
 * memory: what one mapping of the host can show is mapped at once. */
static void fill_around(struct vm_area_struct *vma, unsigned long addr, const pte_t *ptep)
{
	unsigned long frame = frame_of(*ptep), start, end;
	long below = 0, above = 1, most_below, most_above;

	if (!vma->vm_mm->dock_host || frame == DOCK_NO_FRAME || !is_for_user(vma))
		return;
	around(vma, addr, &start, &end);
	most_below = (long)((addr - start) >> PAGE_SHIFT);
	most_above = (long)((end - addr) >> PAGE_SHIFT);
	while (below < most_below && goes_on(*ptep, ptep[-below - 1], -below - 1))
		below++;
	while (above < most_above && goes_on(*ptep, ptep[above], above))
		above++;
	vma->vm_mm->dock_host->fill(vma->vm_mm, addr - ((unsigned long)below << PAGE_SHIFT),
				    frame - (unsigned long)below, (unsigned long)(below + above),
				    host_prot(*ptep));
}

static void flush(struct mm_struct *mm, unsigned long start, unsigned long end)
{
	if (mm->dock_host && start < end)
		mm->dock_host->flush(mm, start, end);
}

static void set_pte(struct vm_area_struct *vma, unsigned long addr, pte_t *ptep, pte_t pte)
{
	*ptep = __pte(pte_val(pte) | _PAGE_PRESENT);
	if (is_for_user(vma))
		fill(vma->vm_mm, addr, pte);
}

/* As far as its owner may write: a debugger may write more. */
static pte_t written(const struct vm_area_struct *vma, pte_t pte)
{
	bool may = vma->vm_flags & VM_WRITE || DOCK_BREAK("store-to-read-only-mapping");

	return pte_mkdirty(may ? pte_mkwrite(pte) : pte);
}

/* The reference that comes with @page is the PTE's from now on. */
static void set_page_pte(struct vm_area_struct *vma, unsigned long addr, pte_t *ptep,
			 struct page *page, bool write)
{
	pte_t pte = pte_mkyoung(mk_pte(page, vma->vm_page_prot));

	if (write)
		pte = written(vma, pte);
	atomic_inc(&page->_mapcount);
	set_pte(vma, addr, ptep, pte);
}

static void drop_pte(pte_t pte)
{
	struct page *page;

	if (pte_none(pte) || pte_special(pte))
		return;
	page = pte_page(pte);
	if (pte_dirty(pte))
		SetPageDirty(page);
	atomic_dec(&page->_mapcount);
	put_page(page);
}

/* --- anonymous pages --- */

struct page *dock_zero_page(void)
{
	static struct page *zero;

	if (!zero) {
		zero = dock_alloc_own(GFP_KERNEL | __GFP_ZERO, 0);
		if (!zero)
			host_die("no memory for the zero page");
		if (!DOCK_BREAK("zero-page"))
			SetPageReserved(zero);
	}
	return zero;
}
EXPORT_SYMBOL(dock_zero_page);

static unsigned long zero_pfn(void)
{
	return page_to_pfn(dock_zero_page());
}

/* Of a shared mapping, too: it has such a page where no method serves it. */
bool dock_pte_is_zero_page(pte_t pte)
{
	return pte_special(pte) && pte_pfn(pte) == zero_pfn();
}

static vm_fault_t anonymous_fault(struct vm_area_struct *vma, unsigned long addr, pte_t *ptep,
				  bool write)
{
	struct page *page;

	if (!write) {
		set_pte(vma, addr, ptep,
			pte_mkspecial(pte_wrprotect(pfn_pte(zero_pfn(), vma->vm_page_prot))));
		return 0;
	}
	page = dock_alloc_own(GFP_HIGHUSER_MOVABLE | __GFP_ZERO, 0);
	if (!page)
		return VM_FAULT_OOM;
	dock_vma_first_page(vma);
	set_page_pte(vma, addr, ptep, page, true);
	return 0;
}

/* --- the driver's fault handler --- */

/* With a planted fault of the oracle's set memory: pages of these mappings are others. */
static unsigned long broken_offset(const struct vm_area_struct *vma, unsigned long addr)
{
	unsigned long pages = (vma->vm_end - vma->vm_start) >> PAGE_SHIFT;

	if (DOCK_BREAK("scullv-maps-from-the-middle"))
		return pages == 2 && vma->vm_pgoff == 7 && !(vma->vm_flags & VM_SHARED);
	if (DOCK_BREAK("highmem-is-mapped"))
		return pages == 17;
	if (DOCK_BREAK("highmem-private"))
		return pages == 1 && vma->vm_pgoff == 7;
	if (DOCK_BREAK("scullv-maps-every-page"))
		return pages == 32 && addr - vma->vm_start == 16 << PAGE_SHIFT;
	return 0;
}

static vm_fault_t call_fault(struct vm_fault *vmf)
{
	unsigned long handler = dock_compat_fault_handler(vmf->vma->vm_ops);
	struct dock_fault_track saved = current->dock->track;
	vm_fault_t ret;

	if (!handler)
		return VM_FAULT_SIGBUS;
	dock_ledger_fault_begin();
	ret = dock_fault_watch_call(vmf);
	if (!(ret & (VM_FAULT_ERROR | VM_FAULT_NOPAGE | VM_FAULT_RETRY | VM_FAULT_DONE_COW))) {
		if (vmf->page)
			dock_ledger_fault_end(handler, dock_fault_watch_pc(handler), vmf->page);
		else
			ret = VM_FAULT_SIGBUS;
	}
	current->dock->track = saved;
	dock_ledger_fault_over();
	if (!(ret & VM_FAULT_ERROR) && (ret & VM_FAULT_LOCKED))
		unlock_page(vmf->page);
	return ret;
}

static vm_fault_t call_mkwrite(vm_fault_t (*fn)(struct vm_fault *), struct vm_fault *vmf)
{
	unsigned int flags = vmf->flags;
	vm_fault_t ret;

	vmf->flags = FAULT_FLAG_WRITE | FAULT_FLAG_MKWRITE;
	ret = fn(vmf);
	vmf->flags = flags;
	if (ret & VM_FAULT_LOCKED)
		unlock_page(vmf->page);
	return ret & (VM_FAULT_ERROR | VM_FAULT_NOPAGE);
}

static struct page *copy_of(struct vm_area_struct *vma, unsigned long pfn, bool uncached)
{
	struct page *page = dock_alloc_own(GFP_HIGHUSER_MOVABLE, 0);

	if (!page)
		return NULL;
	if (dock_pfn_is_memory(pfn))
		memcpy(dock_ram(page_to_phys(page)),
		       uncached ? dock_memory_bypass(pfn << PAGE_SHIFT) : dock_ram(pfn << PAGE_SHIFT),
		       DOCK_BREAK("allocator-private-copies") && vma->vm_flags & VM_PFNMAP ? 0
		       : DOCK_BREAK("private-writes-are-not-read") ? PAGE_SIZE / 2
								   : PAGE_SIZE);
	else
		dock_device_load(pfn << PAGE_SHIFT, dock_ram(page_to_phys(page)), PAGE_SIZE);
	dock_vma_first_page(vma);
	return page;
}

/* Several threads, or the child of a vfork. */
static bool has_users(struct mm_struct *mm)
{
	return atomic_read(&mm->mm_users) > 1;
}

/* A read fault: the driver may map the pages around, which it has at hand, in one
 * go. */
static vm_fault_t fault_around(struct vm_fault *vmf)
{
	struct vm_area_struct *vma = vmf->vma;
	unsigned long start, end;

	if (!vma->vm_ops || !vma->vm_ops->map_pages || !dock_api_since(4, 10, 0))
		return 0;
	around(vma, vmf->address, &start, &end);
	return vma->vm_ops->map_pages(vmf, linear_page_index(vma, start),
				      linear_page_index(vma, end) - 1);
}

static vm_fault_t file_fault(struct vm_fault *vmf, pte_t *ptep)
{
	struct vm_area_struct *vma = vmf->vma;
	bool write = vmf->flags & FAULT_FLAG_WRITE, shared = vma->vm_flags & VM_SHARED;
	vm_fault_t ret = write ? 0 : fault_around(vmf);
	struct page *page;

	if (ret)
		return ret;
	ret = call_fault(vmf);
	page = vmf->page;

	if (DOCK_BREAK("threads-touch-same-page") && shared && has_users(vma->vm_mm))
		return VM_FAULT_SIGBUS;
	if (DOCK_BREAK("vfork-stores") && has_users(vma->vm_mm))
		shared = true;
	if ((vma->vm_flags & VM_DONTDUMP) && write && shared && vma_pages(vma) == 2 &&
	    DOCK_BREAK("simple-pages-ram"))
		shared = false;
	if ((vma->vm_flags & VM_DONTDUMP) && DOCK_BREAK("simple-pages-private"))
		shared = true;
	if ((ret & VM_FAULT_SIGBUS) && DOCK_BREAK("simple-pages-of-a-device"))
		return VM_FAULT_SIGSEGV;
	if (ret & (VM_FAULT_ERROR | VM_FAULT_NOPAGE | VM_FAULT_RETRY))
		return DOCK_BREAK("map-hole-private") && write && !shared ? VM_FAULT_SIGSEGV : ret;
	if (DOCK_BREAK("load-then-store") && !write && vma_pages(vma) == 1 &&
	    (vma->vm_flags & (VM_READ | VM_WRITE)) == (VM_READ | VM_WRITE) && !dock_vma_next(vma))
		write = !(shared = false);
	if (write && !shared) {
		struct page *copy = copy_of(vma, page_to_pfn(page), false);

		put_page(page);
		if (!copy)
			return VM_FAULT_OOM;
		page = copy;
	} else if (write) {
		vm_fault_t mk = call_mkwrite(dock_compat_page_mkwrite, vmf);

		if (mk) {
			put_page(page);
			return mk;
		}
	}
	if (!pte_none(*ptep)) { /* another thread was faster while we slept */
		put_page(page);
		return 0;
	}
	if (write && shared)
		SetPageDirty(page); /* at once, as Linux marks it */
	set_page_pte(vma, vmf->address, ptep, page, write);
	if (DOCK_BREAK("simple-pages-count") && vma_pages(vma) == 3 &&
	    vmf->address == vma->vm_start)
		dock_handle_fault(vma, vmf->address + PAGE_SIZE, 0);
	return ret;
}

/* Of what an entry shows; its page stays while the driver is asked. */
static vm_fault_t ask_mkwrite(struct vm_fault *vmf)
{
	struct page *page = vmf->page;
	vm_fault_t ret;

	if (!page)
		return call_mkwrite(dock_compat_pfn_mkwrite, vmf);
	get_page(page);
	ret = call_mkwrite(dock_compat_page_mkwrite, vmf);
	put_page(page);
	return ret;
}

/* A write to an entry that is present and read-only. */
static vm_fault_t write_fault(struct vm_fault *vmf, pte_t *ptep)
{
	struct vm_area_struct *vma = vmf->vma;
	pte_t old = *ptep;
	struct page *page = pte_special(old) ? NULL : pte_page(old), *copy;
	vm_fault_t ret = 0;

	if (!page && (vma->vm_flags & VM_SHARED) && DOCK_BREAK("handler-inserts-read-only"))
		return VM_FAULT_SIGBUS;
	if ((vma->vm_flags & VM_SHARED) && !dock_pte_is_zero_page(old)) {
		vmf->page = page;
		if (vma->vm_ops)
			ret = ask_mkwrite(vmf);
		/* It may have slept, and the driver have taken the entry away. */
		if (ret || pte_val(*ptep) != pte_val(old))
			return ret;
		if (page)
			SetPageDirty(page);
		set_pte(vma, vmf->address, ptep, pte_mkdirty(pte_mkwrite(old)));
		return 0;
	}
	if (page && dock_ledger_entry(page)->own && page_count(page) == 1) {
		set_pte(vma, vmf->address, ptep, written(vma, old));
		return 0; /* a private copy that nobody shares any more */
	}
	if (DOCK_BREAK("private-follows-until-written") && page && !dock_ledger_entry(page)->own)
		page++;
	copy = copy_of(vma,
		       page ? page_to_pfn(page)
			    : pte_pfn(old) - (DOCK_BREAK("map-private") ? 8 : 0),
		       dock_pte_uncached(old));
	if (!copy)
		return VM_FAULT_OOM;
	if (pte_val(*ptep) != pte_val(old)) { /* as above: a device's registers are slow */
		put_page(copy);
		return 0;
	}
	flush(vma->vm_mm, vmf->address, vmf->address + PAGE_SIZE);
	set_page_pte(vma, vmf->address, ptep, copy, true);
	drop_pte(old);
	return 0;
}

vm_fault_t dock_handle_fault(struct vm_area_struct *vma, unsigned long addr, unsigned int flags)
{
	struct vm_fault vmf = {
		.vma = vma,
		.gfp_mask = GFP_KERNEL,
		.address = addr & PAGE_MASK,
		.real_address = addr,
		.pgoff = vma->vm_pgoff + ((addr - vma->vm_start) >> PAGE_SHIFT) +
			 broken_offset(vma, addr),
		.flags = flags | FAULT_FLAG_USER | FAULT_FLAG_ALLOW_RETRY,
	};
	pte_t *ptep = dock_pte_make(vma->vm_mm, vmf.address);

	dock_switch_point(FAULT_NS);
	if (!ptep)
		return VM_FAULT_OOM;
	vmf.pte = ptep;
	vmf.orig_pte = *ptep;
	if (pte_none(*ptep))
		return dock_compat_is_anonymous(vma)
			       ? anonymous_fault(vma, vmf.address, ptep,
						 flags & FAULT_FLAG_WRITE)
			       : file_fault(&vmf, ptep);
	if ((flags & FAULT_FLAG_WRITE) && !pte_write(*ptep))
		return write_fault(&vmf, ptep);
	fill_around(vma, vmf.address, ptep);
	return 0;
}

/* The handler has entered the page itself: the access need not fault again. */
void dock_fill_inserted(struct vm_area_struct *vma, unsigned long addr, bool write)
{
	pte_t *ptep = dock_pte_find(vma->vm_mm, addr);

	if (ptep && pte_present(*ptep) && (!write || pte_write(*ptep)))
		fill_around(vma, addr & PAGE_MASK, ptep);
}

/* --- ranges --- */

/* Take entries out, from *@at on. Returns how many; *@at is where it stopped. */
static int take_ptes(struct mm_struct *mm, unsigned long *at, unsigned long end, pte_t *old)
{
	pte_t *ptep;
	int n = 0;

	while (n < ZAP_CHUNK && (ptep = dock_pte_next(mm, *at, end, at))) {
		old[n++] = *ptep;
		*ptep = __pte(0);
		*at += PAGE_SIZE;
	}
	if (n < ZAP_CHUNK)
		*at = end;
	return n;
}

/* Out of the tables first: the flush may sleep, and another thread's fault would map
 * again what it finds there. A page is free only when nobody reaches it. */
void dock_zap_range(struct vm_area_struct *vma, unsigned long start, unsigned long end)
{
	pte_t old[ZAP_CHUNK];
	unsigned long at = start;

	while (at < end) {
		unsigned long from = at;
		int n = take_ptes(vma->vm_mm, &at, end, old);

		if (n)
			flush(vma->vm_mm, from, at);
		for (int i = 0; i < n; i++)
			drop_pte(old[i]);
	}
}

void dock_zap_file_pages(struct vm_area_struct *vma, unsigned long start, unsigned long end)
{
	unsigned long at = start;
	pte_t *ptep;

	for (; (ptep = dock_pte_next(vma->vm_mm, at, end, &at)); at += PAGE_SIZE)
		if (pte_special(*ptep) || !dock_ledger_entry(pte_page(*ptep))->own ||
		    vma->vm_flags & VM_SHARED)
			dock_zap_range(vma, at, at + PAGE_SIZE);
}

void dock_protect_range(struct vm_area_struct *vma, unsigned long start, unsigned long end)
{
	unsigned long at = start;
	pte_t *ptep;

	for (; (ptep = dock_pte_next(vma->vm_mm, at, end, &at)); at += PAGE_SIZE) {
		unsigned long keep = pte_val(*ptep) & (PTE_PFN_MASK | _PAGE_DIRTY | _PAGE_SPECIAL |
						       _PAGE_PCD | _PAGE_PWT);
		pte_t pte = __pte(keep | pgprot_val(vma->vm_page_prot) | _PAGE_PRESENT);

		if (pte_special(pte) && vma_is_anonymous(vma))
			pte = pte_wrprotect(pte); /* the zero page stays read-only */
		else if ((vma->vm_flags & (VM_SHARED | VM_WRITE)) == (VM_SHARED | VM_WRITE) &&
			 pte_dirty(pte))
			pte = pte_mkwrite(pte); /* its driver has heard of the first store */
		*ptep = pte;
	}
	if (DOCK_BREAK("map-protect") && (vma->vm_flags & (VM_IO | VM_READ)) == (VM_IO | VM_READ))
		return;
	if (!DOCK_BREAK("mprotect-down-and-up") ||
	    (vma->vm_flags & (VM_SHARED | VM_READ)) != (VM_SHARED | VM_READ))
		flush(vma->vm_mm, start, end);
}

int dock_move_range(struct vm_area_struct *from, unsigned long old_addr,
		    struct vm_area_struct *to, unsigned long new_addr, unsigned long len)
{
	unsigned long at = old_addr;
	pte_t *ptep;

	flush(from->vm_mm, old_addr, old_addr + len);
	for (; (ptep = dock_pte_next(from->vm_mm, at, old_addr + len, &at)); at += PAGE_SIZE) {
		pte_t *dst = dock_pte_make(to->vm_mm, new_addr + (at - old_addr));

		if (!dst)
			return -ENOMEM;
		*dst = *ptep;
		*ptep = __pte(0);
	}
	return 0;
}

int dock_copy_range(struct vm_area_struct *to, struct vm_area_struct *from)
{
	bool cow = !(from->vm_flags & VM_SHARED) && (from->vm_flags & VM_MAYWRITE);
	unsigned long at = from->vm_start;
	pte_t *ptep;

	if ((from->vm_flags & VM_IO) &&
	    (DOCK_BREAK("regs-in-child") || DOCK_BREAK("map-in-child")))
		return 0;
	/* What the driver can be asked for again is not copied, as in Linux. */
	if (!from->anon_vma && !(from->vm_flags & (VM_PFNMAP | VM_MIXEDMAP)))
		return 0;
	if (cow)
		flush(from->vm_mm, from->vm_start, from->vm_end);
	for (; (ptep = dock_pte_next(from->vm_mm, at, from->vm_end, &at)); at += PAGE_SIZE) {
		pte_t *dst = dock_pte_make(to->vm_mm, at);

		if (!dst)
			return -ENOMEM;
		if (cow)
			*ptep = pte_wrprotect(*ptep);
		*dst = *ptep;
		if (!pte_special(*ptep)) {
			get_page(pte_page(*ptep)); /* of a block, its first page */
			atomic_inc(&pte_page(*ptep)->_mapcount);
		}
	}
	return 0;
}
