/* SPDX-License-Identifier: MIT */
/* Names of 2.6.10 that later kernels do not have, or have in another form. */
#include <linux/aio.h>
#include <linux/highmem.h>
#include <linux/interrupt.h>
#include <linux/pagemap.h>
#include <linux/pci.h>
#include <linux/sched.h>
#include <asm/io.h>
#include "show.h"

#define REGISTERS 0xc0000000UL /* of edu, as the PC places it */

static struct page *shown_nopage(struct vm_area_struct *vma, unsigned long address,
				 int *type)
{
	unsigned long offset = address - vma->vm_start + (vma->vm_pgoff << PAGE_SHIFT);

	if (is_shown("nopage"))
		say("called for byte %lu of the device, type told: %d", offset,
		    type != NULL);
	if (offset >= 3 * PAGE_SIZE) {
		if (is_shown("NOPAGE_SIGBUS"))
			say("no page at byte %lu", offset);
		return NOPAGE_SIGBUS;
	}
	if (is_shown("NOPAGE_OOM")) {
		say("for want of memory");
		return NOPAGE_OOM;
	}
	get_page(shown_page);
	if (type)
		*type = VM_FAULT_MINOR;
	if (type && is_shown("VM_FAULT_MINOR"))
		say("no disk was read: type %d", *type);
	return shown_page;
}

struct vm_operations_struct shown_ops = {
	.nopage = shown_nopage,
};

static int map_as_it_is(struct vm_area_struct *vma)
{
	return 0;
}
#define map_nopage map_as_it_is
#define map_NOPAGE_SIGBUS map_as_it_is
#define map_NOPAGE_OOM map_as_it_is
#define map_VM_FAULT_MINOR map_as_it_is

static int map_VM_RESERVED(struct vm_area_struct *vma)
{
	vma->vm_flags |= VM_RESERVED;
	say("flag 0x%lx", vma->vm_flags & VM_RESERVED);
	return 0;
}

static int map_remap_pfn_range(struct vm_area_struct *vma)
{
	int err = remap_pfn_range(vma, vma->vm_start, page_to_pfn(shown_page), PAGE_SIZE,
				  vma->vm_page_prot);

	say("%d for a page of RAM that is not reserved", err);
	return err;
}

static int map_io_remap_page_range(struct vm_area_struct *vma)
{
	int err = io_remap_page_range(vma, vma->vm_start, REGISTERS, 2 * PAGE_SIZE,
				      vma->vm_page_prot);

	say("%d for registers at bus 0x%lx", err, REGISTERS);
	return err;
}

/* remap_file_pages, and mmap with MAP_POPULATE, want pages that nobody has touched.
 * install_page() enters pages of files alone: ours come when they are touched. */
static int shown_populate(struct vm_area_struct *vma, unsigned long address,
			  unsigned long len, pgprot_t prot, unsigned long pgoff,
			  int nonblock)
{
	say("%lu pages at page %lu of the device are wanted before any is touched",
	    len >> PAGE_SHIFT, pgoff);
	return 0;
}

static struct vm_operations_struct populated_ops = {
	.nopage = shown_nopage,
	.populate = shown_populate,
};

static int map_populate(struct vm_area_struct *vma)
{
	vma->vm_ops = &populated_ops;
	return 0;
}

static void run_mmap_sem(void)
{
	down_read(&current->mm->mmap_sem);
	say("taken for reading");
	up_read(&current->mm->mmap_sem);
}

static void run_page_cache_release(void)
{
	get_page(shown_page);
	page_cache_release(shown_page);
	say("%d reference is left", page_count(shown_page));
}

static void run_KM_USER0(void)
{
	char *p = kmap_atomic(shown_page, KM_USER0);

	say("slot of calls from users: '%.6s'", p);
	kunmap_atomic(p, KM_USER0);
}

