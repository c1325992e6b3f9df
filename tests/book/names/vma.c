/* SPDX-License-Identifier: MIT */
/* The fields of a VMA and of its process's mm, and the operations on it. */
#include <linux/mmap_lock.h>
#include <linux/sched.h>
#include <linux/sched/mm.h>
#include <linux/string.h>
#include "show.h"

/* --- operations: each speaks only when it is what is shown --- */

static void shown_open(struct vm_area_struct *vma)
{
	if (is_shown("open"))
		say("a new area of %lu pages at page %lu", vma_pages(vma), vma->vm_pgoff);
}

static void shown_close(struct vm_area_struct *vma)
{
	if (is_shown("close"))
		say("an area of %lu pages at page %lu goes", vma_pages(vma),
		    vma->vm_pgoff);
}

static vm_fault_t no_page(struct vm_fault *vmf)
{
	if (is_shown("SIGBUS"))
		say("the handler has no page at offset %lu", vmf->pgoff);
	return VM_FAULT_SIGBUS;
}

static void tell_fault(struct vm_fault *vmf)
{
	if (is_shown("fault"))
		say("called for page %lu, for a %s", vmf->pgoff,
		    vmf->flags & FAULT_FLAG_WRITE ? "write" : "read");
	else if (is_shown("vm_fault"))
		say("pgoff %lu, in the area's page %lu", vmf->pgoff,
		    (vmf->address - vmf->vma->vm_start) >> PAGE_SHIFT);
	else if (is_shown("virtual_address"))
		say("it is named address since 4.10, a page's beginning: %d",
		    offset_in_page(vmf->address) == 0);
	else if (is_shown("FAULT_FLAG_ALLOW_RETRY"))
		say("a handler may let go of the lock and ask again: %d",
		    (vmf->flags & FAULT_FLAG_ALLOW_RETRY) != 0);
	else if (is_shown("pgoff_t"))
		say("offsets count pages: %lu", vmf->pgoff);
	else if (is_shown("find_vma"))
		say("the area of the address is that of the fault: %d",
		    find_vma(vmf->vma->vm_mm, vmf->address) == vmf->vma);
}

static vm_fault_t shown_fault(struct vm_fault *vmf)
{
	tell_fault(vmf);
	if (vmf->pgoff > 2)
		return no_page(vmf);
	if (is_shown("VM_FAULT_NOPAGE")) {
		vm_fault_t ret = vmf_insert_page(vmf->vma, vmf->address, shown_page);

		say("the handler has set the entry by itself: %d",
		    ret == VM_FAULT_NOPAGE);
		return ret;
	}
	get_page(shown_page);
	vmf->page = shown_page;
	return 0;
}

static vm_fault_t shown_mkwrite(struct vm_fault *vmf)
{
	if (is_shown("page_mkwrite"))
		say("page %lu is about to be written", vmf->pgoff);
	return 0;
}

static int shown_mremap(struct vm_area_struct *vma)
{
	if (is_shown("mremap"))
		say("%lu pages at another address now", vma_pages(vma));
	return 0;
}

const struct vm_operations_struct shown_ops = {
	.open = shown_open,
	.close = shown_close,
	.fault = shown_fault,
	.page_mkwrite = shown_mkwrite,
	.mremap = shown_mremap,
};

/* Those that only the operations above show. */
static int map_as_it_is(struct vm_area_struct *vma)
{
	return 0;
}
#define map_open map_as_it_is
#define map_mremap map_as_it_is
#define map_maps map_as_it_is
#define map_close map_as_it_is
#define map_fault map_as_it_is
#define map_vm_fault map_as_it_is
#define map_virtual_address map_as_it_is
#define map_FAULT_FLAG_ALLOW_RETRY map_as_it_is
#define map_pgoff_t map_as_it_is
#define map_SIGBUS map_as_it_is
#define map_page_mkwrite map_as_it_is
#define map_find_vma map_as_it_is

static int map_VM_FAULT_NOPAGE(struct vm_area_struct *vma)
{
	vma->vm_flags |= VM_MIXEDMAP;
	return 0;
}

/* --- fields --- */

static int map_vm_start(struct vm_area_struct *vma)
{
	say("the area begins at a page: %d, below vm_end: %d",
	    offset_in_page(vma->vm_start) == 0, vma->vm_start < vma->vm_end);
	return 0;
}

static int map_vm_end(struct vm_area_struct *vma)
{
	say("%lu pages after vm_start", (vma->vm_end - vma->vm_start) >> PAGE_SHIFT);
	return 0;
}

static int map_vm_file(struct vm_area_struct *vma)
{
	say("the file that open was called with: %s",
	    vma->vm_file == shown_file ? "yes" : "no");
	return 0;
}

