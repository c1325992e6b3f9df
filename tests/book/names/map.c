/* SPDX-License-Identifier: MIT */
/* What builds page tables for users. */
#include <linux/io.h>
#include <linux/vmalloc.h>
#include "show.h"

#define REGISTERS 0xc0000000UL /* of edu, as the PC places it */

static int map_remap_pfn_range(struct vm_area_struct *vma)
{
	int err = remap_pfn_range(vma, vma->vm_start, page_to_pfn(shown_page), PAGE_SIZE,
				  vma->vm_page_prot);

	say("%d; the area is of page frames: %d, and grows no more: %d", err,
	    !!(vma->vm_flags & VM_PFNMAP), !!(vma->vm_flags & VM_DONTEXPAND));
	return err;
}

static int map_io_remap_pfn_range(struct vm_area_struct *vma)
{
	int err = io_remap_pfn_range(vma, vma->vm_start, REGISTERS >> PAGE_SHIFT,
				     2 * PAGE_SIZE, pgprot_noncached(vma->vm_page_prot));

	say("%d; the area is of a device: %d", err, !!(vma->vm_flags & VM_IO));
	return err;
}

static int map_pgprot_noncached(struct vm_area_struct *vma)
{
	unsigned long cached = pgprot_val(vma->vm_page_prot);
	unsigned long uncached = pgprot_val(pgprot_noncached(vma->vm_page_prot));

	say("it sets bits 0x%lx", cached ^ uncached);
	return 0;
}

static int map_pgprot_t(struct vm_area_struct *vma)
{
	say("PAGE_READONLY lets users read: %d, write: %d",
	    !!(pgprot_val(PAGE_READONLY) & 4), !!(pgprot_val(PAGE_READONLY) & 2));
	return 0;
}

static int map_mmap(struct vm_area_struct *vma)
{
	say("the method is given %lu pages at page %lu of the device", vma_pages(vma),
	    vma->vm_pgoff);
	return 0;
}

static int map_EAGAIN(struct vm_area_struct *vma)
{
	say("the method refuses with %d", -EAGAIN);
	return -EAGAIN;
}

static int map_EINVAL(struct vm_area_struct *vma)
{
	say("the method refuses with %d", -EINVAL);
	return -EINVAL;
}

static int map_ENODEV(struct vm_area_struct *vma)
{
	say("the method refuses with %d", -ENODEV);
	return -ENODEV;
}

/* By one byte and a page too many. */
static int map_vm_iomap_memory(struct vm_area_struct *vma)
{
	int small = vm_iomap_memory(vma, REGISTERS, 2 * PAGE_SIZE);
	int fits = vm_iomap_memory(vma, REGISTERS, 3 * PAGE_SIZE);

	say("of 2 pages from page 1 on 2: %d; of 3: %d", small, fits);
	return fits;
}

static int map_vm_insert_page(struct vm_area_struct *vma)
{
	int before = page_count(shown_page), err;

	err = vm_insert_page(vma, vma->vm_start, shown_page);
	say("%d, and %d more reference", err, page_count(shown_page) - before);
	return err;
}

static int map_remap_vmalloc_range(struct vm_area_struct *vma)
{
	void *area = vmalloc_user(2 * PAGE_SIZE);
	int err = remap_vmalloc_range(vma, area, 0);

	say("%d for two pages", err);
	vfree(area);
	return err;
}

const struct show map_shows[] = {
	SHOW_MAP(remap_pfn_range),
	SHOW_MAP(io_remap_pfn_range),
	SHOW_MAP(pgprot_noncached),
	SHOW_MAP(pgprot_t),
	SHOW_MAP(mmap),
	SHOW_MAP(EAGAIN),
	SHOW_MAP(EINVAL),
	SHOW_MAP(ENODEV),
	SHOW_MAP(vm_iomap_memory),
	SHOW_MAP(vm_insert_page),
	SHOW_MAP(remap_vmalloc_range),
	SHOWS_END,
};
