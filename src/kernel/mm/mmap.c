/* SPDX-License-Identifier: MIT */
/*
 * The system calls on an address space: mmap, munmap, mprotect, mremap,
 * madvise, msync. The order of checks, and so which error wins, is Linux 6.1's.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include "core/breaks.h"
#include "kernel/compat/file.h"
#include "kernel/mm/memory.h"
#include "kernel/mm/mm_host.h"
#include "kernel/mm/pgtable.h"
#include "kernel/mm/vma.h"

#define ACCESS_FLAGS (VM_READ | VM_WRITE | VM_EXEC)
#define MAY_FLAGS    (VM_MAYREAD | VM_MAYWRITE | VM_MAYEXEC)

/* How an entry of a VMA with these flags is protected at first: a private
 * page is never writable before its copy is made. */
pgprot_t vm_get_page_prot(unsigned long flags)
{
	unsigned long prot = _PAGE_USER | _PAGE_ACCESSED;

	if (flags & ACCESS_FLAGS)
		prot |= _PAGE_PRESENT;
	if (!(flags & VM_EXEC))
		prot |= _PAGE_NX;
	if ((flags & (VM_WRITE | VM_SHARED)) == (VM_WRITE | VM_SHARED))
		prot |= _PAGE_RW;
	return __pgprot(prot);
}
EXPORT_SYMBOL(vm_get_page_prot);

static unsigned long flags_of_prot(unsigned long prot)
{
	return (prot & PROT_READ ? VM_READ : 0) | (prot & PROT_WRITE ? VM_WRITE : 0) |
	       (prot & PROT_EXEC ? VM_EXEC : 0);
}

/* A driver that wants to hear of each page's first write (page_mkwrite) has its
 * pages mapped read-only until then. One that chose a protection keeps it. */
static void set_page_prot(struct vm_area_struct *vma)
{
	const struct vm_operations_struct *ops = vma->vm_ops;
	unsigned long plain = pgprot_val(vm_get_page_prot(vma->vm_flags));

	if (ops && (ops->page_mkwrite || ops->pfn_mkwrite) &&
	    pgprot_val(vma->vm_page_prot) == plain)
		vma->vm_page_prot = vm_get_page_prot(vma->vm_flags & ~VM_SHARED);
}

/* --- mmap --- */

static long file_flags(struct file *file, unsigned long prot, unsigned long flags,
		       unsigned long *vm_flags)
{
	switch (flags & MAP_TYPE) {
	case MAP_SHARED_VALIDATE:
		if (flags & (MAP_SYNC))
			return -EOPNOTSUPP;
		fallthrough;
	case MAP_SHARED:
		if ((prot & PROT_WRITE) && !(file->f_mode & FMODE_WRITE))
			return -EACCES;
		*vm_flags |= VM_SHARED | VM_MAYSHARE;
		if (!(file->f_mode & FMODE_WRITE))
			*vm_flags &= ~(VM_SHARED |
				       (DOCK_BREAK("mprotect-upward-on-read-only-descriptor") ? 0
					: VM_MAYWRITE));
		fallthrough;
	case MAP_PRIVATE:
		if (!(file->f_mode & FMODE_READ) && !DOCK_BREAK("map-and-open-modes"))
			return -EACCES;
		return file->f_op->mmap ? 0 : -ENODEV;
	default:
		return -EINVAL;
	}
}

static long anonymous_flags(unsigned long flags, unsigned long *vm_flags)
{
	switch (flags & MAP_TYPE) {
	case MAP_SHARED:
		*vm_flags |= VM_SHARED | VM_MAYSHARE;
		return 0;
	case MAP_PRIVATE:
		return 0;
	default:
		return -EINVAL;
	}
}

static long mmap_region(struct mm_struct *mm, struct file *file, unsigned long addr,
			unsigned long len, unsigned long vm_flags, unsigned long pgoff)
{
	struct vm_area_struct *vma;
	long err = dock_unmap_locked(mm, addr, addr + len, false);

	if (err)
		return err;
	vma = kzalloc(sizeof(*vma), GFP_KERNEL);
	if (!vma)
		return -ENOMEM;
	vma->vm_mm = mm;
	vma->vm_start = addr;
	vma->vm_end = addr + len;
	vma->vm_flags = vm_flags;
	vma->vm_page_prot = vm_get_page_prot(vm_flags);
	vma->vm_pgoff = DOCK_BREAK("two-mappings-alias") && (vm_flags & VM_SHARED) ? 0 : pgoff;
	if (file) {
		vma->vm_file = get_file(file);
		if (!DOCK_BREAK("mapped-untouched-is-mapped") ||
		    (vm_flags & (ACCESS_FLAGS | VM_MAYSHARE)))
			err = file->f_op->mmap(file, vma);
		if (err) {
			dock_zap_range(vma, vma->vm_start, vma->vm_end);
			fput(file);
			kfree(vma);
			return DOCK_BREAK("order-refuses-mmap") ? -EINVAL : err;
		}
		set_page_prot(vma);
	}
	dock_vma_link(mm, vma);
	return 0;
}

