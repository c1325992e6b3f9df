// SPDX-License-Identifier: MIT
/*
 * /dev/zapper, for the tests of mappings that lose their pages: every mapping
 * of it shows one page, full of one letter; a write of a letter gives it a new
 * page with that letter, and zaps the mapping, whoever has it.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/uaccess.h>

static DEFINE_MUTEX(lock);
static struct vm_area_struct *mapping; /* one at a time */
static struct page *page;

static vm_fault_t zapper_fault(struct vm_fault *vmf)
{
	vm_fault_t ret;

	mutex_lock(&lock);
	ret = vmf_insert_pfn(vmf->vma, vmf->address, page_to_pfn(page));
	mutex_unlock(&lock);
	return ret;
}

static void zapper_close(struct vm_area_struct *vma)
{
	mutex_lock(&lock);
	if (mapping == vma)
		mapping = NULL;
	mutex_unlock(&lock);
}

static const struct vm_operations_struct zapper_vm_ops = {
	.fault = zapper_fault,
	.close = zapper_close,
};

static int zapper_mmap(struct file *filp, struct vm_area_struct *vma)
{
	vma->vm_flags |= VM_PFNMAP | VM_IO | VM_DONTEXPAND | VM_DONTCOPY;
	vma->vm_ops = &zapper_vm_ops;
	mapping = vma;
	return 0;
}

static ssize_t zapper_write(struct file *filp, const char __user *buf, size_t count,
			    loff_t *pos)
{
	struct page *fresh = alloc_page(GFP_KERNEL), *old;
	char letter;

	if (!fresh)
		return -ENOMEM;
	if (copy_from_user(&letter, buf, 1)) {
		__free_page(fresh);
		return -EFAULT;
	}
	memset(page_address(fresh), letter, PAGE_SIZE);
	mutex_lock(&lock);
	old = page;
	page = fresh;
	if (mapping)
		zap_vma_ptes(mapping, mapping->vm_start,
			     mapping->vm_end - mapping->vm_start);
	mutex_unlock(&lock);
	__free_page(old);
	return count;
}

static const struct file_operations zapper_fops = {
	.owner = THIS_MODULE,
	.mmap = zapper_mmap,
	.write = zapper_write,
};

static struct miscdevice zapper = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "zapper",
	.fops = &zapper_fops,
};

static int __init zapper_init(void)
{
	int err;

	page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!page)
		return -ENOMEM;
	err = misc_register(&zapper);
	if (err)
		__free_page(page);
	return err;
}

static void __exit zapper_exit(void)
{
	misc_deregister(&zapper);
	__free_page(page);
}

module_init(zapper_init);
module_exit(zapper_exit);

MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("A mapping that loses its pages");
