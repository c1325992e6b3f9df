/* SPDX-License-Identifier: MIT */
/*
 * allocator: large pieces of physical memory, each in one, for who cannot get them
 * from the kernel. The kernel was told at boot not to use the top of RAM (mem=), or to
 * keep a part of it (reserved-memory); this module takes that region and gives it out
 * in blocks of whole pages, to other modules by these functions and to programs by
 * /dev/allocator. It is for Linux 2.6.10 and 6.1.
 *
 * The kernel has no struct page for the region, and no address but the one that
 * ioremap() makes: it is reached by readl(), memcpy_toio() and their kin, and mapped
 * by remap_pfn_range().
 *
 *	region->physical           offset of a block
 *	|----------------- - - ----|=== block ===|-- gap --|== block ==|-------|
 */
#ifndef ALLOCATOR_H
#define ALLOCATOR_H

#include <linux/types.h>

struct allocator_piece;

struct allocator_region {
	unsigned long physical, size; /* bytes, whole pages */
	void __iomem *mem;
};

extern struct allocator_region allocator_region; /* set while the module is loaded */

/*
 * A block of @bytes or more for @owner, any pointer that is the owner's own, filled
 * with zeros. 0, and where it lies in the region; or -EINVAL, if @bytes is 0; -ENOMEM,
 * if there is no room for it in one piece. May sleep, as may all of these.
 */
int allocator_get(unsigned long bytes, const void *owner, unsigned long *offset);
/* -ENOENT: @owner has no such block, or not any more. -EBUSY: it is in use. */
int allocator_put(unsigned long offset, const void *owner);
/* All of the owner's blocks, which nobody uses. */
void allocator_put_all(const void *owner);

/*
 * The block that has @bytes from @at on, or NULL if the owner has none such. It is in
 * use then, and cannot be given back, until as many calls of allocator_unuse().
 */
struct allocator_piece *allocator_use(unsigned long at, unsigned long bytes,
				      const void *owner);
void allocator_use_again(struct allocator_piece *piece);
void allocator_unuse(struct allocator_piece *piece);

/* Bytes given out, and the largest block that could be got. */
void allocator_count(unsigned long *used, unsigned long *largest);

/* file.c */
int allocator_file_add(void);
void allocator_file_del(void);

#endif
