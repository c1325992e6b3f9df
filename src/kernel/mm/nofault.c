/* SPDX-License-Identifier: MIT */
/* Reading kernel memory that may not be there, or be nobody's: no rule is asked. */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include "machine/layout.h"
#include "machine/ram.h"

/* NULL: nothing lies there, or no memory. */
static struct page *page_of(unsigned long addr)
{
	if (virt_addr_valid(addr))
		return virt_to_page((void *)addr);
	if (addr >= DOCK_VMALLOC_BASE && addr < DOCK_MODULES_END)
		return vmalloc_to_page((void *)addr);
	return NULL;
}

long copy_from_kernel_nofault(void *dst, const void *src, size_t size)
{
	unsigned long addr = (unsigned long)src;

	if (addr < DOCK_LINEAR_BASE)
		return -ERANGE;
	while (size) {
		unsigned long off = addr & ~PAGE_MASK, n = min(size, PAGE_SIZE - off);
		struct page *page = page_of(addr);

		if (!page)
			return -EFAULT;
		memcpy(dst, dock_ram(page_to_phys(page) + off), n);
		dst += n;
		addr += n;
		size -= n;
	}
	return 0;
}
EXPORT_SYMBOL_GPL(copy_from_kernel_nofault);
