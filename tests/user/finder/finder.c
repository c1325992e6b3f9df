// SPDX-License-Identifier: MIT
/* A driver that looks at whatever memory a program has: see finder.h. */
#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/uaccess.h>
#include "finder.h"

static struct page *page;
static const struct file_operations fops;

static void describe(struct vm_area_struct *vma, struct finder_answer *a)
{
	struct vm_area_struct *prev;

	a->found = 1;
	a->start = vma->vm_start;
	a->end = vma->vm_end;
	a->flags = vma->vm_flags;
	a->pgoff = vma->vm_pgoff;
	a->ino = vma->vm_file ? file_inode(vma->vm_file)->i_ino : 0;
	a->anonymous = vma_is_anonymous(vma);
	a->mine = vma->vm_file && vma->vm_file->f_op == &fops;
	a->one = find_vma(vma->vm_mm, vma->vm_end - 1) == vma &&
		 find_vma_intersection(vma->vm_mm, vma->vm_start, vma->vm_end) == vma &&
		 find_vma_prev(vma->vm_mm, vma->vm_start, &prev) == vma;
	a->prev_end = prev ? prev->vm_end : 0;
}

static long count(struct mm_struct *mm, struct finder_answer *a)
{
	struct vm_area_struct *vma, *prev = NULL;
	VMA_ITERATOR(vmi, mm, 0);

	a->pgoff = 0;
	for_each_vma(vmi, vma)
	{
		if (prev &&
		    (vma->vm_start < prev->vm_end || find_vma(mm, prev->vm_end) != vma))
			return -ERANGE;
		prev = vma;
		a->pgoff++;
	}
	return vma_prev(&vmi) == prev ? 0 : -ERANGE; /* from the end */
}

static long answer(unsigned int cmd, struct finder_answer *a)
{
	struct mm_struct *mm = current->mm;
	struct vm_area_struct *vma =
		cmd == FINDER_FIND ? find_vma(mm, a->addr) : vma_lookup(mm, a->addr);

	if (cmd == FINDER_COUNT)
		return count(mm, a);
	if (!vma)
		return 0;
	if (cmd == FINDER_CHANGE)
		vma->vm_flags |= VM_DONTCOPY;
	if (cmd == FINDER_REMAP)
		return remap_pfn_range(vma, a->addr, page_to_pfn(page), PAGE_SIZE,
				       vma->vm_page_prot);
	if (cmd == FINDER_INSERT)
		return vm_insert_page(vma, a->addr, page);
	describe(vma, a);
	return 0;
}

static long finder_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct finder_answer a;
	long err;

	if (copy_from_user(&a, (void __user *)arg, sizeof(a)))
		return -EFAULT;
	a.found = 0;
	mmap_write_lock(current->mm);
	err = answer(cmd, &a);
	mmap_write_unlock(current->mm);
	if (!err && copy_to_user((void __user *)arg, &a, sizeof(a)))
		return -EFAULT;
	return err;
}

static int finder_mmap(struct file *file, struct vm_area_struct *vma)
{
	return vm_insert_page(vma, vma->vm_start, page);
}

static const struct file_operations fops = {
	.owner = THIS_MODULE,
	.mmap = finder_mmap,
	.unlocked_ioctl = finder_ioctl,
};

static struct miscdevice misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "finder",
	.fops = &fops,
	.mode = 0666,
};

static int __init finder_init(void)
{
	page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!page)
		return -ENOMEM;
	return misc_register(&misc);
}

static void __exit finder_exit(void)
{
	misc_deregister(&misc);
	__free_page(page);
}

module_init(finder_init);
module_exit(finder_exit);
MODULE_LICENSE("GPL");