static void populate(struct mm_struct *mm, unsigned long addr, unsigned long len)
{
	struct vm_area_struct *vma = vma_lookup(mm, addr);
	bool write = vma && (vma->vm_flags & (VM_WRITE | VM_SHARED)) == VM_WRITE;

	if (!vma || (vma->vm_flags & (VM_PFNMAP | VM_IO)) || DOCK_BREAK("populate"))
		return;
	for (unsigned long a = addr; a < addr + len; a += PAGE_SIZE)
		if (dock_mm_fault(mm, a, write, false).signo)
			return;
}

/* The checks before an address is chosen. */
static long mmap_check(struct mm_struct *mm, struct file *file, unsigned long *len,
		       unsigned long flags, unsigned long offset)
{
	unsigned long pgoff = offset >> PAGE_SHIFT;

	if (offset & ~PAGE_MASK)
		return -EINVAL;
	if (!*len)
		return -EINVAL;
	*len = PAGE_ALIGN(*len);
	if (!*len || *len > mm->task_size)
		return -ENOMEM;
	if (pgoff + (*len >> PAGE_SHIFT) < pgoff)
		return -EOVERFLOW;
	/* Char devices may use the whole offset, but it must not wrap (4.17). */
	if (file && pgoff > (ULONG_MAX - *len) >> PAGE_SHIFT && !DOCK_BREAK("map-refused"))
		return -EOVERFLOW;
	(void)flags;
	return 0;
}

unsigned long dock_mmap(struct mm_struct *mm, struct file *file, unsigned long addr,
			unsigned long len, unsigned long prot, unsigned long flags,
			unsigned long offset)
{
	unsigned long vm_flags = flags_of_prot(prot) | MAY_FLAGS, at;
	bool reserved;
	long err;

	err = mmap_check(mm, file, &len, flags, offset);
	if (err)
		return (unsigned long)err;
	if (file)
		get_file(file); /* another thread may close the descriptor meanwhile */
	mmap_write_lock(mm);
	/* Of a fixed range the old mappings go when the new one is made. */
	reserved = !(flags & MAP_FIXED) || !dock_mm_overlaps(mm, addr, len, NULL, NULL);
	if (DOCK_BREAK("fixed-over-own-mapping"))
		flags &= ~(unsigned long)MAP_FIXED_NOREPLACE;
	at = mm->dock_host->reserve(mm, addr, len, flags);
	if (IS_ERR_VALUE(at)) {
		mmap_write_unlock(mm);
		if (file)
			fput(file);
		return at;
	}
	err = file ? file_flags(file, prot, flags, &vm_flags) : anonymous_flags(flags, &vm_flags);
	if (DOCK_BREAK("map-at-offset") && !(vm_flags & VM_MAYSHARE))
		offset = 0;
	if (!err)
		err = mmap_region(mm, file, at, len, vm_flags, file ? offset >> PAGE_SHIFT : 0);
	if (err && reserved)
		mm->dock_host->release(mm, at, at + len);
	mmap_write_unlock(mm);
	if (file)
		fput(file);
	if (err)
		return (unsigned long)err;
	if (flags & (MAP_POPULATE | MAP_LOCKED))
		populate(mm, at, len);
	return at;
}

unsigned long vm_mmap(struct file *file, unsigned long addr, unsigned long len,
		      unsigned long prot, unsigned long flag, unsigned long offset)
{
	return dock_mmap(current->mm, file, addr, len, prot, flag, offset);
}
EXPORT_SYMBOL(vm_mmap);

/* --- munmap --- */

/* A shared mapping of a file that is open for reading only. */
static bool is_read_only(const struct vm_area_struct *vma)
{
	return vma && (vma->vm_flags & (VM_SHARED | VM_MAYSHARE)) == VM_MAYSHARE;
}

static bool is_middle(const struct vm_area_struct *vma, unsigned long addr, unsigned long len)
{
	return vma && vma->vm_start < addr && addr + len < vma->vm_end;
}

