/* SPDX-License-Identifier: MIT */
/* Watching for the store of vmf->page: see fault_watch.h. */
#include "kernel/mm/fault_watch.h"

#include <linux/errno.h>
#include <linux/kernel.h>
#include "host/mem.h"
#include "kernel/compat/vm_ops.h"
#include "kernel/mm/page_alloc.h"
#include "machine/layout.h"

/* Of the kmap window the first mebibyte is the module loader's. */
#define WATCH_ADDR (DOCK_KMAP_BASE + (1UL << 20))
#define KNOWN_MAX  64

static struct vm_fault *const watched = (struct vm_fault *)WATCH_ADDR;
static bool busy, open;

static struct known {
	unsigned long handler, pc;
} known[KNOWN_MAX];
static int nr_known;

int dock_fault_watch_init(void)
{
	struct page *page = dock_alloc_own(GFP_KERNEL | __GFP_ZERO, 0);

	if (!page)
		return -ENOMEM;
	return host_ram_map(WATCH_ADDR, page_to_pfn(page) << PAGE_SHIFT, PAGE_SIZE,
			    HOST_PROT_READ | HOST_PROT_WRITE);
}

static struct known *find(unsigned long handler)
{
	for (int i = 0; i < nr_known; i++)
		if (known[i].handler == handler)
			return &known[i];
	return NULL;
}

unsigned long dock_fault_watch_pc(unsigned long handler)
{
	const struct known *k = find(handler);

	return k ? k->pc : 0;
}

vm_fault_t dock_fault_watch_call(struct vm_fault *vmf)
{
	unsigned long handler = dock_compat_fault_handler(vmf->vma->vm_ops);
	vm_fault_t ret;

	if (busy || nr_known == KNOWN_MAX || find(handler) ||
	    !dock_compat_fault_stores(vmf->vma->vm_ops))
		return dock_compat_fault(vmf);
	known[nr_known++].handler = handler;
	busy = true;
	open = false;
	*watched = *vmf;
	host_protect(WATCH_ADDR, PAGE_SIZE, HOST_PROT_READ);
	ret = dock_compat_fault(watched);
	if (!open)
		host_protect(WATCH_ADDR, PAGE_SIZE, HOST_PROT_READ | HOST_PROT_WRITE);
	*vmf = *watched;
	busy = false;
	return ret;
}

int dock_fault_watch_trap(unsigned long addr, unsigned long pc)
{
	struct known *k;

	if (!busy || open || addr < WATCH_ADDR || addr >= WATCH_ADDR + PAGE_SIZE)
		return 0;
	/* Only the first store of a call is seen; if it is to another member, the
	 * line stays unknown, and the report names the handler alone. */
	k = find(dock_compat_fault_handler(watched->vma->vm_ops));
	if (k && addr == (unsigned long)&watched->page)
		k->pc = pc;
	open = true;
	return host_protect(WATCH_ADDR, PAGE_SIZE, HOST_PROT_READ | HOST_PROT_WRITE) == 0;
}
