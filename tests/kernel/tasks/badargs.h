/* SPDX-License-Identifier: MIT */
/* What badargs.c and its task agree on: the page of a mapping's offset chooses the
 * call that mmap makes; its result is mmap's. */
#ifndef TESTS_BADARGS_H
#define TESTS_BADARGS_H

enum badargs {
	BAD_FRAME,	     /* remap_pfn_range of a frame that no machine has */
	BAD_COW_PART,	     /* the same of a part of a VMA */
	BAD_IOMAP_WRAPS,     /* vm_iomap_memory around the end of everything */
	BAD_IOMAP_OFFSET,    /* the same, with an offset beyond it */
	BAD_INSERT_NONE,     /* vm_insert_pages of no page */
	BAD_INSERT_ALL,	     /* the same of more than there is */
	BAD_INSERT_BEHIND,   /* vm_insert_page at the end of the VMA */
	BAD_VMALLOC_WRAPS,   /* remap_vmalloc_range with a huge offset */
	BAD_VMALLOC_ODD,     /* remap_vmalloc_range_partial off a page */
	BAD_VMALLOC_KMALLOC, /* of what is no area */
	BAD_ZAP,	     /* zap_vma_ptes of what is not all in the VMA */
	BAD_FOLLOW,	     /* follow_pfn where nothing is */
};

/* Commands of ioctl: calls that take the lock themselves. */
#define BAD_VM_MMAP_WRAPS 0x6201
#define BAD_VM_MMAP_ODD 0x6202
#define BAD_VM_MMAP_NONE 0x6203
#define BAD_VM_MUNMAP_ODD 0x6204
#define BAD_VM_MUNMAP_NONE 0x6205

#endif
