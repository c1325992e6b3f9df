/* SPDX-License-Identifier: MIT */
/*
 * The session of `drydock picture`: a driver and its user in one, which give
 * one page an address of each type, and look all of them up again with the
 * machine's own functions.
 *
 * It sends one 'F' record of KEY=VALUE lines; numbers are hexadecimal:
 *
 *   user.start, user.end       the VMA
 *   pageN.user, .phys, .logical, .struct, .pte      N: 0 and 1, its two pages
 *   walk4 .. walk1             the entry of each table on the way to page 0
 *   vmalloc.virt, .phys        a page of vmalloc()
 *   dma.bus, .phys, .offset, .size, .mask  page 0 mapped for a device: the physical
 *                              address is where the bus address leads; no
 *                              dma lines: it could not be mapped
 *   ram.end, cache.coherent    the machine
 *   seen                       1: a byte stored through the user address was
 *                              there at the logical one
 */
#include "user/picture.h"

#include <drydock/task.h>
#include <linux/device.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/pgtable.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/stdarg.h>
#include <linux/vmalloc.h>
#include "host/channel.h"
#include "kernel/dma/dma.h"
#include "kernel/mm/page_alloc.h"
#include "kernel/mm/pgtable.h"
#include "machine/cache.h"
#include "machine/layout.h"
#include "user/task.h"

#define NR_PAGES     2
#define DMA_OFFSET   0x100UL
#define DMA_SIZE     512UL
#define LEVELS	     4
#define LEVEL_BITS   9
#define MARK	     0x5a

static struct page *pages[NR_PAGES];
static char record[HOST_CHANNEL_MAX];
static int record_len;

static __attribute__((format(printf, 1, 2))) void tell(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	record_len += vscnprintf(record + record_len, sizeof(record) - (size_t)record_len, fmt,
				 args);
	va_end(args);
}

/* --- the driver --- */

static int picture_mmap(struct file *file, struct vm_area_struct *vma)
{
	unsigned long addr = vma->vm_start;
	int err = vma_pages(vma) == NR_PAGES ? 0 : -EINVAL;

	for (int i = 0; i < NR_PAGES && !err; i++, addr += PAGE_SIZE)
		err = vm_insert_page(vma, addr, pages[i]);
	return err;
}

static const struct file_operations picture_fops = { .mmap = picture_mmap };

static struct miscdevice picture_misc = {
	.minor = MISC_DYNAMIC_MINOR, .name = "picture", .fops = &picture_fops,
};

static void tell_vmalloc(void)
{
	char *area = vmalloc(PAGE_SIZE);

	if (!area)
		return;
	*area = MARK;
	tell("vmalloc.virt=%lx\nvmalloc.phys=%lx\n", (unsigned long)area,
	     vmalloc_to_pfn(area) << PAGE_SHIFT);
	vfree(area);
}

static void tell_dma(struct device *dev)
{
	void *buf = page_address(pages[0]) + DMA_OFFSET;
	u64 mask = DMA_BIT_MASK(32);
	dma_addr_t bus;

	dev->dma_mask = &mask;
	if (dma_set_mask_and_coherent(dev, mask))
		return;
	bus = dma_map_single(dev, buf, DMA_SIZE, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, bus))
		return;
	tell("dma.bus=%llx\ndma.phys=%llx\ndma.offset=%lx\ndma.size=%lx\ndma.mask=%llx\n",
	     (unsigned long long)bus, (unsigned long long)dock_dma_to_phys(dev, bus), DMA_OFFSET,
	     DMA_SIZE, (unsigned long long)mask);
	dma_unmap_single(dev, bus, DMA_SIZE, DMA_TO_DEVICE);
}

/* --- its user --- */

/* What the processor would read on its way down the tables. */
static void tell_walk(unsigned long addr)
{
	unsigned long *table = (unsigned long *)current->mm->pgd;

	for (int level = LEVELS; level >= 1; level--) {
		unsigned int shift = PAGE_SHIFT + (unsigned int)(level - 1) * LEVEL_BITS;
		unsigned long index = (addr >> shift) & ((1UL << LEVEL_BITS) - 1);

		tell("walk%d.table=%lx\nwalk%d.index=%lx\nwalk%d.entry=%lx\n", level,
		     (unsigned long)table - DOCK_LINEAR_BASE, level, index, level, table[index]);
		table = (unsigned long *)DOCK_LOGICAL(table[index] & PTE_PFN_MASK);
	}
}

static void tell_pages(unsigned long user)
{
	volatile char *mark = (volatile char *)user;

	*mark = MARK; /* a store by the user */
	tell("user.start=%lx\nuser.end=%lx\nseen=%d\n", user, user + NR_PAGES * PAGE_SIZE,
	     *(char *)page_address(pages[0]) == MARK);
	for (int i = 0; i < NR_PAGES; i++) {
		unsigned long addr = user + (unsigned long)i * PAGE_SIZE;
		pte_t *pte = dock_pte_find(current->mm, addr);

		tell("page%d.user=%lx\npage%d.logical=%lx\npage%d.struct=%lx\n", i, addr, i,
		     (unsigned long)page_address(pages[i]), i, (unsigned long)pages[i]);
		if (pte)
			tell("page%d.phys=%lx\npage%d.pte=%lx\n", i,
			     pte_pfn(*pte) << PAGE_SHIFT, i, pte_val(*pte));
	}
	tell_walk(user);
}

static int use(void)
{
	int fd = (int)dock_task_open("/dev/picture", O_RDWR);
	unsigned long user;

	if (fd < 0)
		return 1;
	user = dock_task_mmap(0, NR_PAGES * PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (!IS_ERR_VALUE(user)) {
		tell_pages(user);
		dock_task_munmap(user, NR_PAGES * PAGE_SIZE);
	}
	dock_task_close(fd);
	return IS_ERR_VALUE(user);
}

static int get_pages(void)
{
	/* One page between them is given back at once: two that are neighbours for
	 * the user are none in RAM. */
	struct page *between;

	pages[0] = alloc_page(GFP_KERNEL | __GFP_ZERO);
	between = alloc_page(GFP_KERNEL);
	pages[1] = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (between)
		__free_page(between);
	return pages[0] && pages[1] ? 0 : -ENOMEM;
}

static int picture_main(void)
{
	int status = 1;

	tell("F");
	if (!get_pages() && !misc_register(&picture_misc)) {
		status = use();
		tell_vmalloc();
		tell_dma(picture_misc.this_device);
		misc_deregister(&picture_misc);
	}
	for (int i = 0; i < NR_PAGES; i++)
		if (pages[i])
			__free_page(pages[i]);
	tell("ram.end=%lx\ncache.coherent=%d\n", dock_max_pfn() << PAGE_SHIFT,
	     dock_cache_coherent());
	host_channel_send(record, (unsigned long)record_len);
	return status;
}

int dock_picture_start(char *err, unsigned long err_len)
{
	return dock_task_first_fn("picture", picture_main, err, err_len);
}
