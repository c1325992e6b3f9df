/* SPDX-License-Identifier: MIT */
/* A driver that maps four pages with each function that maps, and hands on what
 * it returned. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/pfn_t.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include "mapdrv.h"

static struct page *pages[MAPDRV_PAGES];
static void *for_users, *not_for_users, *small;
static unsigned long left;
static long mmaps, faults;

static int kind_of(struct vm_area_struct *vma)
{
	return (int)(vma->vm_pgoff >> 16);
}

static int write_entry(pte_t *pte, unsigned long addr, void *data)
{
	struct vm_area_struct *vma = data;
	unsigned long nr =
		((addr - vma->vm_start) >> PAGE_SHIFT) + (vma->vm_pgoff & 0xffff);

	if (nr >= MAPDRV_PAGES)
		return -ENOENT;
	set_pte_at(vma->vm_mm, addr, pte,
		   pte_mkspecial(pfn_pte(page_to_pfn(pages[nr]), vma->vm_page_prot)));
	return 0;
}

/* Two entries at a time, as far as there are pages. */
static vm_fault_t write_entries(struct vm_fault *vmf)
{
	struct vm_area_struct *vma = vmf->vma;
	unsigned long size = min(2 * PAGE_SIZE, vma->vm_end - vmf->address);
	int err = apply_to_page_range(vma->vm_mm, vmf->address, size, write_entry, vma);

	faults++;
	return err && (vmf->pgoff & 0xffff) >= MAPDRV_PAGES ? VM_FAULT_SIGBUS
							    : VM_FAULT_NOPAGE;
}

static int lock_entry(pte_t *pte, unsigned long addr, void *data)
{
	set_pte_at(current->mm, addr, pte, pte_wrprotect(*pte));
	return ++*(int *)data == 2 ? -EINTR : 0;
}

static long lock_entries(unsigned long addr)
{
	int calls = 0, err;

	mmap_write_lock(current->mm);
	err = apply_to_existing_page_range(current->mm, addr, 4 * PAGE_SIZE, lock_entry,
					   &calls);
	mmap_write_unlock(current->mm);
	return err ? err : calls;
}

static vm_fault_t map_fault(struct vm_fault *vmf)
{
	struct vm_area_struct *vma = vmf->vma;
	unsigned long nr = vmf->pgoff & 0xffff;

	if (nr >= MAPDRV_PAGES && kind_of(vma) != MAP_APPLY)
		return VM_FAULT_SIGBUS;
	switch (kind_of(vma)) {
	case MAP_FAULT_PAGE:
		return vmf_insert_page(vma, vmf->address, pages[nr]);
	case MAP_FAULT_PFN_RO:
		return vmf_insert_pfn_prot(vma, vmf->address, page_to_pfn(pages[nr]),
					   PAGE_READONLY);
	case MAP_APPLY:
		return write_entries(vmf);
	case MAP_FAULT_MIXED:
		return vmf_insert_mixed(vma, vmf->address, page_to_pfn_t(pages[nr]));
	default:
		get_page(pages[nr]);
		vmf->page = pages[nr];
		return 0;
	}
}

/* Only pages that there are. */
static vm_fault_t map_around(struct vm_fault *vmf, pgoff_t start, pgoff_t end)
{
	struct vm_area_struct *vma = vmf->vma;
	vm_fault_t ret = 0;

	for (pgoff_t i = start; i <= end && (i & 0xffff) < MAPDRV_PAGES; i++) {
		unsigned long addr = vma->vm_start + ((i - vma->vm_pgoff) << PAGE_SHIFT);

		vmf_insert_pfn(vma, addr, page_to_pfn(pages[i & 0xffff]));
		if (addr == vmf->address)
			ret = VM_FAULT_NOPAGE;
	}
	return ret;
}

static vm_fault_t around_fault(struct vm_fault *vmf)
{
	faults++;
	return map_around(vmf, vmf->pgoff, vmf->pgoff) ? VM_FAULT_NOPAGE
						       : VM_FAULT_SIGBUS;
}

static void map_close(struct vm_area_struct *vma)
{
}

static const struct vm_operations_struct ops = {.fault = map_fault};
static const struct vm_operations_struct close_ops = {.fault = map_fault,
						      .close = map_close};
static const struct vm_operations_struct around_ops = {.fault = around_fault,
						       .map_pages = map_around};

static int insert(struct vm_area_struct *vma, unsigned long nr)
{
	int err;

	left = nr;
	err = vm_insert_pages(vma, vma->vm_start, pages, &left);
	return err;
}

static int insert_twice(struct vm_area_struct *vma)
{
	int err = vm_insert_page(vma, vma->vm_start + 2 * PAGE_SIZE, pages[0]);

	return err ? -EIO : insert(vma, MAPDRV_PAGES);
}

static int insert_freed(struct vm_area_struct *vma)
{
	static struct page nobodys;

	return vm_insert_page(vma, vma->vm_start, &nobodys);
}

/* Of the object alone. */
static int map_object(struct vm_area_struct *vma, bool zero)
{
	unsigned long pgoff = vma->vm_pgoff;
	int err;

	vma->vm_pgoff &= 0xffff;
	err = zero ? vm_map_pages_zero(vma, pages, MAPDRV_PAGES)
		   : vm_map_pages(vma, pages, MAPDRV_PAGES);
	vma->vm_pgoff = pgoff;
	return err;
}

static int iomap(struct vm_area_struct *vma)
{
	unsigned long pgoff = vma->vm_pgoff;
	int err;

	vma->vm_pgoff &= 0xffff;
	err = vm_iomap_memory(vma, page_to_phys(pages[0]), MAPDRV_PAGES * PAGE_SIZE);
	vma->vm_pgoff = pgoff;
	return err;
}

