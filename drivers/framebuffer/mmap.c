// SPDX-License-Identifier: MIT
/*
 * The device's memory as a program's own: all of a mapping is entered at once, and
 * from then on the driver takes no part in what is drawn.
 *
 * Nobody reads what was drawn back in a hurry, so the processor may collect stores and
 * send them over the bus together: write combining. Where the kernel has no such
 * mappings (before 2.6.26) they are uncached, and a range register (MTRR) may
 * still say better. Cached they must not be: what lies in a cache is not on the screen.
 */
#include <linux/errno.h>
#include <asm/io.h>

#include "framebuffer.h"

#if LINUX_VERSION_CODE < KERNEL_VERSION(3, 9, 0)

/* mremap asks no driver. Where it has made the mapping longer, there is nothing. */
static struct page *framebuffer_vma_nopage(struct vm_area_struct *vma,
					   unsigned long address, int *type)
{
	return NOPAGE_SIGBUS;
}

static struct vm_operations_struct framebuffer_vm_ops = {
	.nopage = framebuffer_vma_nopage,
};

static int framebuffer_remap(struct framebuffer *fb, struct vm_area_struct *vma)
{
	unsigned long pages = fb->size >> PAGE_SHIFT;
	unsigned long size = vma->vm_end - vma->vm_start;

	/* In this order: a difference of unsigned numbers is never negative. */
	if (vma->vm_pgoff >= pages || size >> PAGE_SHIFT > pages - vma->vm_pgoff)
		return -EINVAL;
	vma->vm_page_prot = pgprot_noncached(vma->vm_page_prot);
	vma->vm_ops = &framebuffer_vm_ops;
	if (io_remap_page_range(vma, vma->vm_start,
				fb->start + (vma->vm_pgoff << PAGE_SHIFT), size,
				vma->vm_page_prot))
		return -EAGAIN;
	return 0;
}

#else

/* Debuggers reach the memory through the kernel: it has no struct page. */
static const struct vm_operations_struct framebuffer_vm_ops = {
	.access = generic_access_phys,
};

/* vm_iomap_memory() refuses what reaches beyond the memory; and what it has mapped
 * does not grow (VM_DONTEXPAND). */
static int framebuffer_remap(struct framebuffer *fb, struct vm_area_struct *vma)
{
	vma->vm_page_prot = pgprot_writecombine(vma->vm_page_prot);
	vma->vm_ops = &framebuffer_vm_ops;
	return vm_iomap_memory(vma, fb->start, fb->size);
}

#endif

int framebuffer_mmap(struct file *filp, struct vm_area_struct *vma)
{
	struct framebuffer *fb = filp->private_data;
	int err;

	down(&fb->sem);
	err = fb->pdev ? framebuffer_remap(fb, vma) : -ENODEV;
	up(&fb->sem);
	return err;
}
