/* SPDX-License-Identifier: MIT */
/* Broken: coherent memory of three pages (of a block of four), mapped by the length that
 * the program wants. */
#include <linux/dma-mapping.h>
#include <linux/pci.h>
#include "broken.h"

#define SIZE (3 * PAGE_SIZE)

static struct pci_dev *pdev;
static dma_addr_t handle;
static void *memory;

static int map(struct file *file, struct vm_area_struct *vma)
{
	unsigned long size = vma->vm_end - vma->vm_start;

	if (!pdev)
		pdev = pci_get_device(0x1234, 0x11e8, NULL);
	if (!pdev)
		return -ENODEV;
	if (!memory)
		memory = dma_alloc_coherent(&pdev->dev, SIZE, &handle, GFP_KERNEL); /* HERE alloc */
	if (!memory)
		return -ENOMEM;
	size = fixed ? SIZE : size;
	return dma_mmap_coherent(&pdev->dev, vma, memory, handle, size); /* HERE call */
}

static void leave(void)
{
	if (memory)
		dma_free_coherent(&pdev->dev, SIZE, memory, handle);
	pci_dev_put(pdev);
}

BROKEN_DRIVER(NULL, map, leave);
