/* SPDX-License-Identifier: MIT */
/* A driver that calls what maps memory with arguments that make no sense. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include "badargs.h"

static struct page *page;
static void *area, *small;

static int remap(struct vm_area_struct *vma, unsigned long pfn, unsigned long size)
{
	return remap_pfn_range(vma, vma->vm_start, pfn, size, vma->vm_page_prot);
}

static int insert(struct vm_area_struct *vma, unsigned long nr)
{
	struct page *pages[] = {page};

	return vm_insert_pages(vma, vma->vm_start, pages, &nr);
}

/* None of these takes anything away. */
static int zap(struct vm_area_struct *vma)
{
	unsigned long start = vma->vm_start, size = vma->vm_end - start;
	int err = remap(vma, page_to_pfn(page), PAGE_SIZE);

	zap_vma_ptes(vma, start, size + PAGE_SIZE);
	zap_vma_ptes(vma, start - PAGE_SIZE, 2 * PAGE_SIZE);
	zap_vma_ptes(vma, start, -PAGE_SIZE);
	zap_vma_ptes(vma, start, 0);
	zap_vma_ptes(vma, vma->vm_end, PAGE_SIZE);
	return err;
}

static int follow(struct vm_area_struct *vma)
{
	unsigned long pfn = 0;

	vma->vm_flags |= VM_PFNMAP;
	return follow_pfn(vma, vma->vm_start, &pfn);
}

static int bad_mmap(struct file *file, struct vm_area_struct *vma)
{
	switch ((enum badargs)vma->vm_pgoff) {
	case BAD_FRAME:
		return remap(vma, -1UL, PAGE_SIZE);
	case BAD_COW_PART:
		return remap(vma, page_to_pfn(page), PAGE_SIZE);
	case BAD_IOMAP_WRAPS:
		return vm_iomap_memory(vma, -PAGE_SIZE, 2 * PAGE_SIZE);
	case BAD_IOMAP_OFFSET:
		return vm_iomap_memory(vma, page_to_phys(page), PAGE_SIZE);
	case BAD_INSERT_NONE:
		return insert(vma, 0);
	case BAD_INSERT_ALL:
		return insert(vma, 1UL << 30);
	case BAD_INSERT_BEHIND:
		return vm_insert_page(vma, vma->vm_end, page);
	case BAD_VMALLOC_WRAPS:
		return remap_vmalloc_range(vma, area, -1UL >> 2);
	case BAD_VMALLOC_ODD:
		return remap_vmalloc_range_partial(vma, vma->vm_start + 8, area, 0,
						   PAGE_SIZE);
	case BAD_VMALLOC_KMALLOC:
		return remap_vmalloc_range(vma, small, 0);
	case BAD_ZAP:
		return zap(vma);
	case BAD_FOLLOW:
		return follow(vma);
	}
	return -ENOTTY;
}

static long bad_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	switch (cmd) {
	case BAD_VM_MMAP_WRAPS:
		return (long)vm_mmap(file, 0, 2 * PAGE_SIZE, PROT_READ, MAP_SHARED,
				     -PAGE_SIZE);
	case BAD_VM_MMAP_ODD:
		return (long)vm_mmap(file, 0, PAGE_SIZE, PROT_READ, MAP_SHARED, 8);
	case BAD_VM_MMAP_NONE:
		return (long)vm_mmap(file, 0, 0, PROT_READ, MAP_SHARED, 0);
	case BAD_VM_MUNMAP_ODD:
		return vm_munmap(arg + 8, PAGE_SIZE);
	case BAD_VM_MUNMAP_NONE:
		return vm_munmap(arg, 0);
	default:
		return -ENOTTY;
	}
}

static const struct file_operations fops = {
	.owner = THIS_MODULE,
	.mmap = bad_mmap,
	.unlocked_ioctl = bad_ioctl,
};

static struct miscdevice misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "badargs",
	.fops = &fops,
};

static int __init badargs_init(void)
{
	page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	area = vmalloc_user(2 * PAGE_SIZE);
	small = kmalloc(PAGE_SIZE, GFP_KERNEL);
	BUG_ON(!page || !area || !small);
	strcpy(page_address(page), "page");
	return misc_register(&misc);
}

static void __exit badargs_exit(void)
{
	misc_deregister(&misc);
	kfree(small);
	vfree(area);
	__free_page(page);
}

module_init(badargs_init);
module_exit(badargs_exit);
MODULE_LICENSE("GPL");