static int map_vm_pgoff(struct vm_area_struct *vma)
{
	say("the program asked for byte %lu of the device", vma->vm_pgoff << PAGE_SHIFT);
	return 0;
}

static int map_vm_flags(struct vm_area_struct *vma)
{
	say("readable %d, writable %d, executable %d, shared %d",
	    !!(vma->vm_flags & VM_READ), !!(vma->vm_flags & VM_WRITE),
	    !!(vma->vm_flags & VM_EXEC), !!(vma->vm_flags & VM_SHARED));
	return 0;
}

static int map_VM_IO(struct vm_area_struct *vma)
{
	int before = !!(vma->vm_flags & VM_IO);
	int err = remap_pfn_range(vma, vma->vm_start, 0xc0000000UL >> PAGE_SHIFT,
				  2 * PAGE_SIZE, vma->vm_page_prot);

	say("%d, and %d after remap_pfn_range", before, !!(vma->vm_flags & VM_IO));
	return err;
}

static int map_vm_ops(struct vm_area_struct *vma)
{
	say("the driver's own: %s", vma->vm_ops == &shown_ops ? "yes" : "no");
	return 0;
}

static int map_vm_private_data(struct vm_area_struct *vma)
{
	say("holds what the driver put there: %s",
	    vma->vm_private_data == shown_page ? "yes" : "no");
	return 0;
}

static int map_vm_page_prot(struct vm_area_struct *vma)
{
	pgprot_t prot = pgprot_noncached(vma->vm_page_prot);

	say("as vm_get_page_prot tells from the flags: %d, uncached it is another: %d",
	    pgprot_val(vma->vm_page_prot) ==
			    pgprot_val(vm_get_page_prot(vma->vm_flags)) ||
		    pgprot_val(vma->vm_page_prot) ==
			    pgprot_val(vm_get_page_prot(vma->vm_flags & ~VM_SHARED)),
	    pgprot_val(prot) != pgprot_val(vma->vm_page_prot));
	return 0;
}

static int map_vm_area_struct(struct vm_area_struct *vma)
{
	say("of %lu pages, of this process: %s", vma_pages(vma),
	    vma->vm_mm == current->mm ? "yes" : "no");
	return 0;
}

static int map_vm_operations_struct(struct vm_area_struct *vma)
{
	say("open %d, close %d, fault %d, mremap %d", !!vma->vm_ops->open,
	    !!vma->vm_ops->close, !!vma->vm_ops->fault, !!vma->vm_ops->mremap);
	return 0;
}

/* --- the process --- */

static void run_mm_struct(void)
{
	struct mm_struct *mm = get_task_mm(current);

	say("found by get_task_mm, the same as current->mm: %s",
	    mm == current->mm ? "yes" : "no");
	mmput(mm);
}

static void run_mm(void)
{
	say("a program has one: %d", current->mm != NULL);
}

static void run_task_struct(void)
{
	say("the program is '%s'", current->comm);
}

static void run_current(void)
{
	say("the task that calls, %s", current == get_current() ? current->comm : "?");
}

static void run_mmap_sem(void)
{
	int got = mmap_read_trylock(current->mm);

	say("it is mmap_lock since 5.8: taken for reading: %d", got);
	if (got)
		mmap_read_unlock(current->mm);
}

static void run_page_table_lock(void)
{
	spin_lock(&current->mm->page_table_lock);
	say("taken: %d", spin_is_locked(&current->mm->page_table_lock));
	spin_unlock(&current->mm->page_table_lock);
}

const struct show vma_shows[] = {
	SHOW_MAP(maps),
	SHOW_MAP(mremap),
	SHOW_MAP(open),
	SHOW_MAP(close),
	SHOW_MAP(fault),
	SHOW_MAP(vm_fault),
	SHOW_MAP(virtual_address),
	SHOW_MAP(FAULT_FLAG_ALLOW_RETRY),
	SHOW_MAP(pgoff_t),
	SHOW_MAP(SIGBUS),
	SHOW_MAP(page_mkwrite),
	SHOW_MAP(VM_FAULT_NOPAGE),
	SHOW_MAP(vm_start),
	SHOW_MAP(vm_end),
	SHOW_MAP(vm_file),
	SHOW_MAP(vm_pgoff),
	SHOW_MAP(vm_flags),
	SHOW_MAP(VM_IO),
	SHOW_MAP(vm_ops),
	SHOW_MAP(vm_private_data),
	SHOW_MAP(vm_page_prot),
	SHOW_MAP(vm_area_struct),
	SHOW_MAP(vm_operations_struct),
	SHOW(mm_struct),
	SHOW(mm),
	SHOW(task_struct),
	SHOW(current),
	SHOW(mmap_sem),
	SHOW(page_table_lock),
	SHOW_MAP(find_vma),
	SHOWS_END,
};
