/* SPDX-License-Identifier: MIT */
/* Faults of programs and of the kernel's copies: whether the access may be made, and
 * how it ends. */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include "check/report.h"
#include "core/breaks.h"
#include "kernel/compat/vm_ops.h"
#include "kernel/mm/device_memory.h"
#include "kernel/mm/memory.h"
#include "kernel/mm/mm_host.h"
#include "kernel/mm/pgtable.h"
#include "kernel/mm/vma.h"

static bool access_allowed(const struct vm_area_struct *vma, bool write, bool exec)
{
	if ((vma->vm_flags & VM_IO) && DOCK_BREAK("regs-rights"))
		return true;
	if (write && DOCK_BREAK("store-to-read-only-mapping") && !vma->anon_vma)
		return vma->vm_flags & VM_WRITE || !(vma->vm_flags & VM_MAYSHARE);
	if (write)
		return vma->vm_flags & VM_WRITE;
	if (exec)
		return vma->vm_flags & VM_EXEC;
	if (DOCK_BREAK("write-only-mapping"))
		return vma->vm_flags & (VM_READ | VM_EXEC);
	return vma->vm_flags & (VM_READ | VM_WRITE | VM_EXEC);
}

/* A handler that says "the entry is there" and left none: Linux lets the
 * program fault again, for ever. */
#define STORM 100

static void report_storm(const struct vm_area_struct *vma, unsigned long addr, const char *answer,
			 const char *and)
{
	unsigned long fault = dock_compat_fault_handler(vma->vm_ops);
	struct dock_report *r;

	if (dock_report_seen("fault-storm", fault))
		return;
	r = dock_report_begin("fault-storm", "{fn:%lx} returns %s again and again%s", fault, answer,
			      and);
	dock_report_fact(r, "address", "0x%lx, page %lu of the mapping", addr,
			 (addr - vma->vm_start) >> PAGE_SHIFT);
	dock_report_fact(r, "handler", "{sym:%lx} ({src:%lx})", fault, fault);
	dock_report_fact(r, "ended by", "SIGBUS after %d faults; Linux would go on for ever", STORM);
	dock_report_end(r);
}

static bool storm(struct mm_struct *mm, struct vm_area_struct *vma, unsigned long addr)
{
	static struct mm_struct *last_mm;
	static unsigned long last_addr;
	static int times;
	pte_t *ptep = dock_pte_find(mm, addr);

	if (ptep && !pte_none(*ptep)) {
		times = 0;
		return false;
	}
	times = mm == last_mm && addr == last_addr ? times + 1 : 1;
	last_mm = mm;
	last_addr = addr;
	if (times < STORM)
		return false;
	times = 0;
	report_storm(vma, addr, "VM_FAULT_NOPAGE", " and maps nothing");
	return true;
}

static struct dock_fault_result fault_result(int signo, int code)
{
	return (struct dock_fault_result){ .signo = signo, .si_code = code };
}

static struct dock_fault_result result_of(vm_fault_t ret)
{
	if (ret & VM_FAULT_OOM)
		return fault_result(9, 0);
	if (ret & VM_FAULT_SIGSEGV)
		return fault_result(11, 1);
	if (ret & (VM_FAULT_HWPOISON | VM_FAULT_HWPOISON_LARGE))
		return fault_result(7, 4);
	if (ret & VM_FAULT_ERROR)
		return fault_result(7, 2);
	return fault_result(0, 0);
}

static struct dock_fault_result retried_for_ever(struct mm_struct *mm, unsigned long addr)
{
	struct vm_area_struct *vma;

	mmap_read_lock(mm);
	vma = dock_vma_at(mm, addr);
	if (vma && dock_compat_fault_handler(vma->vm_ops))
		report_storm(vma, addr & PAGE_MASK, "VM_FAULT_RETRY", "");
	mmap_read_unlock(mm);
	return fault_result(7, 2);
}

/* The page is there, and is none that can be mapped. */
static void note_device(struct mm_struct *mm, unsigned long addr, struct dock_fault_result *res)
{
	pte_t *ptep = res->signo ? NULL : dock_pte_find(mm, addr);

	res->device = ptep && pte_present(*ptep) &&
		      dock_pfn_frame(pte_pfn(*ptep)) == DOCK_NO_FRAME;
}

struct dock_fault_result dock_mm_fault(struct mm_struct *mm, unsigned long addr, bool write,
				       bool exec)
{
	struct dock_fault_result res = fault_result(11, 1); /* SIGSEGV, SEGV_MAPERR */
	struct vm_area_struct *vma;
	int tries = 0;
	vm_fault_t ret;

	do {
		mmap_read_lock(mm);
		vma = dock_vma_at(mm, addr);
		if (!vma) {
			mmap_read_unlock(mm);
			return res;
		}
		if (!access_allowed(vma, write, exec)) {
			mmap_read_unlock(mm);
			return fault_result(11, 2); /* SEGV_ACCERR */
		}
		ret = dock_handle_fault(vma, addr, (write ? FAULT_FLAG_WRITE : 0) |
						   (tries ? FAULT_FLAG_TRIED : 0));
		res = result_of(ret);
		if (DOCK_BREAK("map-past-end") && (vma->vm_flags & VM_SHARED) && write &&
		    PAGE_ALIGNED(addr))
			res.si_code = 3;
		if (ret & VM_FAULT_NOPAGE) {
			if (storm(mm, vma, addr & PAGE_MASK))
				res = fault_result(7, 2);
			else
				dock_fill_inserted(vma, addr, write);
		}
		note_device(mm, addr, &res);
		/* With VM_FAULT_RETRY the handler let the lock go itself. */
		if (!(ret & VM_FAULT_RETRY))
			mmap_read_unlock(mm);
	} while ((ret & VM_FAULT_RETRY) && ++tries < STORM);
	return ret & VM_FAULT_RETRY ? retried_for_ever(mm, addr) : res;
}

int dock_user_page(struct mm_struct *mm, unsigned long addr, bool write, pte_t *pte)
{
	for (int tries = 0; tries <= STORM; tries++) {
		struct vm_area_struct *vma = dock_vma_find(mm, addr);
		pte_t *ptep = dock_pte_find(mm, addr);

		if (DOCK_BREAK("read-into-read-only-mapping") && vma && !(vma->vm_flags & VM_WRITE))
			write = false;
		if (!vma || addr < vma->vm_start || !access_allowed(vma, write, false))
			return -EFAULT;
		if (DOCK_BREAK("read-into-private-mapping") && !(vma->vm_flags & VM_MAYSHARE))
			write = false;
		if (ptep && pte_present(*ptep) && (!write || pte_write(*ptep))) {
			if (write)
				*ptep = pte_mkdirty(*ptep);
			*pte = *ptep;
			return 0;
		}
		if (current->pagefault_disabled || dock_mm_fault(mm, addr, write, false).signo)
			return -EFAULT;
	}
	return -EFAULT;
}