long dock_munmap(struct mm_struct *mm, unsigned long addr, unsigned long len)
{
	long err;

	if (!PAGE_ALIGNED(addr) || addr > mm->task_size || len > mm->task_size - addr)
		return -EINVAL;
	len = PAGE_ALIGN(len);
	if (!len)
		return -EINVAL;
	if (DOCK_BREAK("map-read") && is_read_only(vma_lookup(mm, addr)))
		return 0;
	if (DOCK_BREAK("munmap-middle") && is_middle(vma_lookup(mm, addr), addr, len))
		addr += dock_pte_find(mm, addr) ? PAGE_SIZE : 0;
	if (DOCK_BREAK("thread-unmaps") && atomic_read(&mm->mm_users) > 1)
		return 0;
	mmap_write_lock(mm);
	err = dock_unmap_locked(mm, addr, addr + len, true);
	mmap_write_unlock(mm);
	return err;
}

int vm_munmap(unsigned long start, size_t len)
{
	return (int)dock_munmap(current->mm, start, len);
}
EXPORT_SYMBOL(vm_munmap);

/* --- mprotect --- */

static long protect_vma(struct vm_area_struct *vma, unsigned long start, unsigned long end,
			unsigned long access)
{
	unsigned long flags = (vma->vm_flags & ~ACCESS_FLAGS) | access;
	long err;

	/* VM_MAYx is VM_x shifted left by four. */
	if ((flags & ~(flags >> 4)) & ACCESS_FLAGS)
		return -EACCES;
	if (vma->vm_ops && vma->vm_ops->mprotect) {
		err = vma->vm_ops->mprotect(vma, start, end, flags);
		if (err)
			return err;
	}
	vma->vm_flags = flags;
	vma->vm_page_prot = vm_get_page_prot(flags);
	set_page_prot(vma);
	if (DOCK_BREAK("mprotect-down-and-up-private"))
		dock_zap_range(vma, start, end);
	dock_protect_range(vma, start, end);
	return 0;
}

static long protect_range(struct mm_struct *mm, unsigned long start, unsigned long end,
			  unsigned long access)
{
	struct vm_area_struct *vma = vma_lookup(mm, start);
	long err;

	if (!vma)
		return -ENOMEM;
	while (start < end) {
		unsigned long flags, stop;

		if (!vma || vma->vm_start > start)
			return -ENOMEM;
		flags = (vma->vm_flags & ~ACCESS_FLAGS) | access;
		if ((flags & ~(flags >> 4)) & ACCESS_FLAGS)
			return -EACCES;
		if (start > vma->vm_start) {
			err = dock_vma_split(mm, vma, start);
			if (err)
				return err;
			vma = dock_vma_next(vma);
		}
		stop = min(end, vma->vm_end);
		if (stop < vma->vm_end && !DOCK_BREAK("mprotect-part-of-a-mapping")) {
			err = dock_vma_split(mm, vma, stop);
			if (err)
				return err;
		}
		err = protect_vma(vma, start, stop, access);
		if (err)
			return err;
		start = stop;
		vma = dock_vma_next(vma);
	}
	return 0;
}

long dock_mprotect(struct mm_struct *mm, unsigned long addr, unsigned long len,
		   unsigned long prot)
{
	long err;

	if (!PAGE_ALIGNED(addr) || (prot & ~7UL && !DOCK_BREAK("mprotect-refused")))
		return -EINVAL;
	if (!len || (DOCK_BREAK("mapping-with-nothing-allowed") && !prot))
		return 0;
	len = PAGE_ALIGN(len);
	if (addr + len <= addr)
		return -ENOMEM;
	mmap_write_lock(mm);
	err = protect_range(mm, addr, addr + len, flags_of_prot(prot));
	mmap_write_unlock(mm);
	return err;
}

/* --- mremap --- */

/* May the mapping at @addr have @new_len bytes? */
static long resize_check(struct vm_area_struct *vma, unsigned long addr, unsigned long old_len,
			 unsigned long new_len)
{
	unsigned long pgoff;

	if (!vma)
		return -EFAULT;
	if (!old_len && !(vma->vm_flags & (VM_SHARED | VM_MAYSHARE)) &&
	    !DOCK_BREAK("mremap-duplicate"))
		return -EINVAL;
	if (old_len > vma->vm_end - addr)
		return DOCK_BREAK("mremap-refused") ? -EINVAL : -EFAULT;
	if (new_len == old_len)
		return 0;
	pgoff = ((addr - vma->vm_start) >> PAGE_SHIFT) + vma->vm_pgoff;
	if (pgoff + (new_len >> PAGE_SHIFT) < pgoff)
		return -EINVAL;
	if (vma->vm_flags & (VM_DONTEXPAND | VM_PFNMAP))
		return -EFAULT;
	return 0;
}

