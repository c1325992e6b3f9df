/* SPDX-License-Identifier: MIT */
/*
 * The methods of a VMA that came and went: populate (until 2.6.22), mremap (since
 * 4.3), split (4.15 to 5.10) and may_split (since 5.11), pfn_mkwrite (since 4.1).
 * /dev/nonlinear tells what they were called with, one line a read. Page 0 of the
 * offset: pages; 1: frames, whose first store is told; 2: pages, and the driver keeps
 * something in vm_private_data.
 */
#include <linux/version.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/string.h>
#include <asm/io.h>
#include <asm/uaccess.h>

#define SINCE(a, b, c) (LINUX_VERSION_CODE >= KERNEL_VERSION(a, b, c))

MODULE_LICENSE("GPL");

static int major;
static unsigned long paper;
static char told[256];

static void __attribute__((unused)) tell(const char *what, long a, long b, long c)
{
	size_t n = strlen(told);

	snprintf(told + n, sizeof(told) - n, "%s %ld %ld %ld; ", what, a, b, c);
}

#if !SINCE(2, 6, 23)
static int populate(struct vm_area_struct *vma, unsigned long addr, unsigned long len,
		    pgprot_t prot, unsigned long pgoff, int nonblock)
{
	struct page *page = virt_to_page((void *)paper);

	get_page(page);
	tell("populate", (long)(len >> PAGE_SHIFT), (long)pgoff, nonblock);
	/* The core installs pages of the page cache alone. */
	if (install_page(vma->vm_mm, vma, addr, page, prot) != -EINVAL)
		tell("installed", 0, 0, 0);
	put_page(page);
	return 0;
}

static struct page *serve(struct vm_area_struct *vma, unsigned long address, int *type)
{
	get_page(virt_to_page((void *)paper));
	return virt_to_page((void *)paper);
}
#elif SINCE(4, 11, 0)
#if SINCE(4, 17, 0)
static vm_fault_t serve(struct vm_fault *vmf)
#else
static int serve(struct vm_fault *vmf)
#endif
{
	vmf->page = virt_to_page((void *)paper);
	get_page(vmf->page);
	return 0;
}
#else
static int serve(struct vm_area_struct *vma, struct vm_fault *vmf)
{
	vmf->page = virt_to_page((void *)paper);
	get_page(vmf->page);
	return 0;
}
#endif

#if SINCE(4, 3, 0)
static int moved(struct vm_area_struct *vma)
{
	tell("mremap", (long)((vma->vm_end - vma->vm_start) >> PAGE_SHIFT), 0, 0);
	return 0;
}
#endif

#if SINCE(4, 15, 0)
static int cut(struct vm_area_struct *vma, unsigned long addr)
{
	tell("split", (long)((addr - vma->vm_start) >> PAGE_SHIFT), 0, 0);
	return 0;
}
#endif

#if SINCE(4, 17, 0)
static vm_fault_t written(struct vm_fault *vmf)
#elif SINCE(4, 11, 0)
static int written(struct vm_fault *vmf)
#elif SINCE(4, 1, 0)
static int written(struct vm_area_struct *vma, struct vm_fault *vmf)
#endif
#if SINCE(4, 1, 0)
{
	tell("pfn_mkwrite", (long)vmf->pgoff, 0, 0);
	return 0;
}
#endif

static struct vm_operations_struct ops = {
#if SINCE(2, 6, 23)
	.fault = serve,
#else
	.nopage = serve,
	.populate = populate,
#endif
#if SINCE(4, 3, 0)
	.mremap = moved,
#endif
#if SINCE(5, 11, 0)
	.may_split = cut,
#elif SINCE(4, 15, 0)
	.split = cut,
#endif
};

static struct vm_operations_struct frames = {
#if SINCE(4, 1, 0)
	.pfn_mkwrite = written,
#else
	.open = NULL,
#endif
};

static int nonlinear_mmap(struct file *file, struct vm_area_struct *vma)
{
	if (vma->vm_pgoff == 1) {
		vma->vm_ops = &frames;
		return remap_pfn_range(vma, vma->vm_start, __pa(paper) >> PAGE_SHIFT,
				       PAGE_SIZE, PAGE_READONLY);
	}
	if (vma->vm_pgoff == 2)
		vma->vm_private_data = &major;
	vma->vm_ops = &ops;
	return 0;
}

static ssize_t nonlinear_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	size_t n = strlen(told);

	if (n > count || copy_to_user(buf, told, n))
		return -EFAULT;
	told[0] = 0;
	return n;
}

static struct file_operations fops = {
	.owner = THIS_MODULE,
	.mmap = nonlinear_mmap,
	.read = nonlinear_read,
};

static int __init nonlinear_init(void)
{
	paper = get_zeroed_page(GFP_KERNEL);
	major = paper ? register_chrdev(0, "nonlinear", &fops) : -ENOMEM;
	return major < 0 ? major : 0;
}

static void __exit nonlinear_exit(void)
{
	unregister_chrdev(major, "nonlinear");
	free_page(paper);
}

module_init(nonlinear_init);
module_exit(nonlinear_exit);
