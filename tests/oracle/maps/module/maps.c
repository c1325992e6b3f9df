// SPDX-License-Identifier: MIT
/*
 * A driver that maps four pages, and the registers of an edu device, with each
 * function that maps, and hands on what that returned: mmap's error is its.
 */
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/pfn_t.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include "maps.h"

static struct page *pages[MAPS_PAGES], *nobodys;
static void *for_users, *own, *small;
static struct pci_dev *edu;
static unsigned long left;
static long mmaps;

static int kind_of(struct vm_area_struct *vma)
{
	return (int)(vma->vm_pgoff >> 16);
}

static unsigned long regs_pfn(void)
{
	return pci_resource_start(edu, 0) >> PAGE_SHIFT;
}

static vm_fault_t maps_fault(struct vm_fault *vmf)
{
	struct vm_area_struct *vma = vmf->vma;
	unsigned long nr = vmf->pgoff & 0xffff;

	if (nr >= MAPS_PAGES)
		return VM_FAULT_SIGBUS;
	switch (kind_of(vma)) {
	case MAPS_FAULT_INSERT:
		return vmf_insert_page(vma, vmf->address, pages[nr]);
	case MAPS_FAULT_RO:
		return vmf_insert_pfn_prot(vma, vmf->address, page_to_pfn(pages[nr]),
					   PAGE_READONLY);
	case MAPS_FAULT_MIXED:
		return vmf_insert_mixed(vma, vmf->address, page_to_pfn_t(pages[nr]));
	case MAPS_REGS_FAULT:
		return vmf_insert_pfn(vma, vmf->address, regs_pfn() + nr);
	default:
		get_page(pages[nr]);
		vmf->page = pages[nr];
		return 0;
	}
}

static void maps_close(struct vm_area_struct *vma)
{
}

static const struct vm_operations_struct ops = { .fault = maps_fault };
static const struct vm_operations_struct close_ops = { .fault = maps_fault, .close = maps_close };

static int insert(struct vm_area_struct *vma, unsigned long nr)
{
	left = nr;
	return vm_insert_pages(vma, vma->vm_start, pages, &left);
}

static int insert_twice(struct vm_area_struct *vma)
{
	int err = vm_insert_page(vma, vma->vm_start + 2 * PAGE_SIZE, pages[0]);

	return err ? -EIO : insert(vma, MAPS_PAGES);
}

/* By the offset in the object alone. */
static int map_object(struct vm_area_struct *vma)
{
	unsigned long pgoff = vma->vm_pgoff;
	int kind = kind_of(vma), err;

	vma->vm_pgoff &= 0xffff;
	if (kind == MAPS_IOMAP)
		err = vm_iomap_memory(vma, page_to_phys(pages[0]), MAPS_PAGES * PAGE_SIZE);
	else if (kind == MAPS_MAP)
		err = vm_map_pages(vma, pages, MAPS_PAGES);
	else
		err = vm_map_pages_zero(vma, pages, MAPS_PAGES);
	vma->vm_pgoff = pgoff;
	return err;
}

static int map_now(struct vm_area_struct *vma)
{
	unsigned long size = vma->vm_end - vma->vm_start;

	switch (kind_of(vma)) {
	case MAPS_INSERT:
		return insert(vma, MAPS_PAGES);
	case MAPS_INSERT_MORE:
		return insert(vma, (size >> PAGE_SHIFT) + 1);
	case MAPS_INSERT_TWICE:
		return insert_twice(vma);
	case MAPS_MAP:
	case MAPS_MAP_ZERO:
	case MAPS_IOMAP:
		return map_object(vma);
	case MAPS_VMALLOC:
		return remap_vmalloc_range(vma, for_users, vma->vm_pgoff & 0xffff);
	case MAPS_VMALLOC_OWN:
		return remap_vmalloc_range(vma, own, 0);
	case MAPS_VMALLOC_ODD:
		return remap_vmalloc_range(vma, for_users + 8, 0);
	case MAPS_SLAB:
		return vm_insert_page(vma, vma->vm_start, virt_to_page(small));
	case MAPS_FREED:
		return vm_insert_page(vma, vma->vm_start, nobodys);
	case MAPS_OUTSIDE:
		return vm_insert_page(vma, vma->vm_start - PAGE_SIZE, pages[0]);
	case MAPS_REGS:
		if (!edu)
			return -ENODEV;
		vma->vm_page_prot = pgprot_noncached(vma->vm_page_prot);
		return io_remap_pfn_range(vma, vma->vm_start, regs_pfn(), size, vma->vm_page_prot);
	default:
		return -EINVAL;
	}
}