/* Page 1: off a page; page 2: too high; page 3: refused. */
static unsigned long map_area(struct file *file, unsigned long addr, unsigned long len,
			      unsigned long pgoff, unsigned long flags)
{
	static const unsigned long answers[] = {MAPDRV_ADDRESS, MAPDRV_ADDRESS + 8,
						0x7fffffffe000UL, (unsigned long)-EBUSY};

	return answers[pgoff & 3];
}

static int map_mmap(struct file *file, struct vm_area_struct *vma)
{
	mmaps++;
	switch (kind_of(vma)) {
	case MAP_INSERT_PAGES:
		return insert(vma, MAPDRV_PAGES);
	case MAP_INSERT_TOO_MANY:
		return insert(vma, vma_pages(vma) + 1);
	case MAP_INSERT_TWICE:
		return insert_twice(vma);
	case MAP_PAGES:
		return map_object(vma, false);
	case MAP_PAGES_ZERO:
		return map_object(vma, true);
	case MAP_VMALLOC_USER:
		return remap_vmalloc_range(vma, for_users, vma->vm_pgoff & 0xffff);
	case MAP_VMALLOC:
		return remap_vmalloc_range(vma, not_for_users, 0);
	case MAP_VMALLOC_ODD:
		return remap_vmalloc_range(vma, for_users + 8, 0);
	case MAP_SLAB:
		return vm_insert_page(vma, vma->vm_start, virt_to_page(small));
	case MAP_FREED:
		return insert_freed(vma);
	case MAP_OUTSIDE:
		return vm_insert_page(vma, vma->vm_start - PAGE_SIZE, pages[0]);
	case MAP_IOMAP:
		return iomap(vma);
	case MAP_AROUND:
		vma->vm_flags |= VM_PFNMAP;
		vma->vm_ops = &around_ops;
		return 0;
	case MAP_CLOSE:
		vma->vm_ops = &close_ops;
		return 0;
	case MAP_APPLY:
	case MAP_FAULT_PFN_RO:
		vma->vm_flags |= VM_PFNMAP;
		break;
	case MAP_FAULT_MIXED:
	case MAP_FAULT_PAGE:
		vma->vm_flags |= VM_MIXEDMAP;
		break;
	}
	vma->vm_ops = &ops;
	return 0;
}

static long follow(unsigned long addr)
{
	struct vm_area_struct *vma;
	unsigned long pfn = 0;
	long err;

	mmap_read_lock(current->mm);
	vma = vma_lookup(current->mm, addr);
	err = vma ? follow_pfn(vma, addr, &pfn) : -EFAULT;
	mmap_read_unlock(current->mm);
	return err ? err : (long)(pfn - page_to_pfn(pages[0]));
}

static long map_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	switch (cmd) {
	case MAPDRV_UNMAP:
	case MAPDRV_UNMAP_ALL:
		unmap_mapping_range(file->f_mapping,
				    (loff_t)MAPDRV_OFFSET(MAP_FAULT, arg), 0,
				    cmd == MAPDRV_UNMAP_ALL);
		return 0;
	case MAPDRV_FOLLOW:
		return follow(arg);
	case MAPDRV_LOCK_ENTRIES:
		return lock_entries(arg);
	case MAPDRV_REFS:
		return arg < MAPDRV_PAGES ? page_count(pages[arg]) : -EINVAL;
	case MAPDRV_LEFT:
		return (long)left;
	case MAPDRV_VMAS:
		return current->mm->map_count;
	case MAPDRV_MMAPS:
		return mmaps;
	case MAPDRV_FAULTS:
		return faults;
	case MAPDRV_LOCKED:
		return (long)current->mm->locked_vm;
	default:
		return -ENOTTY;
	}
}

static const struct file_operations fops = {
	.owner = THIS_MODULE,
	.mmap = map_mmap,
	.unlocked_ioctl = map_ioctl,
};

/* Another one that chooses addresses, and knows MAP_SYNC. */
static const struct file_operations chooser_fops = {
	.owner = THIS_MODULE,
	.mmap = map_mmap,
	.get_unmapped_area = map_area,
	.mmap_supported_flags = MAP_SYNC,
};

static struct miscdevice chooser = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "mapdrv_chooser",
	.fops = &chooser_fops,
};

static struct miscdevice misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "mapdrv",
	.fops = &fops,
};

static int __init mapdrv_init(void)
{
	struct page *block = alloc_pages(GFP_KERNEL, 2);

	for_users = vmalloc_user(MAPDRV_PAGES * PAGE_SIZE);
	not_for_users = vmalloc(MAPDRV_PAGES * PAGE_SIZE);
	small = kmalloc(64, GFP_KERNEL);
	BUG_ON(!block || !for_users || !not_for_users || !small);
	split_page(block, 2);
	for (int i = 0; i < MAPDRV_PAGES; i++) {
		pages[i] = block + i;
		memset(page_address(pages[i]), i + 1, PAGE_SIZE);
		memset(for_users + i * PAGE_SIZE, 'u' + i, PAGE_SIZE);
	}
	return misc_register(&misc) ? -EBUSY : misc_register(&chooser);
}

static void __exit mapdrv_exit(void)
{
	misc_deregister(&misc);
	misc_deregister(&chooser);
	vfree(for_users);
	vfree(not_for_users);
	kfree(small);
	for (int i = 0; i < MAPDRV_PAGES; i++)
		__free_page(pages[i]);
}

module_init(mapdrv_init);
module_exit(mapdrv_exit);
MODULE_LICENSE("GPL");
