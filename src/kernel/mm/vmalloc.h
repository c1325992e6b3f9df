/* SPDX-License-Identifier: MIT */
/*
 * The kernel virtual windows: vmalloc areas, kernel stacks, module memory.
 *
 * An area's page array is its page table; the host's mapping of a page is made
 * when it is touched (dock_kernel_trap) and may be thrown away at any time.
 * Stacks and modules are mapped at once and for good.
 */
#ifndef DOCK_KERNEL_MM_VMALLOC_H
#define DOCK_KERNEL_MM_VMALLOC_H

#include <linux/types.h>

/* Pages of node @nid if it has some; @nid may be NUMA_NO_NODE. */
void *dock_vmalloc_on(unsigned long size, gfp_t gfp, int nid);

/* A kernel stack with an unmapped page below it; 0: no memory. */
unsigned long dock_stack_alloc(unsigned long bytes);
void dock_stack_free(unsigned long stack, unsigned long bytes);
/* The page behind an address on such a stack, or NULL. */
struct page *dock_stack_page(unsigned long addr);

/* The kernel touched @addr, which the host had not mapped. 1: it is mapped now
 * (or again); 0: nothing lies there. Does not sleep. */
int dock_kernel_trap(unsigned long addr);

/* Have the host map what is alive of [addr, addr+n): the host itself is about
 * to touch it, in a system call, and would fail where code traps. */
void dock_vmalloc_touch(const void *addr, unsigned long n);

/* An uncached alias of [phys, phys+len), whole pages; NULL: no room. Mapped at
 * once: coherent memory is touched in interrupts too. */
void *dock_vmap_uncached(unsigned long phys, unsigned long len);
void dock_vunmap_uncached(const void *addr);
/* A mapping of memory that the kernel does not use, for memremap(). The same. */
void *dock_vmap_frames(unsigned long phys, unsigned long len, bool uncached);
void dock_vunmap_frames(const void *addr);

struct seq_file;
void dock_vmalloc_show(struct seq_file *m); /* /proc/vmallocinfo */
unsigned long dock_vmalloc_pages(void);	    /* that belong to areas */
unsigned long dock_vmalloc_live(void); /* areas in use */
void dock_vmalloc_report_leaks(unsigned long base, unsigned long len, const char *module);

/* RAM for a module's writable segment at a fixed address of the module window:
 * allocates pages, maps them. Returns 0 or -ENOMEM. */
int dock_module_ram_map(unsigned long addr, unsigned long bytes);
void dock_module_ram_unmap(unsigned long addr, unsigned long bytes);
/* The page behind an address of the module window, or NULL. */
struct page *dock_module_page(unsigned long addr);

#endif
