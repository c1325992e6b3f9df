// SPDX-License-Identifier: MIT
/* A driver that maps in several ways, for those who look at another's memory. The
 * page of the offset chooses: see looker.h. */
#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/string.h>
#include "looker.h"

static struct page *frame, *page;

/* Each byte is its address's, plus one; of half a page. */
static int look(struct vm_area_struct *vma, unsigned long addr, void *buf, int len, int write)
{
	int left = PAGE_SIZE / 2 - (int)offset_in_page(addr), i;

	if (write)
		return -EPERM;
	len = min(len, left);
	for (i = 0; i < len; i++)
		((u8 *)buf)[i] = (u8)(addr + i + 1);
	return len;
}

static const struct vm_operations_struct look_ops = { .access = look };
static const struct vm_operations_struct phys_ops = { .access = generic_access_phys };

static vm_fault_t many_fault(struct vm_fault *vmf)
{
	switch (vmf->pgoff) {
	case LOOKER_SIGBUS:
		return VM_FAULT_SIGBUS;
	case LOOKER_SIGSEGV:
		return VM_FAULT_SIGSEGV;
	case LOOKER_POISON:
		return VM_FAULT_HWPOISON;
	case LOOKER_NOTHING:
		return 0;
	}
	get_page(page);
	vmf->page = page;
	return 0;
}

static const struct vm_operations_struct many_ops = { .fault = many_fault };

static int map_frames(struct vm_area_struct *vma)
{
	unsigned long at;
	int err = 0;

	for (at = vma->vm_start; at < vma->vm_end && !err; at += PAGE_SIZE)
		err = remap_pfn_range(vma, at, page_to_pfn(frame), PAGE_SIZE, vma->vm_page_prot);
	return err;
}

static int looker_mmap(struct file *file, struct vm_area_struct *vma)
{
	if (vma->vm_pgoff >= LOOKER_FRAMES)
		return map_frames(vma);
	switch (vma->vm_pgoff) {
	case LOOKER_FRAME:
		break;
	case LOOKER_PAGE:
		return vm_insert_page(vma, vma->vm_start, page);
	case LOOKER_ASK:
		vma->vm_ops = &look_ops;
		break;
	case LOOKER_PHYS:
		vma->vm_ops = &phys_ops;
		break;
	default:
		vma->vm_ops = &many_ops;
		return 0;
	}
	return remap_pfn_range(vma, vma->vm_start, page_to_pfn(frame), PAGE_SIZE,
			       vma->vm_page_prot);
}

static long looker_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	return (long)page_to_pfn(cmd == LOOKER_PAGE ? page : frame);
}

static const struct file_operations fops = {
	.owner = THIS_MODULE,
	.mmap = looker_mmap,
	.unlocked_ioctl = looker_ioctl,
};

static struct miscdevice misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "looker",
	.fops = &fops,
	.mode = 0666,
};

static int __init looker_init(void)
{
	frame = alloc_page(GFP_KERNEL | __GFP_ZERO);
	page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!frame || !page)
		return -ENOMEM;
	/* ioremap() is refused on memory that is not. */
	SetPageReserved(frame);
	strcpy(page_address(frame), "the frame");
	strcpy(page_address(page), "the page");
	return misc_register(&misc);
}

static void __exit looker_exit(void)
{
	misc_deregister(&misc);
	ClearPageReserved(frame);
	__free_page(frame);
	__free_page(page);
}

module_init(looker_init);
module_exit(looker_exit);
MODULE_LICENSE("GPL");
