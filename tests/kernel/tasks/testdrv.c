/* SPDX-License-Identifier: MIT */
/*
 * A driver that maps its eight pages in every way there is, and counts what it
 * is asked. A sound one: no run with it may end with a report.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include "testdrv.h"

static struct page *block; /* 2^3 pages, split */
static struct page *whole; /* two pages, one block */
static struct testdrv_counts counts;
static struct vm_area_struct *last_pfn_vma;

/* Tasks fault on several processors at once. */
static void count(long *n)
{
	static DEFINE_SPINLOCK(lock);

	spin_lock(&lock);
	++*n;
	spin_unlock(&lock);
}

static int kind_of(struct vm_area_struct *vma)
{
	return (int)(vma->vm_pgoff >> 16);
}

static void drv_open(struct vm_area_struct *vma)
{
	count(&counts.opens);
}

static void drv_close(struct vm_area_struct *vma)
{
	count(&counts.closes);
	if (vma == last_pfn_vma)
		last_pfn_vma = NULL;
}

static vm_fault_t fault_page(struct vm_fault *vmf, unsigned long nr)
{
	vmf->page = block + nr;
	get_page(vmf->page);
	return 0;
}

static vm_fault_t fault_new(struct vm_fault *vmf, unsigned long nr)
{
	vmf->page = alloc_page(GFP_KERNEL);
	if (!vmf->page)
		return VM_FAULT_OOM;
	memset(page_address(vmf->page), 0x40 + (int)nr, PAGE_SIZE);
	return 0;
}

static vm_fault_t drv_fault(struct vm_fault *vmf)
{
	unsigned long nr = vmf->pgoff & 0xffff;

	count(&counts.faults);
	if (nr >= TESTDRV_PAGES)
		return VM_FAULT_SIGBUS;
	switch (kind_of(vmf->vma)) {
	case KIND_PFN:
		return vmf_insert_pfn(vmf->vma, vmf->address, page_to_pfn(block + nr));
	case KIND_NEW:
		return fault_new(vmf, nr);
	case KIND_SEGV:
		return VM_FAULT_SIGSEGV;
	case KIND_POISON:
		return VM_FAULT_HWPOISON;
	case KIND_RETRY:
		if (counts.faults > 1)
			return fault_page(vmf, nr);
		mmap_read_unlock(vmf->vma->vm_mm);
		return VM_FAULT_RETRY;
	default:
		return fault_page(vmf, nr);
	}
}

static vm_fault_t drv_mkwrite(struct vm_fault *vmf)
{
	count(&counts.mkwrites);
	lock_page(vmf->page);
	return VM_FAULT_LOCKED;
}

/* As when the device takes the page back, while its owner waits in page_mkwrite. */
static vm_fault_t taken_mkwrite(struct vm_fault *vmf)
{
	count(&counts.mkwrites);
	if (counts.mkwrites == 1)
		unmap_mapping_range(vmf->vma->vm_file->f_mapping,
				    (loff_t)vmf->pgoff << PAGE_SHIFT, PAGE_SIZE, 1);
	return 0;
}

static int drv_mremap(struct vm_area_struct *vma)
{
	count(&counts.mremaps);
	return 0;
}

static int refuse_split(struct vm_area_struct *vma, unsigned long addr)
{
	return -EINVAL;
}

static int refuse_mprotect(struct vm_area_struct *vma, unsigned long start, unsigned long end,
			   unsigned long newflags)
{
	return -EACCES;
}

static const struct vm_operations_struct ops = {
	.open = drv_open, .close = drv_close, .fault = drv_fault, .mremap = drv_mremap,
};
static const struct vm_operations_struct mkwrite_ops = {
	.open = drv_open, .close = drv_close, .fault = drv_fault, .page_mkwrite = drv_mkwrite,
};
static const struct vm_operations_struct taken_ops = {
	.open = drv_open, .close = drv_close, .fault = drv_fault, .page_mkwrite = taken_mkwrite,
};
static const struct vm_operations_struct split_ops = {
	.open = drv_open, .close = drv_close, .fault = drv_fault, .may_split = refuse_split,
	.mprotect = refuse_mprotect,
};

