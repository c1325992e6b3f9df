/* SPDX-License-Identifier: MIT */
/*
 * The address map of the machine's process, on one page.
 *
 * Every window is fixed, so that addresses are the same from run to run, and
 * the five address types of a driver lie in windows of their own:
 *
 *   0x0000_0000_0000  physical and bus addresses (numbers, never mapped here);
 *                     traced programs' own addresses live in their processes
 *   0x1100_0000_0000  user window of tasks in this process     (user virtual)
 *   0x2000_0000_0000  linear map of RAM, at physical + LINEAR (kernel logical)
 *   0x3000_0000_0000  vmalloc, vmap, vmapped stacks           (kernel virtual)
 *   0x3800_0000_0000  modules: text, data and bss             (kernel virtual)
 *   0x3c00_0000_0000  what drydock maps for itself
 *   0x3d00_0000_0000  slots of kmap()                         (kernel virtual)
 *   0x3d80_0000_0000  slots of kmap_local_page()              (kernel virtual)
 *   0x3e00_0000_0000  ioremap: device registers, never mapped (__iomem)
 *   0x4000_0000_0000  struct page, one for each page frame    (the memory map)
 *   0x4800_0000_0000  the ledger of pages, beside the memory map
 *   0x5000_0000_0000  the shadow: a byte for each eight of RAM
 *   0x5200_0000_0000  memory behind the cache, where that is not coherent
 *   0x5300_0000_0000  all RAM as the machine itself reaches it, where some of it
 *                     has no logical address (high memory)
 *
 * Anything else (drydock's own text and heap, host stacks) lies where the host
 * puts it, outside 0x1100_0000_0000..0x5fff_ffff_ffff, and is not the
 * driver's to touch.
 */
#ifndef DOCK_MACHINE_LAYOUT_H
#define DOCK_MACHINE_LAYOUT_H

#define DOCK_PAGE_SHIFT		12
#define DOCK_PAGE_SIZE		(1UL << DOCK_PAGE_SHIFT)

#define DOCK_USER_BASE		0x110000000000UL
#define DOCK_USER_END		0x120000000000UL
#define DOCK_LINEAR_BASE	0x200000000000UL
#define DOCK_LINEAR_END		0x300000000000UL
#define DOCK_VMALLOC_BASE	0x300000000000UL
#define DOCK_VMALLOC_END	0x380000000000UL
#define DOCK_MODULES_BASE	0x380000000000UL
#define DOCK_MODULES_END	0x3c0000000000UL
/* Modules themselves end here; above it are the addresses that stand for per-CPU
 * memory, and then the processors' copies (linux/percpu-defs.h). */
#define DOCK_MODULES_CODE_END	(DOCK_MODULES_BASE + 0x7c0000000UL)
#define DOCK_PERCPU_END		(DOCK_MODULES_BASE + 0x800000000UL)
#define DOCK_KMAP_BASE		0x3c0000000000UL
#define DOCK_KMAP_END		0x3e0000000000UL
/* Below these: a module's image while it is read, the page of fault_watch.c. */
#define DOCK_PKMAP_BASE		0x3d0000000000UL
#define DOCK_KMAP_LOCAL_BASE	0x3d8000000000UL
#define DOCK_IOREMAP_BASE	0x3e0000000000UL
#define DOCK_IOREMAP_END	0x400000000000UL
#define DOCK_MEMMAP_BASE	0x400000000000UL
#define DOCK_MEMMAP_END		0x480000000000UL
#define DOCK_LEDGER_BASE	0x480000000000UL
#define DOCK_LEDGER_END		0x500000000000UL
/* In its upper half: which slab a page frame belongs to. */
#define DOCK_SLAB_MAP_BASE	0x4c0000000000UL
#define DOCK_SHADOW_BASE	0x500000000000UL
#define DOCK_SHADOW_END		0x520000000000UL
#define DOCK_MEMORY_BASE	0x520000000000UL
#define DOCK_MEMORY_END		0x530000000000UL
#define DOCK_RAM_VIEW_BASE	0x530000000000UL
#define DOCK_RAM_VIEW_END	0x540000000000UL
#define DOCK_WINDOWS_END	DOCK_RAM_VIEW_END

#define DOCK_LOGICAL(phys)	(DOCK_LINEAR_BASE + (phys))

/* Physical addresses end below the user window. */
#define DOCK_PHYS_END		0x100000000000UL
/* Programs of their own end here, as on x86-64. */
#define DOCK_TRACED_USER_END	0x7ffffffff000UL

#endif
