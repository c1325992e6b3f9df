/* SPDX-License-Identifier: MIT */
/* Address spaces: birth, copy, death; and what others ask of one. */
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/mmu_context.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "core/api.h"
#include "core/breaks.h"
#include "kernel/fs/node.h"
#include "kernel/mm/memory.h"
#include "kernel/mm/mm_host.h"
#include "kernel/mm/own_areas.h"
#include "kernel/mm/pgtable.h"
#include "kernel/mm/vma.h"

struct mm_struct *dock_mm_alloc(const struct dock_mm_host_ops *ops, void *priv,
				unsigned long task_size)
{
	struct mm_struct *mm = kzalloc(sizeof(*mm), GFP_KERNEL);

	if (!mm)
		return NULL;
	mm->task_size = task_size;
	mm->mmap_base = task_size - (1UL << 30);
	atomic_set(&mm->mm_users, 1);
	atomic_set(&mm->mm_count, 1);
	spin_lock_init(&mm->page_table_lock);
	mmap_init_lock(mm);
	mm->mm_mt.dock_mm = mm;
	mm->dock_host = ops;
	mm->dock_priv = priv;
	return mm;
}

void *dock_mm_priv(struct mm_struct *mm)
{
	return mm->dock_priv;
}

struct mm_struct *dock_mm_get(struct mm_struct *mm)
{
	atomic_inc(&mm->mm_users);
	return mm;
}

void mmget(struct mm_struct *mm)
{
	atomic_inc(&mm->mm_users);
}
EXPORT_SYMBOL(mmget);

void mmgrab(struct mm_struct *mm)
{
	atomic_inc(&mm->mm_count);
}
EXPORT_SYMBOL(mmgrab);

void kthread_use_mm(struct mm_struct *mm)
{
	WARN_ON_ONCE(!(current->flags & PF_KTHREAD));
	WARN_ON_ONCE(current->mm);
	mmgrab(mm);
	current->mm = mm;
}
EXPORT_SYMBOL_GPL(kthread_use_mm);

void kthread_unuse_mm(struct mm_struct *mm)
{
	WARN_ON_ONCE(!(current->flags & PF_KTHREAD));
	WARN_ON_ONCE(!current->mm);
	current->mm = NULL;
	mmdrop(mm);
}
EXPORT_SYMBOL_GPL(kthread_unuse_mm);

void use_mm(struct mm_struct *mm)
{
	kthread_use_mm(mm);
}
EXPORT_SYMBOL_GPL(use_mm);

void unuse_mm(struct mm_struct *mm)
{
	kthread_unuse_mm(mm);
}
EXPORT_SYMBOL_GPL(unuse_mm);

void mmdrop(struct mm_struct *mm)
{
	if (atomic_dec_and_test(&mm->mm_count))
		kfree(mm);
}
EXPORT_SYMBOL(mmdrop);

/* Planted: what was stored in a mapping of one page is lost at exit. */
static void lose_stores(struct mm_struct *mm)
{
	for (struct vm_area_struct *vma = dock_vma_first(mm); vma; vma = dock_vma_next(vma)) {
		pte_t *ptep = dock_pte_find(mm, vma->vm_start);

		if (ptep && pte_dirty(*ptep) && vma_pages(vma) == 1)
			memset(page_address(pte_page(*ptep)), 0, 8);
	}
}

void mmput(struct mm_struct *mm)
{
	might_sleep();
	if (!atomic_dec_and_test(&mm->mm_users))
		return;
	if (DOCK_BREAK("exit-unmaps"))
		lose_stores(mm);
	dock_own_areas_forget(mm);
	dock_unmap_locked(mm, 0, mm->task_size, true);
	dock_pgtable_free(mm);
	if (mm->dock_host->free)
		mm->dock_host->free(mm);
	mm->dock_host = NULL;
	mmdrop(mm);
}
EXPORT_SYMBOL(mmput);

struct mm_struct *get_task_mm(struct task_struct *t)
{
	if (t->mm)
		mmget(t->mm);
	return t->mm;
}
EXPORT_SYMBOL(get_task_mm);

/* x86 looks at the first page for how a device's memory is cached, and knows no other
 * place once a store has put a copy there. */
static bool may_dup(const struct vm_area_struct *vma)
{
	pte_t *ptep;

	if (!(vma->vm_flags & VM_PAT) || vma->vm_flags & VM_SHARED ||
	    !(vma->vm_flags & VM_MAYWRITE) || !dock_api_since(6, 1, 0) ||
	    DOCK_BREAK("map-copied-first"))
		return true;
	ptep = dock_pte_find(vma->vm_mm, vma->vm_start);
	return ptep && pte_present(*ptep) && pte_special(*ptep);
}

