// SPDX-License-Identifier: MIT
/* /dev/allocator: each open file is an owner of blocks. */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/version.h>
#include <asm/uaccess.h>

#include "allocator.h"
#include "allocator_ioctl.h"

static long get(const void *owner, struct allocator_block __user *arg)
{
	struct allocator_block block;
	unsigned long offset;
	int err;

	if (copy_from_user(&block, arg, sizeof(block)))
		return -EFAULT;
	err = allocator_get(block.size, owner, &offset);
	if (err)
		return err;
	block.offset = offset;
	block.size = PAGE_ALIGN(block.size);
	if (!copy_to_user(arg, &block, sizeof(block)))
		return 0;
	allocator_put(offset, owner);
	return -EFAULT;
}

static long state(struct allocator_state __user *arg)
{
	struct allocator_state now = {
		.size = allocator_region.size,
		.physical = allocator_region.physical,
	};
	unsigned long used, largest;

	allocator_count(&used, &largest);
	now.used = used;
	now.largest = largest;
	return copy_to_user(arg, &now, sizeof(now)) ? -EFAULT : 0;
}

static long command(struct file *filp, unsigned int cmd, unsigned long arg)
{
	switch (cmd) {
	case ALLOCATOR_GET:
		return get(filp, (struct allocator_block __user *)arg);
	case ALLOCATOR_PUT:
		return allocator_put(arg, filp);
	case ALLOCATOR_STATE:
		return state((struct allocator_state __user *)arg);
	default:
		return -ENOTTY;
	}
}

static int allocator_release(struct inode *inode, struct file *filp)
{
	allocator_put_all(filp); /* a mapping keeps the file, so there is none */
	return 0;
}

/* Also called for what fork, a split and a move copy. */
static void allocator_vma_open(struct vm_area_struct *vma)
{
	allocator_use_again(vma->vm_private_data);
}

static void allocator_vma_close(struct vm_area_struct *vma)
{
	allocator_unuse(vma->vm_private_data);
}

/*
 * What is mapped is mapped at once, so a fault is beyond the end of what was: mremap()
 * can make a mapping longer. (Since 3.7 remap_pfn_range() forbids that by itself.)
 */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 17, 0)
static vm_fault_t allocator_fault(struct vm_fault *vmf)
{
	return VM_FAULT_SIGBUS;
}
#else
static struct page *allocator_nopage(struct vm_area_struct *vma, unsigned long address,
				     int *type)
{
	return NOPAGE_SIGBUS;
}
#endif

static struct vm_operations_struct allocator_vm_ops = {
	.open = allocator_vma_open,
	.close = allocator_vma_close,
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 17, 0)
	.fault = allocator_fault,
#else
	.nopage = allocator_nopage,
#endif
};

/* Uncached, as ioremap() has it: two ways to the same memory must agree on that. */
static int allocator_mmap(struct file *filp, struct vm_area_struct *vma)
{
	unsigned long size = vma->vm_end - vma->vm_start;
	unsigned long at = vma->vm_pgoff << PAGE_SHIFT;
	struct allocator_piece *piece = allocator_use(at, size, filp);
	int err;

	if (!piece)
		return -ENXIO;
	vma->vm_page_prot = pgprot_noncached(vma->vm_page_prot);
	err = remap_pfn_range(vma, vma->vm_start,
			      (allocator_region.physical + at) >> PAGE_SHIFT, size,
			      vma->vm_page_prot);
	if (err) {
		allocator_unuse(piece);
		return err;
	}
	vma->vm_private_data = piece;
	vma->vm_ops = &allocator_vm_ops;
	return 0;
}

#if LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 11)
static long allocator_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	return command(filp, cmd, arg);
}
#else
static int allocator_ioctl(struct inode *inode, struct file *filp, unsigned int cmd,
			   unsigned long arg)
{
	return (int)command(filp, cmd, arg);
}
#endif

static struct file_operations allocator_fops = {
	.owner = THIS_MODULE,
#if LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 11)
	.unlocked_ioctl = allocator_ioctl,
#else
	.ioctl = allocator_ioctl,
#endif
	.mmap = allocator_mmap,
	.release = allocator_release,
};

static struct miscdevice allocator_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "allocator",
	.fops = &allocator_fops,
};

int allocator_file_add(void)
{
	return misc_register(&allocator_misc);
}

void allocator_file_del(void)
{
	misc_deregister(&allocator_misc);
}