/* Move a VMA; the new range is reserved already. */
static long move_vma(struct mm_struct *mm, struct vm_area_struct *vma, unsigned long addr,
		     unsigned long old_len, unsigned long new_len, unsigned long new_addr)
{
	struct vm_area_struct *n = dock_vma_dup(vma);
	long err;

	if (!n)
		return -ENOMEM;
	if (!DOCK_BREAK("mremap-to-address"))
		n->vm_pgoff += (addr - vma->vm_start) >> PAGE_SHIFT;
	n->vm_start = new_addr;
	n->vm_end = new_addr + new_len;
	if (n->vm_ops && n->vm_ops->open)
		n->vm_ops->open(n);
	dock_vma_link(mm, n);
	err = DOCK_BREAK("mremap-private") ? 0
					   : dock_move_range(vma, addr, n, new_addr,
							     min(old_len, new_len));
	if (!err && n->vm_ops && n->vm_ops->mremap)
		err = n->vm_ops->mremap(n);
	if (err) {
		dock_move_range(n, new_addr, vma, addr, min(old_len, new_len));
		dock_unmap_locked(mm, new_addr, new_addr + new_len, true);
		return err;
	}
	if (DOCK_BREAK("mremap-no-room") && old_len < new_len)
		return 0;
	return old_len ? dock_unmap_locked(mm, addr, addr + old_len, true) : 0;
}

static unsigned long grow(struct mm_struct *mm, struct vm_area_struct *vma, unsigned long addr,
			  unsigned long old_len, unsigned long new_len, unsigned long flags)
{
	unsigned long more = new_len - old_len, at;
	long err;

	if (DOCK_BREAK("mremap-grow-past-end") && !(flags & MREMAP_MAYMOVE) &&
	    !dock_pte_find(mm, addr))
		return (unsigned long)-ENOMEM;
	if (old_len == vma->vm_end - addr && old_len) {
		at = mm->dock_host->reserve(mm, vma->vm_end, more,
					    MAP_FIXED | MAP_FIXED_NOREPLACE);
		if (at == vma->vm_end) {
			if (DOCK_BREAK("mremap-grow-private"))
				dock_zap_range(vma, vma->vm_start, vma->vm_end);
			if (DOCK_BREAK("mremap-grow-into-data"))
				vma->vm_flags &= ~VM_MAYSHARE;
			vma->vm_end += more;
			mm->total_vm += more >> PAGE_SHIFT;
			return addr;
		}
	}
	if (!(flags & MREMAP_MAYMOVE))
		return (unsigned long)-ENOMEM;
	at = mm->dock_host->reserve(mm, 0, new_len, 0);
	if (IS_ERR_VALUE(at))
		return at;
	err = move_vma(mm, vma, addr, old_len, new_len, at);
	return err ? (unsigned long)err : at;
}

static unsigned long move_fixed(struct mm_struct *mm, unsigned long addr, unsigned long old_len,
				unsigned long new_len, unsigned long new_addr)
{
	struct vm_area_struct *vma;
	unsigned long at;
	long err;

	if (!PAGE_ALIGNED(new_addr) || new_len > mm->task_size ||
	    new_addr > mm->task_size - new_len)
		return (unsigned long)-EINVAL;
	if (addr + old_len > new_addr && new_addr + new_len > addr)
		return (unsigned long)-EINVAL;
	err = dock_unmap_locked(mm, new_addr, new_addr + new_len, true);
	if (!err && old_len > new_len) {
		err = dock_unmap_locked(mm, addr + new_len, addr + old_len, true);
		old_len = new_len;
	}
	vma = vma_lookup(mm, addr);
	if (!err)
		err = resize_check(vma, addr, old_len, new_len);
	if (err)
		return (unsigned long)err;
	at = mm->dock_host->reserve(mm, new_addr, new_len, MAP_FIXED);
	if (IS_ERR_VALUE(at))
		return at;
	if (DOCK_BREAK("mremap-then-truncate") && (vma->vm_flags & VM_SHARED) &&
	    addr == vma->vm_start)
		old_len = 0;
	err = move_vma(mm, vma, addr, old_len, new_len, at);
	return err ? (unsigned long)err : at;
}