bool dock_mm_may_dup(struct mm_struct *mm)
{
	struct vm_area_struct *vma;

	for (vma = dock_vma_first(mm); vma; vma = dock_vma_next(vma))
		if (!(vma->vm_flags & VM_DONTCOPY) && !may_dup(vma))
			return false;
	return true;
}

/* Planted: the driver is not told of a copy. */
static bool is_copy_untold(const struct vm_area_struct *n)
{
	return DOCK_BREAK("simple-told-of-fork") ||
	       (DOCK_BREAK("allocator-is-shared-with-a-child") && n->vm_flags & VM_PFNMAP) ||
	       (DOCK_BREAK("fork-copies-mappings") && n->vm_file &&
		atomic_long_read(&n->vm_file->f_count) == 2);
}

int dock_mm_dup_locked(struct mm_struct *to, struct mm_struct *from)
{
	struct vm_area_struct *vma, *n;
	int err = 0;

	if (!dock_mm_may_dup(from))
		return -ENOMEM;
	for (vma = dock_vma_first(from); vma && !err; vma = dock_vma_next(vma)) {
		if (vma->vm_flags & VM_DONTCOPY && !DOCK_BREAK("fork-without-mapping"))
			continue;
		n = dock_vma_dup(vma);
		if (!n) {
			err = -ENOMEM;
			break;
		}
		n->vm_flags &= ~VM_LOCKED;
		if (DOCK_BREAK("fork-shared-both-touch") && dock_pte_find(from, vma->vm_start))
			n->vm_flags &= ~VM_SHARED;
		if (DOCK_BREAK("fork-child-exits") && dock_pte_find(from, vma->vm_start) &&
		    !pte_dirty(*dock_pte_find(from, vma->vm_start)))
			vma->vm_flags &= ~VM_WRITE;
		if (DOCK_BREAK("store-to-read-only-kills") && !(vma->vm_flags & VM_SHARED))
			n->vm_flags |= VM_WRITE;
		dock_vma_child(n, vma);
		dock_vma_link(to, n);
		if (vma->vm_flags & VM_WIPEONFORK)
			n->anon_vma = NULL;
		else
			err = dock_copy_range(n, vma);
		if ((n->vm_flags & VM_PFNMAP) &&
		    DOCK_BREAK("simple-remap-is-shared-with-a-child"))
			dock_zap_range(n, n->vm_start, n->vm_end);
		if (DOCK_BREAK("scullv-is-shared-with-a-child") &&
		    n->vm_end - n->vm_start == 16 << PAGE_SHIFT)
			n->vm_flags &= ~VM_SHARED;
		if (n->vm_ops && n->vm_ops->open && !is_copy_untold(n))
			n->vm_ops->open(n);
	}
	return err;
}

int dock_mm_dup(struct mm_struct *to, struct mm_struct *from)
{
	int err;

	mmap_write_lock(from);
	err = dock_mm_dup_locked(to, from);
	mmap_write_unlock(from);
	return err;
}

bool dock_mm_overlaps(struct mm_struct *mm, unsigned long addr, unsigned long len,
		      unsigned long *start, unsigned long *end)
{
	struct vm_area_struct *vma = dock_vma_find(mm, addr);

	if (!vma || vma->vm_start >= addr + len)
		return false;
	if (start)
		*start = vma->vm_start;
	if (end)
		*end = vma->vm_end;
	return true;
}

bool dock_mm_next_vma(struct mm_struct *mm, unsigned long addr, struct dock_vma_info *info)
{
	struct vm_area_struct *vma = dock_vma_find(mm, addr);
	struct inode *inode;

	if (!vma)
		return false;
	memset(info, 0, sizeof(*info));
	info->start = vma->vm_start;
	info->end = vma->vm_end;
	info->offset_bytes = vma->vm_file ? vma->vm_pgoff << PAGE_SHIFT : 0;
	info->read = vma->vm_flags & VM_READ;
	info->write = vma->vm_flags & VM_WRITE;
	info->exec = vma->vm_flags & VM_EXEC;
	info->shared = vma->vm_flags & VM_MAYSHARE && !DOCK_BREAK("simple-maps-lines");
	info->in_core = vma->anon_vma && !(vma->vm_flags & (VM_SHARED | VM_IO | VM_DONTDUMP));
	if (!vma->vm_file)
		return true;
	/* The file system of the nodes: device 00:05, as devtmpfs has on Linux. */
	inode = file_inode(vma->vm_file);
	info->minor = 5;
	info->ino = inode->i_ino;
	if (DOCK_BREAK("close-before-unmap") && atomic_long_read(&vma->vm_file->f_count) == 1)
		return true;
	if (inode->i_private)
		strscpy(info->path, ((struct dock_node *)inode->i_private)->path,
			sizeof(info->path));
	return true;
}
