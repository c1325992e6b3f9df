// SPDX-License-Identifier: MIT
/*
 * A driver that gives its pages to users in three ways, chosen by the part of the
 * device that is mapped: one at each fault; with their neighbours (map_pages); all
 * of them at once, in mmap.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/vmalloc.h>

MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("bench: pages with and without their neighbours");

#define PAGES 4000UL /* of each way */

static char *memory;

static struct page *page_at(pgoff_t pgoff)
{
	return vmalloc_to_page(memory + pgoff % PAGES * PAGE_SIZE);
}

static vm_fault_t fault(struct vm_fault *vmf)
{
	vmf->page = page_at(vmf->pgoff);
	get_page(vmf->page);
	return 0;
}

static vm_fault_t map_pages(struct vm_fault *vmf, pgoff_t start, pgoff_t end)
{
	struct vm_area_struct *vma = vmf->vma;

	for (pgoff_t i = start; i <= end; i++)
		vm_insert_page(vma, vma->vm_start + (i - vma->vm_pgoff) * PAGE_SIZE,
			       page_at(i));
	return VM_FAULT_NOPAGE;
}

static const struct vm_operations_struct single = {.fault = fault};
static const struct vm_operations_struct around = {.fault = fault,
						   .map_pages = map_pages};

static int map_all(struct vm_area_struct *vma)
{
	int err = 0;

	for (unsigned long i = 0; i < vma_pages(vma) && !err; i++)
		err = vm_insert_page(vma, vma->vm_start + i * PAGE_SIZE,
				     page_at(vma->vm_pgoff + i));
	return err;
}

static int pager_mmap(struct file *file, struct vm_area_struct *vma)
{
	if (vma_pages(vma) > PAGES)
		return -EINVAL;
	switch (vma->vm_pgoff / PAGES) {
	case 0:
		vma->vm_ops = &single;
		return 0;
	case 1:
		vma->vm_ops = &around;
		vma->vm_flags |=
			VM_MIXEDMAP; /* map_pages holds mmap_lock to read alone */
		return 0;
	default:
		return map_all(vma);
	}
}

static const struct file_operations fops = {.owner = THIS_MODULE, .mmap = pager_mmap};
static struct miscdevice misc = {
	.minor = MISC_DYNAMIC_MINOR, .name = "pager", .fops = &fops};

static int __init pager_init(void)
{
	int err;

	memory = vmalloc(PAGES * PAGE_SIZE);
	if (!memory)
		return -ENOMEM;
	err = misc_register(&misc);
	if (err)
		vfree(memory);
	return err;
}

static void __exit pager_exit(void)
{
	misc_deregister(&misc);
	vfree(memory);
}

module_init(pager_init);
module_exit(pager_exit);