static int insert_all(struct vm_area_struct *vma)
{
	for (unsigned long i = 0; i < vma_pages(vma) && i < TESTDRV_PAGES; i++) {
		int err = vm_insert_page(vma, vma->vm_start + (i << PAGE_SHIFT), block + i);

		if (err)
			return err;
	}
	/* The second time the entry is taken. */
	return vm_insert_page(vma, vma->vm_start, block) == -EBUSY ? 0 : -EINVAL;
}

static int drv_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err = 0;

	vma->vm_ops = &ops;
	switch (kind_of(vma)) {
	case KIND_REMAP:
		err = remap_pfn_range(vma, vma->vm_start,
				      page_to_pfn(block) + (vma->vm_pgoff & 0xffff),
				      vma->vm_end - vma->vm_start, vma->vm_page_prot);
		break;
	case KIND_INSERT:
		err = insert_all(vma);
		break;
	case KIND_PFN:
		vma->vm_flags |= VM_PFNMAP | VM_IO;
		last_pfn_vma = vma;
		break;
	case KIND_MKWRITE:
		vma->vm_ops = &mkwrite_ops;
		break;
	case KIND_SPLIT:
		vma->vm_ops = &split_ops;
		break;
	case KIND_TAKEN:
		vma->vm_ops = &taken_ops;
		break;
	case KIND_TAIL:
		err = vm_insert_page(vma, vma->vm_start, whole + 1);
		break;
	case KIND_REFUSED:
		return -EPERM;
	}
	if (!err)
		drv_open(vma);
	return err;
}

static void reset(void)
{
	memset(&counts, 0, sizeof(counts));
	for (int i = 0; i < TESTDRV_PAGES; i++)
		memset(page_address(block + i), i + 1, PAGE_SIZE);
}

static long drv_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	switch (cmd) {
	case TESTDRV_RESET:
		reset();
		return 0;
	case TESTDRV_COUNTS:
		return copy_to_user((void __user *)arg, &counts, sizeof(counts)) ? -EFAULT : 0;
	case TESTDRV_PEEK:
		return arg < TESTDRV_PAGES ? *(u8 *)page_address(block + arg) : -EINVAL;
	case TESTDRV_REFS:
		return arg < TESTDRV_PAGES ? page_count(block + arg) : -EINVAL;
	case TESTDRV_BLOCK:
		return page_count(whole);
	case TESTDRV_ZAP:
		if (!last_pfn_vma)
			return -ENXIO;
		zap_vma_ptes(last_pfn_vma, last_pfn_vma->vm_start,
			     last_pfn_vma->vm_end - last_pfn_vma->vm_start);
		return 0;
	default:
		return -ENOTTY;
	}
}

static const struct file_operations fops = {
	.owner = THIS_MODULE,
	.mmap = drv_mmap,
	.unlocked_ioctl = drv_ioctl,
};

static struct miscdevice misc = {
	.minor = MISC_DYNAMIC_MINOR, .name = "testdrv", .fops = &fops,
};

static int __init testdrv_init(void)
{
	int err;

	block = alloc_pages(GFP_KERNEL, 3);
	whole = alloc_pages(GFP_KERNEL | __GFP_COMP, 1);
	if (!block || !whole)
		return -ENOMEM;
	split_page(block, 3);
	reset();
	err = misc_register(&misc);
	if (err)
		__free_pages(whole, 1);
	for (int i = 0; err && i < TESTDRV_PAGES; i++)
		__free_page(block + i);
	return err;
}

static void __exit testdrv_exit(void)
{
	misc_deregister(&misc);
	__free_pages(whole, 1);
	for (int i = 0; i < TESTDRV_PAGES; i++)
		__free_page(block + i);
}

module_init(testdrv_init);
module_exit(testdrv_exit);
MODULE_LICENSE("GPL");
