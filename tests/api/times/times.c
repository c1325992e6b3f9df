// SPDX-License-Identifier: MIT
/*
 * What drivers of some years only could call: mmap puts the driver's page in with
 * vm_insert_mixed(), in the form of the version, twice; read says whether the caller
 * may administer the system; init asks for regions and whose they are.
 */
#include <linux/version.h>
#include <linux/module.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/slab.h>
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 5, 0)
#include <linux/pfn_t.h>
#endif
#include <asm/uaccess.h>

static unsigned long page;

#if LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 26)
static int put_in(struct vm_area_struct *vma)
{
	unsigned long pfn = __pa(page) >> PAGE_SHIFT;
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 5, 0)
	return vm_insert_mixed(vma, vma->vm_start, pfn_to_pfn_t(pfn));
#else
	return vm_insert_mixed(vma, vma->vm_start, pfn);
#endif
}

static int times_mmap(struct file *file, struct vm_area_struct *vma)
{
	int ret;

	vma->vm_flags |= VM_MIXEDMAP;
	ret = put_in(vma);
	printk(KERN_INFO "times: in: %d, again: %d\n", ret, put_in(vma));
	return ret;
}
#endif

static ssize_t times_read(struct file *file, char *buf, size_t n, loff_t *pos)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(2, 6, 14)
	if (verify_area(VERIFY_WRITE, buf, n))
		return -EFAULT;
	printk(KERN_INFO "times: verified\n");
#endif
	printk(KERN_INFO "times: admin %d, raw %d\n", capable(CAP_SYS_ADMIN), capable(CAP_SYS_RAWIO));
	return 0;
}

static struct file_operations times_fops = {
	.owner = THIS_MODULE,
	.read = times_read,
#if LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 26)
	.mmap = times_mmap,
#endif
};

static struct miscdevice times_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "times",
	.fops = &times_fops,
};

static int __init times_init(void)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(2, 6, 24)
	SET_MODULE_OWNER(&times_fops);
#endif
	printk(KERN_INFO "times: free %d\n", check_region(0x5550, 4));
	if (!request_region(0x5550, 4, "times"))
		return -EBUSY;
	printk(KERN_INFO "times: taken %d\n", check_region(0x5552, 1));
	release_region(0x5550, 4);
	page = get_zeroed_page(GFP_KERNEL);
	if (!page)
		return -ENOMEM;
	strcpy((char *)page, "papyrus\n");
	return misc_register(&times_misc);
}

static void __exit times_exit(void)
{
	misc_deregister(&times_misc);
	free_page(page);
}

module_init(times_init);
module_exit(times_exit);
MODULE_LICENSE("Dual MIT/GPL");
