/* SPDX-License-Identifier: MIT */
/* Broken: the registers of a device are mapped from their last two pages on, however
 * much the program wants. */
#include <linux/pci.h>
#include "broken.h"

#define LAST (2 * PAGE_SIZE)

static struct pci_dev *pdev;

static int map(struct file *file, struct vm_area_struct *vma)
{
	unsigned long size = vma->vm_end - vma->vm_start, pfn;

	if (fixed && size > LAST)
		return -EINVAL;
	if (!pdev)
		pdev = pci_get_device(0x1234, 0x11e8, NULL);
	if (!pdev)
		return -ENODEV;
	pfn = (pci_resource_end(pdev, 0) + 1 - LAST) >> PAGE_SHIFT;
	return io_remap_pfn_range(vma, vma->vm_start, pfn, size, vma->vm_page_prot); /* HERE call */
}

static void leave(void)
{
	pci_dev_put(pdev);
}

BROKEN_DRIVER(NULL, map, leave);