static void run_KM_USER1(void)
{
	char *first = kmap_atomic(shown_page, KM_USER0),
	     *second = kmap_atomic(shown_page, KM_USER1);

	say("a second slot beside the first: '%.6s' '%.6s'", first, second);
	kunmap_atomic(second, KM_USER1);
	kunmap_atomic(first, KM_USER0);
}

static void run_KM_IRQ0(void)
{
	char *p = kmap_atomic(shown_page, KM_IRQ0);

	say("slot of handlers: '%.6s'", p);
	kunmap_atomic(p, KM_IRQ0);
}

static void run_KM_IRQ1(void)
{
	char *p = kmap_atomic(shown_page, KM_IRQ1);

	say("second slot of handlers: '%.6s'", p);
	kunmap_atomic(p, KM_IRQ1);
}

static void run_PageReserved(void)
{
	int reserved = PageReserved(shown_page);

	if (!reserved)
		SetPageDirty(shown_page);
	say("%d: it is made dirty: %d", reserved, PageDirty(shown_page) != 0);
	ClearPageDirty(shown_page);
}

static void run_PCI_DMA_TODEVICE(void)
{
	say("%d, as DMA_TO_DEVICE: %d", PCI_DMA_TODEVICE, DMA_TO_DEVICE);
}

static void run_PCI_DMA_FROMDEVICE(void)
{
	say("%d, as DMA_FROM_DEVICE: %d", PCI_DMA_FROMDEVICE, DMA_FROM_DEVICE);
}

static void run_PCI_DMA_BIDIRECTIONAL(void)
{
	say("%d, as DMA_BIDIRECTIONAL: %d", PCI_DMA_BIDIRECTIONAL, DMA_BIDIRECTIONAL);
}

static void run_virt_to_bus(void)
{
	say("the physical address on a PC: %d",
	    virt_to_bus(page_address(shown_page)) ==
		    virt_to_phys(page_address(shown_page)));
}

static void run_bus_to_virt(void)
{
	void *p = page_address(shown_page);

	say("and back: %d", bus_to_virt(virt_to_bus(p)) == p);
}

static void run_f_dentry(void)
{
	say("the inode of the file is a character device: %d",
	    S_ISCHR(shown_file->f_dentry->d_inode->i_mode));
}

static irqreturn_t nobody(int irq, void *dev, struct pt_regs *regs)
{
	return IRQ_NONE;
}

static void run_SA_INTERRUPT(void)
{
	struct pci_dev *edu = pci_get_device(0x1234, 0x11e8, NULL);
	int err = request_irq(edu->irq, nobody, SA_INTERRUPT, "show", &shown_page);

	say("%d for a fast handler, which has three arguments", err);
	if (!err)
		free_irq(edu->irq, &shown_page);
	pci_dev_put(edu);
}

const struct show area_shows[] = {
	SHOW_MAP(nopage),
	SHOW_MAP(NOPAGE_SIGBUS),
	SHOW_MAP(NOPAGE_OOM),
	SHOW_MAP(VM_FAULT_MINOR),
	SHOW_MAP(VM_RESERVED),
	SHOW_MAP(remap_pfn_range),
	SHOW_MAP(io_remap_page_range),
	SHOW_MAP(populate),
	SHOW(mmap_sem),
	SHOW(page_cache_release),
	SHOW(virt_to_bus),
	SHOW(bus_to_virt),
	SHOW(f_dentry),
	SHOW(SA_INTERRUPT),
	SHOW_FILE(aio_read),
	SHOW_FILE(aio_write),
	SHOW_FILE(aio_complete),
	SHOW_FILE(EIOCBQUEUED),
	SHOW_FILE(is_sync_kiocb),
	SHOW_FILE(kiocb),
	SHOW(PageReserved),
	SHOW(PCI_DMA_TODEVICE),
	SHOW(PCI_DMA_FROMDEVICE),
	SHOW(PCI_DMA_BIDIRECTIONAL),
	SHOW(KM_USER0),
	SHOW(KM_USER1),
	SHOW(KM_IRQ0),
	SHOW(KM_IRQ1),
	{NULL, NULL, NULL},
};
