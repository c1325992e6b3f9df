/* SPDX-License-Identifier: MIT */
/* What the driver and the cases agree on: the offset of a mapping chooses how it is
 * made. Page KIND << 16, plus a page of the object. */
#ifndef ORACLE_MAPS_H
#define ORACLE_MAPS_H

#define MAPS_PAGES 4 /* page n is full of 'a' + n; of vmalloc's area, of 'A' + n */

enum maps_kind {
	MAPS_FAULT,	   /* .fault gives a page */
	MAPS_CLOSE,	   /* the same, and there is a .close */
	MAPS_INSERT,	   /* vm_insert_pages, at once */
	MAPS_INSERT_MORE,  /* one page more than the VMA has */
	MAPS_INSERT_TWICE, /* the third page is taken already */
	MAPS_MAP,	   /* vm_map_pages */
	MAPS_MAP_ZERO,	   /* vm_map_pages_zero */
	MAPS_VMALLOC,	   /* remap_vmalloc_range of an area for users */
	MAPS_VMALLOC_OWN,  /* of one that is not for users */
	MAPS_VMALLOC_ODD,  /* of an address inside of a page */
	MAPS_SLAB,	   /* vm_insert_page of a page of kmalloc's */
	MAPS_FREED,	   /* of one that nobody has */
	MAPS_OUTSIDE,	   /* below the VMA */
	MAPS_IOMAP,	   /* vm_iomap_memory of the four pages */
	MAPS_FAULT_INSERT, /* .fault with vmf_insert_page */
	MAPS_FAULT_RO,	   /* .fault with vmf_insert_pfn_prot, read-only */
	MAPS_FAULT_MIXED,  /* .fault with vmf_insert_mixed */
	MAPS_REGS,	   /* a device's registers, by io_remap_pfn_range */
	MAPS_REGS_FAULT,   /* the same, page by page */
	MAPS_NOTHING,	   /* mmap refuses: EINVAL */
};

#define MAPS_OFFSET(kind, page) ((((unsigned long)(kind) << 16) + (page)) << 12)

/* ioctl: the kernel has the first numbers for itself. */
#define MAPS_UNMAP     100 /* of MAPS_FAULT, from page arg on; not private copies */
#define MAPS_UNMAP_ALL 101 /* these, too */
#define MAPS_FOLLOW    102 /* follow_pfn of address arg: number of the page */
#define MAPS_REFS      103 /* references of page arg */
#define MAPS_LEFT      104 /* what vm_insert_pages has left over */
#define MAPS_VMAS      105 /* of the caller */
#define MAPS_MMAPS     106 /* calls of mmap */
#define MAPS_LOCKED    107 /* the caller's locked pages */

#endif
