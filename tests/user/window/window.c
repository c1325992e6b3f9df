// SPDX-License-Identifier: MIT
/*
 * /dev/window_regs, _pages, _memory, _nothing: a device's registers, mapped at
 * once, and page by page as they are touched; its memory; and an address where
 * nothing answers. A read of /dev/window_regs copies what lies in register
 * 0x80 on to the user, a write copies there.
 */
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/uaccess.h>

#define NOTHING 0x4fd00000000ULL
#define DATA	0x80

static struct pci_dev *device;
static void __iomem *regs;

static int regs_mmap(struct file *file, struct vm_area_struct *vma)
{
	vma->vm_page_prot = pgprot_noncached(vma->vm_page_prot);
	return io_remap_pfn_range(vma, vma->vm_start,
				  pci_resource_start(device, 0) >> PAGE_SHIFT,
				  vma->vm_end - vma->vm_start, vma->vm_page_prot);
}

static ssize_t regs_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	u64 value = readq(regs + DATA);

	count = min(count, sizeof(value));
	return copy_to_user(buf, &value, count) ? -EFAULT : count;
}

static ssize_t regs_write(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
	u64 value = 0;

	count = min(count, sizeof(value));
	if (copy_from_user(&value, buf, count))
		return -EFAULT;
	writeq(value, regs + DATA);
	return count;
}

static vm_fault_t pages_fault(struct vm_fault *vmf)
{
	if (vmf->pgoff)
		return VM_FAULT_SIGBUS;
	return vmf_insert_pfn(vmf->vma, vmf->address,
			      pci_resource_start(device, 0) >> PAGE_SHIFT);
}

static const struct vm_operations_struct pages_vm_ops = {
	.fault = pages_fault,
};

static int pages_mmap(struct file *file, struct vm_area_struct *vma)
{
	vma->vm_flags |= VM_PFNMAP | VM_IO | VM_DONTEXPAND | VM_DONTDUMP;
	vma->vm_ops = &pages_vm_ops;
	return 0;
}

static int memory_mmap(struct file *file, struct vm_area_struct *vma)
{
	return vm_iomap_memory(vma, pci_resource_start(device, 2), pci_resource_len(device, 2));
}

static int nothing_mmap(struct file *file, struct vm_area_struct *vma)
{
	return remap_pfn_range(vma, vma->vm_start, NOTHING >> PAGE_SHIFT,
			       vma->vm_end - vma->vm_start, vma->vm_page_prot);
}

static const struct file_operations regs_fops = {
	.owner = THIS_MODULE, .mmap = regs_mmap, .read = regs_read, .write = regs_write,
};
static const struct file_operations pages_fops = { .owner = THIS_MODULE, .mmap = pages_mmap };
static const struct file_operations memory_fops = { .owner = THIS_MODULE, .mmap = memory_mmap };
static const struct file_operations nothing_fops = { .owner = THIS_MODULE, .mmap = nothing_mmap };

static struct miscdevice devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "window_regs", .fops = &regs_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "window_pages", .fops = &pages_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "window_memory", .fops = &memory_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "window_nothing", .fops = &nothing_fops },
};

static int window_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	int err = pcim_enable_device(pdev);

	if (!err)
		err = pcim_iomap_regions(pdev, 1 << 0, "window");
	if (err)
		return err;
	device = pdev;
	regs = pcim_iomap_table(pdev)[0];
	for (unsigned int i = 0; i < ARRAY_SIZE(devices); i++) {
		err = misc_register(&devices[i]);
		if (err) {
			while (i--)
				misc_deregister(&devices[i]);
			return err;
		}
	}
	return 0;
}

static void window_remove(struct pci_dev *pdev)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(devices); i++)
		misc_deregister(&devices[i]);
}

static const struct pci_device_id window_ids[] = { { PCI_DEVICE(0x1234, 0xd00d) }, {} };
MODULE_DEVICE_TABLE(pci, window_ids);

static struct pci_driver window_driver = {
	.name = "window",
	.id_table = window_ids,
	.probe = window_probe,
	.remove = window_remove,
};
module_pci_driver(window_driver);

MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("Registers and memory of a device, mapped to users");