static int maps_mmap(struct file *file, struct vm_area_struct *vma)
{
	mmaps++;
	switch (kind_of(vma)) {
	case MAPS_CLOSE:
		vma->vm_ops = &close_ops;
		return 0;
	case MAPS_REGS_FAULT:
		if (!edu)
			return -ENODEV;
		vma->vm_page_prot = pgprot_noncached(vma->vm_page_prot);
		fallthrough;
	case MAPS_FAULT_RO:
		vma->vm_flags |= VM_PFNMAP;
		vma->vm_ops = &ops;
		return 0;
	case MAPS_FAULT_MIXED:
	case MAPS_FAULT_INSERT:
		vma->vm_flags |= VM_MIXEDMAP;
		fallthrough;
	case MAPS_FAULT:
		vma->vm_ops = &ops;
		return 0;
	default:
		return map_now(vma);
	}
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

static long maps_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	switch (cmd) {
	case MAPS_UNMAP:
	case MAPS_UNMAP_ALL:
		unmap_mapping_range(file->f_mapping, (loff_t)MAPS_OFFSET(MAPS_FAULT, arg),
				    MAPS_PAGES * PAGE_SIZE, cmd == MAPS_UNMAP_ALL);
		return 0;
	case MAPS_FOLLOW:
		return follow(arg);
	case MAPS_REFS:
		return arg < MAPS_PAGES ? page_count(pages[arg]) : -EINVAL;
	case MAPS_LEFT:
		return (long)left;
	case MAPS_VMAS:
		return current->mm->map_count;
	case MAPS_MMAPS:
		return mmaps;
	case MAPS_LOCKED:
		return (long)current->mm->locked_vm;
	default:
		return -ENOTTY;
	}
}

/* Page 1: off a page; page 2: beyond all addresses; page 3: refused. */
static unsigned long chosen(struct file *file, unsigned long addr, unsigned long len,
			    unsigned long pgoff, unsigned long flags)
{
	static const unsigned long answers[] = { 0x200000000000UL, 0x200000000008UL,
						 0x7ffffffff000UL, (unsigned long)-EBUSY };

	return answers[pgoff & 3];
}

static const struct file_operations fops = {
	.owner = THIS_MODULE,
	.mmap = maps_mmap,
	.unlocked_ioctl = maps_ioctl,
};

static const struct file_operations chooser_fops = {
	.owner = THIS_MODULE,
	.mmap = maps_mmap,
	.unlocked_ioctl = maps_ioctl,
	.get_unmapped_area = chosen,
	.mmap_supported_flags = MAP_SYNC,
};

static struct miscdevice nodes[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "maps", .fops = &fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "maps_chooser", .fops = &chooser_fops },
};

static void drop(void)
{
	for (int i = 0; i < MAPS_PAGES && pages[i]; i++)
		__free_page(pages[i]);
	vfree(for_users);
	vfree(own);
	kfree(small);
	kfree(nobodys);
	pci_dev_put(edu);
}

static int __init maps_init(void)
{
	struct page *block = alloc_pages(GFP_KERNEL, 2);
	int err = -ENOMEM;

	for_users = vmalloc_user(MAPS_PAGES * PAGE_SIZE);
	own = vmalloc(MAPS_PAGES * PAGE_SIZE);
	small = kmalloc(64, GFP_KERNEL);
	nobodys = kzalloc(sizeof(*nobodys), GFP_KERNEL);
	if (block)
		split_page(block, 2);
	for (int i = 0; block && i < MAPS_PAGES; i++)
		pages[i] = block + i;
	if (!block || !for_users || !own || !small || !nobodys)
		goto fail;
	for (int i = 0; i < MAPS_PAGES; i++) {
		memset(page_address(pages[i]), 'a' + i, PAGE_SIZE);
		memset(for_users + i * PAGE_SIZE, 'A' + i, PAGE_SIZE);
	}
	edu = pci_get_device(0x1234, 0x11e8, NULL);
	if (edu)
		err = pci_enable_device(edu);
	else
		err = 0;
	if (err)
		goto fail;
	err = misc_register(&nodes[0]);
	if (err)
		goto fail;
	err = misc_register(&nodes[1]);
	if (!err)
		return 0;
	misc_deregister(&nodes[0]);
fail:
	drop();
	return err;
}

static void __exit maps_exit(void)
{
	misc_deregister(&nodes[0]);
	misc_deregister(&nodes[1]);
	if (edu)
		pci_disable_device(edu);
	drop();
}

module_init(maps_init);
module_exit(maps_exit);
MODULE_LICENSE("Dual MIT/GPL");
