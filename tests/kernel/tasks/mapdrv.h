/* SPDX-License-Identifier: MIT */
/* What mapdrv.c and its task agree on. The offset of a mapping chooses what is
 * called: page MAP_x << 16, plus an offset in the object. The call's result is
 * that of mmap. */
#ifndef TESTS_MAPDRV_H
#define TESTS_MAPDRV_H

#define MAPDRV_PAGES 4 /* page n is full of n + 1 */

enum mapdrv_kind {
	MAP_INSERT_PAGES,
	MAP_INSERT_TOO_MANY, /* one page more than the VMA has */
	MAP_INSERT_TWICE,    /* the third page is taken already */
	MAP_PAGES,
	MAP_PAGES_ZERO,
	MAP_VMALLOC_USER,
	MAP_VMALLOC,	  /* an area that is not for users */
	MAP_VMALLOC_ODD,  /* at an address inside of a page */
	MAP_SLAB,	  /* a page of kmalloc's */
	MAP_FREED,	  /* a page that nobody has */
	MAP_OUTSIDE,	  /* below the VMA */
	MAP_IOMAP,	  /* the four pages, by physical address */
	MAP_FAULT_PAGE,	  /* .fault with vmf_insert_page */
	MAP_FAULT_PFN_RO, /* .fault with vmf_insert_pfn_prot, read-only */
	MAP_FAULT_MIXED,  /* .fault with vmf_insert_mixed */
	MAP_FAULT,	  /* .fault that gives a page back */
	MAP_CLOSE,	  /* the same, and there is a .close */
	MAP_AROUND,	  /* .map_pages, with all that it is asked for */
	MAP_APPLY,	  /* .fault that writes entries with apply_to_page_range */
};

/* What the device that chooses says of page 0. */
#define MAPDRV_ADDRESS 0x110080000000UL

#define MAPDRV_OFFSET(kind, page) ((((unsigned long)(kind) << 16) + (page)) << 12)

#define MAPDRV_UNMAP 0x6d01	   /* arg: number of the first page; to the end, no copies */
#define MAPDRV_UNMAP_ALL 0x6d02 /* the same, with private copies */
#define MAPDRV_FOLLOW 0x6d03	   /* arg: address; the page's number, or -errno */
#define MAPDRV_REFS 0x6d04	   /* arg: number of a page */
#define MAPDRV_LEFT 0x6d05	   /* pages that vm_insert_pages has left over */
#define MAPDRV_VMAS 0x6d06	   /* how many the caller has */
#define MAPDRV_MMAPS 0x6d07	   /* calls of mmap so far */
#define MAPDRV_LOCKED 0x6d08	   /* the caller's locked pages */
#define MAPDRV_FAULTS 0x6d09	   /* calls of .fault for MAP_AROUND */
#define MAPDRV_LOCK_ENTRIES 0x6d0a /* arg: address; its page's entries become read-only */

#endif