static unsigned long remap_locked(struct mm_struct *mm, unsigned long addr,
				  unsigned long old_len, unsigned long new_len,
				  unsigned long flags, unsigned long new_addr)
{
	struct vm_area_struct *vma = vma_lookup(mm, addr);
	long err;

	if (!vma)
		return (unsigned long)-EFAULT;
	if (flags & MREMAP_FIXED)
		return move_fixed(mm, addr, old_len, new_len, new_addr);
	if (old_len >= new_len) {
		if (DOCK_BREAK("mremap-shrink"))
			return addr;
		err = old_len > new_len
			      ? dock_unmap_locked(mm, addr + new_len, addr + old_len, true) : 0;
		return err ? (unsigned long)err : addr;
	}
	err = resize_check(vma, addr, old_len, new_len);
	if (err)
		return (unsigned long)err;
	return grow(mm, vma, addr, old_len, new_len, flags);
}

unsigned long dock_mremap(struct mm_struct *mm, unsigned long addr, unsigned long old_len,
			  unsigned long new_len, unsigned long flags, unsigned long new_addr)
{
	unsigned long ret;

	if (flags & ~(unsigned long)(MREMAP_FIXED | MREMAP_MAYMOVE))
		return (unsigned long)-EINVAL;
	if ((flags & MREMAP_FIXED) && !(flags & MREMAP_MAYMOVE))
		return (unsigned long)-EINVAL;
	if (!PAGE_ALIGNED(addr))
		return (unsigned long)-EINVAL;
	old_len = PAGE_ALIGN(old_len);
	new_len = PAGE_ALIGN(new_len);
	if (!new_len)
		return (unsigned long)-EINVAL;
	mmap_write_lock(mm);
	ret = remap_locked(mm, addr, old_len, new_len, flags, new_addr);
	mmap_write_unlock(mm);
	return ret;
}

/* --- madvise, msync --- */

static long advise_vma(struct vm_area_struct *vma, unsigned long start, unsigned long end,
		       int advice)
{
	switch (advice) {
	case MADV_DONTNEED:
		if (vma->vm_flags & (VM_LOCKED | VM_PFNMAP | VM_HUGETLB))
			return -EINVAL;
		if (!DOCK_BREAK("advise-dontneed"))
			dock_zap_range(vma, start, end);
		return 0;
	case MADV_DONTFORK:
		vma->vm_flags |= VM_DONTCOPY;
		return 0;
	case MADV_DOFORK:
		if (vma->vm_flags & VM_IO)
			return -EINVAL;
		vma->vm_flags &= ~VM_DONTCOPY;
		return 0;
	case MADV_DONTDUMP:
		vma->vm_flags |= VM_DONTDUMP;
		return 0;
	case MADV_DODUMP:
		if (vma->vm_flags & VM_SPECIAL)
			return -EINVAL;
		vma->vm_flags &= ~VM_DONTDUMP;
		return 0;
	case MADV_NORMAL:
	case MADV_RANDOM:
	case MADV_SEQUENTIAL:
	case MADV_WILLNEED:
		return 0;
	default:
		return -EINVAL;
	}
}

long dock_madvise(struct mm_struct *mm, unsigned long addr, unsigned long len, int advice)
{
	struct vm_area_struct *vma;
	unsigned long end = addr + PAGE_ALIGN(len);
	long err = 0;

	if (!PAGE_ALIGNED(addr) || end < addr)
		return -EINVAL;
	mmap_write_lock(mm);
	for (vma = find_vma_intersection(mm, addr, end); vma && vma->vm_start < end && !err;
	     vma = dock_vma_next(vma)) {
		bool splits = advice >= MADV_DONTFORK;

		if (splits && addr > vma->vm_start) {
			err = dock_vma_split(mm, vma, addr);
			continue; /* the new part comes next */
		}
		if (splits && end < vma->vm_end)
			err = dock_vma_split(mm, vma, end);
		if (!err)
			err = advise_vma(vma, max(addr, vma->vm_start), min(end, vma->vm_end),
					 advice);
	}
	mmap_write_unlock(mm);
	return err;
}

long dock_msync(struct mm_struct *mm, unsigned long addr, unsigned long len, int flags)
{
	struct vm_area_struct *vma;
	long err = 0;

	if ((flags & ~(MS_ASYNC | MS_INVALIDATE | MS_SYNC)) || !PAGE_ALIGNED(addr) ||
	    ((flags & MS_ASYNC) && (flags & MS_SYNC)))
		return -EINVAL;
	mmap_read_lock(mm);
	vma = vma_lookup(mm, addr);
	if (!vma)
		err = -ENOMEM;
	else if ((flags & MS_SYNC) && vma->vm_file && (vma->vm_flags & VM_SHARED))
		err = vma->vm_file->f_op->fsync
			      ? dock_compat_fsync(vma->vm_file, 1)
			      : DOCK_BREAK("synchronise") ? 0 : -EINVAL;
	mmap_read_unlock(mm);
	(void)len;
	return err;
}
