// SPDX-License-Identifier: MIT
/* highmem as a module and as the file /dev/highmem: its pages, one after the other. */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/highmem.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/version.h>

#include "highmem.h"
#include "highmem_ioctl.h"

static int highmem_pages = 16;

module_param(highmem_pages, int, 0444);
MODULE_PARM_DESC(highmem_pages, "number of pages");
MODULE_DESCRIPTION("Char device on pages of high memory");
MODULE_LICENSE("Dual MIT/GPL");

static struct page *pages[HIGHMEM_PAGES_MAX];

static loff_t highmem_size(void)
{
	return (loff_t)highmem_pages << PAGE_SHIFT;
}

/* How much of @count lies in the page of @pos, which is within the device. */
static size_t piece(loff_t pos, size_t count)
{
	size_t rest = PAGE_SIZE - ((size_t)pos & (PAGE_SIZE - 1));

	return min(count, rest);
}

static ssize_t highmem_read(struct file *filp, char __user *buf, size_t count,
			    loff_t *ppos)
{
	size_t done = 0, n, left = 0;

	while (done < count && *ppos < highmem_size() && !left) {
		n = piece(*ppos, count - done);
		left = highmem_page_read(pages[*ppos >> PAGE_SHIFT],
					 *ppos & (PAGE_SIZE - 1), buf + done, n);
		done += n - left;
		*ppos += n - left;
	}
	return left && !done ? -EFAULT : (ssize_t)done;
}

static ssize_t highmem_write(struct file *filp, const char __user *buf, size_t count,
			     loff_t *ppos)
{
	size_t done = 0, n, left = 0;

	if (count && *ppos >= highmem_size())
		return -ENOSPC;
	while (done < count && *ppos < highmem_size() && !left) {
		n = piece(*ppos, count - done);
		left = highmem_page_write(pages[*ppos >> PAGE_SHIFT],
					  *ppos & (PAGE_SIZE - 1), buf + done, n);
		done += n - left;
		*ppos += n - left;
	}
	return left && !done ? -EFAULT : (ssize_t)done;
}

static long count_pages(int high)
{
	long n = 0;
	int i;

	for (i = 0; i < highmem_pages; i++)
		if (high ? PageHighMem(pages[i]) : page_address(pages[i]) != NULL)
			n++;
	return n;
}

static long highmem_command(unsigned int cmd, unsigned long arg)
{
	unsigned long nr = arg >> 8, low = arg & 0xff;

	switch (cmd) {
	case HIGHMEM_FILL:
		if (nr >= highmem_pages)
			return -EINVAL;
		highmem_page_fill(pages[nr], (int)low);
		return 0;
	case HIGHMEM_COPY:
		if (nr >= highmem_pages || low >= highmem_pages)
			return -EINVAL;
		highmem_page_copy(pages[nr], pages[low]);
		return 0;
	case HIGHMEM_QHIGH:
		return count_pages(1);
	case HIGHMEM_QADDRESS:
		return count_pages(0);
	default:
		return -ENOTTY;
	}
}

/* A page with a reference for the program that maps it, or NULL past the end. */
static struct page *page_get(unsigned long pgoff)
{
	if (pgoff >= highmem_pages)
		return NULL;
	get_page(pages[pgoff]);
	return pages[pgoff];
}

/* Programs need no kmap: their page tables lead to any page. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 17, 0)
static vm_fault_t highmem_fault(struct vm_fault *vmf)
{
	vmf->page = page_get(vmf->pgoff);
	return vmf->page ? 0 : VM_FAULT_SIGBUS;
}

static const struct vm_operations_struct highmem_vm_ops = {
	.fault = highmem_fault,
};

static long highmem_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	return highmem_command(cmd, arg);
}
#else
static struct page *highmem_nopage(struct vm_area_struct *vma, unsigned long address,
				   int *type)
{
	struct page *page =
		page_get(((address - vma->vm_start) >> PAGE_SHIFT) + vma->vm_pgoff);

	if (type)
		*type = VM_FAULT_MINOR;
	return page ? page : NOPAGE_SIGBUS;
}

static struct vm_operations_struct highmem_vm_ops = {
	.nopage = highmem_nopage,
};

static int highmem_ioctl(struct inode *inode, struct file *filp, unsigned int cmd,
			 unsigned long arg)
{
	return (int)highmem_command(cmd, arg);
}
#endif

static int highmem_mmap(struct file *filp, struct vm_area_struct *vma)
{
	vma->vm_ops = &highmem_vm_ops;
	return 0;
}

static struct file_operations highmem_fops = {
	.owner = THIS_MODULE,
	.llseek = default_llseek,
	.read = highmem_read,
	.write = highmem_write,
#if LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 11)
	.unlocked_ioctl = highmem_ioctl,
#else
	.ioctl = highmem_ioctl,
#endif
	.mmap = highmem_mmap,
};

static struct miscdevice highmem_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "highmem",
	.fops = &highmem_fops,
};

static void pages_free(void)
{
	int i;

	for (i = 0; i < highmem_pages && pages[i]; i++)
		__free_page(pages[i]);
}

static int pages_alloc(void)
{
	int i;

	for (i = 0; i < highmem_pages; i++) {
		pages[i] = alloc_page(GFP_HIGHUSER);
		if (!pages[i]) {
			pages_free();
			return -ENOMEM;
		}
		clear_highpage(pages[i]);
	}
	return 0;
}

static int __init highmem_init(void)
{
	int err;

	if (highmem_pages < 1 || highmem_pages > HIGHMEM_PAGES_MAX)
		return -EINVAL;
	err = pages_alloc();
	if (err)
		return err;
	err = misc_register(&highmem_misc);
	if (err)
		pages_free();
	return err;
}

static void __exit highmem_exit(void)
{
	misc_deregister(&highmem_misc);
	pages_free();
}

module_init(highmem_init);
module_exit(highmem_exit);
